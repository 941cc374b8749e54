import { expect } from 'vitest';
import type { Tab } from './tab.ts';
import { ui } from './ui.ts';

/** Pixels of the canvas by hue: how many are strongly coloured, as atoms are and the ground is not. */
export interface Picture {
  readonly webgl: string;
  readonly pixels: number;
  /** Br, Cd and S, Cs. */
  readonly red: number;
  readonly yellow: number;
  readonly violet: number;
}

/**
 * WebGL keeps its pixels only until the frame is shown, so they are read right after the callback that
 * drew them: every frame from now on, until one has been looked at.
 */
const WATCH_FRAMES = `(() => {
  const request = window.requestAnimationFrame.bind(window);
  window.drawnPicture = null;
  window.requestAnimationFrame = (callback) => request((time) => {
    callback(time);
    const gl = document.querySelector('canvas').getContext('webgl2');
    const [width, height] = [gl.drawingBufferWidth, gl.drawingBufferHeight];
    const rgba = new Uint8Array(4 * width * height);
    gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, rgba);
    const count = { red: 0, yellow: 0, violet: 0 };
    for (let i = 0; i < rgba.length; i += 4) {
      const [r, g, b] = rgba.subarray(i, i + 3);
      if (Math.max(r, g, b) - Math.min(r, g, b) < 60) continue;
      if (b > r && r > g) count.violet++;
      else if (r > g && g > 1.4 * b) count.yellow++;
      else if (r > 1.5 * g) count.red++;
    }
    // A frame that was requested for something else than drawing shows nothing.
    if (count.red + count.yellow + count.violet > 0)
      window.drawnPicture = { webgl: gl.getParameter(gl.VERSION), pixels: width * height, ...count };
  });
  return true;
})()`;

/** What is on the canvas after a look along a, which draws it anew. */
export async function lookAlongA(tab: Tab): Promise<Picture> {
  await tab.evaluate(WATCH_FRAMES);
  await tab.click(ui.viewAlongA);
  await expect
    .poll(() => tab.evaluate('window.drawnPicture'), { message: 'a drawn frame', timeout: 10_000 })
    .not.toBeNull();
  return tab.evaluate('window.drawnPicture');
}
