import type { View } from '#render/camera/view.ts';
import type { FigureMarks } from '#render/figureRequest.ts';
import type { Shown } from '#render/stage/stage.ts';
import type { Rect } from '#render/types.ts';

/** The part of a flat canvas that labels and marks need: a file of lines and letters has it as well. */
export type OverlayPen = Pick<
  CanvasRenderingContext2D,
  | 'arc'
  | 'beginPath'
  | 'fill'
  | 'fillStyle'
  | 'fillText'
  | 'font'
  | 'globalAlpha'
  | 'lineCap'
  | 'lineJoin'
  | 'lineTo'
  | 'lineWidth'
  | 'moveTo'
  | 'setLineDash'
  | 'stroke'
  | 'strokeStyle'
  | 'strokeText'
  | 'textAlign'
  | 'textBaseline'
> & {
  readonly measureText: (text: string) => { readonly width: number };
  /** Absent where lines and words lie over each other as they are, as in SVG. */
  globalCompositeOperation?: GlobalCompositeOperation;
};

/** The canvas above the scene with labels and rings, in CSS px whatever its resolution. */
export interface OverlayCanvas {
  readonly ctx: OverlayPen;
  readonly view: View;
  readonly shown: Shown;
  /** Screen discs of the spheres: x, y, radius. */
  readonly discs: Float32Array;
  readonly fontFamily: string;
  readonly marks: FigureMarks;
  /** Where words and marks stand already: later words keep off. Filled while it is painted. */
  readonly taken: Rect[];
}
