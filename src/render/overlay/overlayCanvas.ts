import type { View } from '#render/camera/view.ts';
import type { Shown } from '#render/stage/stage.ts';

/** The canvas above the scene with labels and rings, in CSS px whatever its resolution. */
export interface OverlayCanvas {
  readonly ctx: CanvasRenderingContext2D;
  readonly view: View;
  readonly shown: Shown;
  /** Screen discs of the spheres: x, y, radius. */
  readonly discs: Float32Array;
  readonly fontFamily: string;
  /** Whether the directions of a, b and c are drawn. */
  readonly axes: boolean;
}
