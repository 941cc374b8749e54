import { byDisplacement } from '#ui/look/colourings/displacement.tsx';
import type { FrameColouring } from './colouring.ts';

/** The colourings of frames that Playback offers besides those of the structure. */
export const FRAME_COLOURINGS: readonly FrameColouring[] = [byDisplacement];

/** @returns null for colours at rest */
export const frameColouring = (id: string): FrameColouring | null =>
  FRAME_COLOURINGS.find((c) => c.id === id) ?? null;
