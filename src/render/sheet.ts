import type { Shown } from './stage.ts';
import type { View } from './view.ts';

/** A flat picture to write on, in CSS px whatever its resolution. */
export interface Sheet {
  readonly ctx: CanvasRenderingContext2D;
  readonly view: View;
  readonly shown: Shown;
  /** Screen discs of the spheres: x, y, radius. */
  readonly discs: Float32Array;
  readonly fontFamily: string;
}
