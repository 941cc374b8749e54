import { EpistackError } from '#core/errors.ts';
import type { FigureMarks } from '#render/figureRequest.ts';
import type { SceneTheme } from '#render/types.ts';
import { type Drawing, drawPart } from './drawPart.ts';

/** Largest side of a picture in one piece: browsers refuse larger flat canvases. */
const MAX_SIDE_PX = 16384;
const MAX_PIXELS = 2 ** 28;

export interface CaptureRequest {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly transparent: boolean;
  /** Instead of the theme of the page. */
  readonly theme?: SceneTheme;
  /** Absent: as on the page, without legend and bar. */
  readonly marks?: FigureMarks;
}

/**
 * The present view as a PNG of this many pixels, drawn anew and not enlarged. Lines, labels and
 * atoms keep the proportions they have on the screen; a narrower picture is not cropped.
 * @throws `too-large`
 */
export async function capture(drawing: Drawing, request: CaptureRequest): Promise<Blob> {
  const canvas = drawStill(drawing, request);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('the browser made no PNG'))),
      'image/png',
    );
  });
}

/** The same as a canvas, at once. @throws `too-large` */
export function drawStill(drawing: Drawing, request: CaptureRequest): HTMLCanvasElement {
  const { widthPx, heightPx } = request;
  if (!(Math.max(widthPx, heightPx) <= MAX_SIDE_PX && widthPx * heightPx <= MAX_PIXELS))
    throw new EpistackError({
      code: 'too-large',
      what: 'the longer side of the picture in pixels',
      count: Math.max(widthPx, heightPx),
      limit: Math.min(MAX_SIDE_PX, Math.floor(Math.sqrt(MAX_PIXELS))),
    });
  const canvas = document.createElement('canvas');
  canvas.width = widthPx;
  canvas.height = heightPx;
  const ctx = canvas.getContext('2d', { willReadFrequently: request.transparent });
  if (!ctx)
    throw new EpistackError({ code: 'engine', engine: 'picture', reason: 'nothing is drawn yet' });
  drawPart(drawing, request, { x: 0, y: 0, width: widthPx, height: heightPx }, ctx);
  return canvas;
}
