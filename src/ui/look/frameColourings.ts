import { byDisplacement } from '#ui/look/colourings/displacement.tsx';
import { fileColourings } from '#ui/look/colourings/fileColumn.tsx';
import type { FrameColouring } from './colouring.ts';

/** The colourings of frames that there are whatever is played, besides those of the structure. */
export const FRAME_COLOURINGS: readonly FrameColouring[] = [byDisplacement];

/** Those of what is played, with what its file holds of each atom. */
export const frameColourings = (): readonly FrameColouring[] => [
  ...FRAME_COLOURINGS,
  ...fileColourings(),
];

/** @returns null for colours at rest */
export const frameColouring = (id: string): FrameColouring | null =>
  frameColourings().find((c) => c.id === id) ?? null;
