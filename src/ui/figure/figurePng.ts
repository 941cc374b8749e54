import { cssSizeOf, pixelsOf } from '#app/export/figureSettings.ts';
import { pngOf } from '#engines/media/png.ts';
import type { FigureRequest } from '#render/figureRequest.ts';
import { nextTask } from '#render/studio/nextTask.ts';
import { openStudio, type Studio } from '#render/studio/studio.ts';
import { type FigurePlan, figureMarks, figureScene } from './figureScene.ts';
import type { Work } from './work.ts';

/** Pixels of a band: what is held at once, 32 MB. */
const BAND_PIXELS = 2 ** 23;

/** Draws a figure and writes it as PNG, band by band. @throws what stopped it */
export async function figurePng(plan: FigurePlan, work: Work): Promise<Blob> {
  const scene = figureScene(plan);
  const studio = await openStudio(scene, cssSizeOf(plan.settings));
  try {
    const { settings } = plan;
    const request: FigureRequest = {
      ...pixelsOf(settings),
      transparent: settings.transparent,
      marks: figureMarks(plan, scene),
      turnRad: 0,
    };
    const head = {
      widthPx: request.widthPx,
      heightPx: request.heightPx,
      alpha: settings.transparent,
      dpi: settings.dpi,
    };
    return await pngOf(head, bandsOf(studio, request, work));
  } finally {
    studio.close();
  }
}

async function* bandsOf(
  studio: Studio,
  request: FigureRequest,
  work: Work,
): AsyncGenerator<Uint8ClampedArray> {
  const { widthPx, heightPx } = request;
  const rows = Math.max(1, Math.min(heightPx, Math.floor(BAND_PIXELS / widthPx)));
  for (let y = 0; y < heightPx; y += rows) {
    work.signal.throwIfAborted();
    const height = Math.min(rows, heightPx - y);
    yield bandOf(studio, request, y, height);
    work.onProgress((y + height) / heightPx);
    // The page stays responsive, and Cancel works.
    await nextTask();
  }
}

/** Flat canvases have limits as well: a wide band is drawn in pieces. */
const PIECE_PX = 8192;

function bandOf(
  studio: Studio,
  request: FigureRequest,
  y: number,
  height: number,
): Uint8ClampedArray {
  const { widthPx } = request;
  const band = new Uint8ClampedArray(4 * widthPx * height);
  for (let x = 0; x < widthPx; x += PIECE_PX) {
    const width = Math.min(PIECE_PX, widthPx - x);
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    const ctx = canvas.getContext('2d', { willReadFrequently: true });
    if (!ctx) throw new Error('the browser has no flat canvas of this size');
    studio.paint(request, { x, y, width, height }, ctx);
    const { data } = ctx.getImageData(0, 0, width, height);
    for (let r = 0; r < height; r++)
      band.set(data.subarray(4 * width * r, 4 * width * (r + 1)), 4 * (widthPx * r + x));
  }
  return band;
}
