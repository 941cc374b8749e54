import { CORNERS, LONGEST_FRAME_MS, REST_MS, SLOW_FRAME_MS } from '#render/style.ts';

/** Whether this machine draws the picture too slowly to turn it, and how long it turns. */
export interface Pace {
  /** The picture is being turned: on a slow machine `onCoarse(true)` comes before the frame. */
  readonly turn: () => void;
  /** A frame has been handed to the graphics card, of so many corners; `isWhole`: nothing in view was left out. */
  readonly drew: (gl: WebGL2RenderingContext, frame: Handed) => void;
  readonly isCoarse: () => boolean;
  /** Corners that the next frame may have of many balls, and as many of sticks. */
  readonly mostCorners: () => number;
  readonly stop: () => void;
}

interface Handed {
  readonly corners: number;
  readonly isWhole: boolean;
}

/** How often it is asked whether a frame is done, ms. */
const ASK_MS = 4;
/** A picture in rest is drawn again where so many times as much may be drawn. */
const WORTH = 1.3;
/** No frame is waited for longer, ms. */
const MOST_MS = 10_000;

/**
 * Frames are timed by when the graphics card has drawn them: when the next one is asked for says nothing of a picture
 * that is only drawn on demand. Only frames in full count, and the better of two, for the first one also uploads.
 * @param onCoarse draw roughly from now on, or in full again; also where more may be drawn than was
 */
export function createPace(onCoarse: (coarse: boolean) => void): Pace {
  let lastMs: readonly number[] = [];
  /** Of frames of many corners, the last two, ms. */
  let perCornerMs: readonly number[] = [];
  let coarse = false;
  let turned = false;
  let asking: ReturnType<typeof setTimeout> | undefined;
  let resting: ReturnType<typeof setTimeout> | undefined;
  const mostCorners = (): number =>
    perCornerMs.length === 0
      ? CORNERS.untimed
      : Math.max(
          CORNERS.least,
          LONGEST_FRAME_MS[coarse ? 'coarse' : 'atRest'] / Math.min(...perCornerMs),
        );
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
    drew: (gl, { corners, isWhole }) => {
      const isMany = corners >= CORNERS.least;
      if (asking !== undefined || !(turned || isMany)) return;
      const fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
      if (fence === null) return;
      gl.flush();
      const inFull = turned && !coarse;
      turned = false;
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
        if (isMany) {
          perCornerMs = [...perCornerMs.slice(-1), ms / corners];
          // The first frame also uploads: it tells little of the next.
          const isFirst = perCornerMs.length === 1;
          if (!coarse && !isWhole && (isFirst || mostCorners() > WORTH * corners)) onCoarse(false);
        }
        // The rest begins when the frame is seen, however long it took.
        if (coarse) rest();
      };
      asking = setTimeout(ask, ASK_MS);
    },
    isCoarse: () => coarse,
    mostCorners,
    stop: () => {
      clearTimeout(asking);
      clearTimeout(resting);
    },
  };
}
