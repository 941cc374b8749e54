import { byDisplacement } from '#ui/look/colourings/displacement.tsx';
import type { FrameColouring } from './colouring.ts';

/** What Playback offers besides the colours at rest. */
export const FRAME_COLOURINGS: readonly FrameColouring[] = [byDisplacement];

/** @returns null for colours at rest */
export const frameColouring = (id: string): FrameColouring | null =>
  FRAME_COLOURINGS.find((c) => c.id === id) ?? null;
