import type { Scene, WebGLRenderer } from 'three';
import { EpistackError } from '#core/errors.ts';
import { BACKDROP } from './Backdrop.tsx';
import { drawFrame } from './frame.ts';
import { paint, projectDiscs } from './paint.ts';
import type { Stage } from './stage.ts';

/**
 * The present view at any size the graphics card can draw at once, labels included.
 * @throws `too-large` beyond that size
 */
export async function capture(
  stage: Stage,
  gl: WebGLRenderer,
  scene: Scene,
  widthPx: number,
  heightPx: number,
  transparent: boolean,
  invalidate: () => void,
): Promise<Blob> {
  const { shown, view } = stage;
  const limit = gl.capabilities.maxTextureSize;
  const largest = Math.max(widthPx, heightPx);
  if (largest > limit)
    throw new EpistackError({ code: 'too-large', what: 'picture, px', count: largest, limit });
  const flat = document.createElement('canvas');
  flat.width = widthPx;
  flat.height = heightPx;
  const ctx = flat.getContext('2d')!;
  if (shown !== null && view !== null) {
    const before = {
      ratio: gl.getPixelRatio(),
      width: gl.domElement.clientWidth,
      height: gl.domElement.clientHeight,
    };
    const backdrop = scene.getObjectByName(BACKDROP);
    // As many CSS px high as the screen's picture, so that text and lines keep their proportion.
    const ratio = heightPx / view.heightPx;
    const cssWidth = widthPx / ratio;
    try {
      if (backdrop) backdrop.visible = !transparent;
      gl.setPixelRatio(1);
      gl.setSize(widthPx, heightPx, false);
      drawFrame(stage, shown, gl, scene, cssWidth, view.heightPx, ratio);
      ctx.drawImage(gl.domElement, 0, 0);
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      const discs = projectDiscs(stage, shown, stage.view!);
      paint({
        ctx,
        view: stage.view!,
        shown,
        discs,
        fontFamily: getComputedStyle(document.body).fontFamily,
      });
    } finally {
      if (backdrop) backdrop.visible = true;
      gl.setPixelRatio(before.ratio);
      gl.setSize(before.width, before.height, false);
      invalidate();
    }
  }
  return new Promise((resolve, reject) =>
    flat.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('the browser made no picture'))),
      'image/png',
    ),
  );
}
