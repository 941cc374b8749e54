import { REST_MS, SLOW_FRAME_MS } from '#render/style.ts';

/** Whether this machine draws the picture too slowly to turn it, and how long it turns. */
export interface Pace {
  /** The picture is being turned: on a slow machine `onCoarse(true)` comes before the frame. */
  readonly turn: () => void;
  /** A frame has been handed to the graphics card. */
  readonly drew: (gl: WebGL2RenderingContext) => void;
  readonly isCoarse: () => boolean;
  readonly stop: () => void;
}

/** How often it is asked whether a frame is done, ms. */
const ASK_MS = 4;
/** No frame is waited for longer, ms. */
const MOST_MS = 10_000;

/**
 * Frames are timed by when the graphics card has drawn them: when the next one is asked for says nothing of a picture
 * that is only drawn on demand. Only frames in full count, and the better of two, for the first one also uploads.
 * @param onCoarse draw roughly from now on, or in full again
 */
export function createPace(onCoarse: (coarse: boolean) => void): Pace {
  let lastMs: readonly number[] = [];
  let coarse = false;
  let turned = false;
  let asking: ReturnType<typeof setTimeout> | undefined;
  let resting: ReturnType<typeof setTimeout> | undefined;
  const rest = (): void => {
    clearTimeout(resting);
    resting = setTimeout(() => {
      coarse = false;
      onCoarse(false);
    }, REST_MS);
  };
  return {
    turn: () => {
      turned = true;
      clearTimeout(resting);
      if (coarse || lastMs.length < 2 || Math.min(...lastMs) <= SLOW_FRAME_MS) return;
      coarse = true;
      onCoarse(true);
    },
    drew: (gl) => {
      if (!turned || asking !== undefined) return;
      const fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
      if (fence === null) return;
      gl.flush();
      turned = false;
      const inFull = !coarse;
      const start = performance.now();
      const ask = (): void => {
        const ms = performance.now() - start;
        if (gl.getSyncParameter(fence, gl.SYNC_STATUS) !== gl.SIGNALED && ms < MOST_MS) {
          asking = setTimeout(ask, ASK_MS);
          return;
        }
        gl.deleteSync(fence);
        asking = undefined;
        if (inFull) lastMs = [...lastMs.slice(-1), ms];
        // The rest begins when the frame is seen, however long it took.
        if (coarse) rest();
      };
      asking = setTimeout(ask, ASK_MS);
    },
    isCoarse: () => coarse,
    stop: () => {
      clearTimeout(asking);
      clearTimeout(resting);
    },
  };
}
