import { drawnVectors } from '#app/player/fileColumns.ts';
import { playerStore } from '#app/player/player.ts';
import type { LegendMark } from '#render/figureRequest.ts';

/**
 * The vectors of a frame as arrows are drawn.
 * @param atoms N
 * @param columns of the frame, by name
 * @returns 3N, Å, NaN where one is not known; null where nothing is drawn
 */
export function arrowVectors(
  atoms: number,
  columns: Readonly<Record<string, Float32Array>> | undefined,
): Float32Array | null {
  const drawn = drawnVectors(playerStore.getState().source);
  const values = drawn && columns?.[drawn.name];
  if (!drawn || values?.length !== 3 * atoms) return null;
  // A frame without these numbers has none, and no legend of them.
  if (!values.some((x) => Math.abs(x) > 0)) return null;
  return values.map((x) => drawn.angPerUnit * x);
}

/** What the arrows are, for a legend; null where there are none. */
export function arrowMark(color: string): LegendMark | null {
  const drawn = drawnVectors(playerStore.getState().source);
  if (drawn === null) return null;
  const { name, unit: of, angPerUnit } = drawn;
  return {
    name: `${name}: ${angPerUnit} Å for 1${of === '' ? '' : ` ${of}`}`,
    color,
    shape: 'line',
  };
}
