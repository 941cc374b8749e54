import { readIndices } from '#core/surface/miller.ts';

type Indices = readonly [number, number, number];

/** Three whole numbers, not all 0: a plane or a direction. */
export const readThree = (text: string): Indices | null => {
  const found = readIndices(text);
  return found?.length === 3 && found.some((x) => x !== 0) ? (found as unknown as Indices) : null;
};
