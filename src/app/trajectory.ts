import { createStore } from 'zustand/vanilla';
import { meanOver, type MeanSeries as Series } from '#core/analysis/series.ts';
import { type Built, facingAtoms } from '#core/recipe/build.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { canonicalJson } from '#core/recipe/share.ts';
import type { TrajectoryReply } from './trajectoryMessages.ts';

/** The recorded run: made with LAMMPS by scripts/make-trajectory.ts, beside its input and provenance. */
const RECORDED = 'structures/cspbbr3-cds-300K';
/** As in the paper: of the 6 ps in the microcanonical ensemble the last 2 are used. */
const LATE_FS = 2000;
export const SNAPSHOT_FS = 20;
export const HEATING_FS = 2000;
const PAIRS = ['Cs-S', 'Br-Cd'];

export interface MeanSeries extends Series {
  /** Mean over the last 2 ps, Å. */
  readonly lateMeanAng: number;
}

export interface Player {
  readonly status: 'idle' | 'loading' | 'ready' | 'failed';
  readonly reason: string | null;
  /** F × 3N, Å. */
  readonly frames: Float32Array;
  readonly count: number;
  readonly series: readonly MeanSeries[];
  /** Shown frame; null shows the built structure. */
  readonly frame: number | null;
  readonly playing: boolean;
  /** Frames a second. */
  readonly rate: number;
}

export const playerStore = createStore<Player>()(() => ({
  status: 'idle',
  reason: null,
  frames: new Float32Array(0),
  count: 0,
  series: [],
  frame: null,
  playing: false,
  rate: 30,
}));

const DEFAULT_STACK = stackOf(DEFAULT_PRESET.recipe);
function stackOf({ steps, strained }: Recipe): string {
  return canonicalJson({ steps, strained });
}

/** True when the document is the one the recorded trajectory starts from. */
export const isRecorded = (recipe: Recipe): boolean => stackOf(recipe) === DEFAULT_STACK;

/** Fetches, decodes and measures the recorded trajectory in a worker, once. */
export function loadRecorded(built: Built): void {
  if (playerStore.getState().status !== 'idle') return;
  playerStore.setState({ status: 'loading' });
  const worker = new Worker(new URL('./workers/trajectory.worker.ts', import.meta.url), {
    type: 'module',
  });
  const fail = (reason: string) => {
    worker.terminate();
    playerStore.setState({ status: 'failed', reason });
  };
  worker.onerror = (e) => fail(e.message);
  worker.onmessage = ({ data }: MessageEvent<TrajectoryReply>) => {
    if (data.kind === 'failed') return fail(data.reason);
    worker.terminate();
    const count = data.frames.length / (3 * built.structure.numbers.length);
    playerStore.setState({
      status: 'ready',
      frames: data.frames,
      count,
      series: data.series.map((s) => ({
        ...s,
        lateMeanAng: meanOver(s.meansAng, count - LATE_FS / SNAPSHOT_FS, count),
      })),
    });
  };
  worker.postMessage({
    url: new URL(`${RECORDED}/XDATCAR.gz`, document.baseURI).href,
    lattice: built.structure.lattice,
    numbers: built.structure.numbers,
    lower: facingAtoms(built, 0, 'top'),
    upper: facingAtoms(built, 1, 'bottom'),
    pairs: PAIRS,
  });
}

export const show = (frame: number | null): void =>
  playerStore.setState((p) => ({
    frame: frame === null ? null : Math.min(p.count - 1, Math.max(0, Math.round(frame))),
  }));

/** Steps from the shown frame; from the built structure it starts at the first. */
export const stepBy = (n: number): void => {
  const { frame } = playerStore.getState();
  playerStore.setState({ playing: false });
  show(frame === null ? 0 : frame + n);
};

let timer = 0;

/** Starts or stops playing; at the end it starts over. */
export function togglePlay(): void {
  const { playing, frame, count } = playerStore.getState();
  cancelAnimationFrame(timer);
  playerStore.setState({ playing: !playing });
  if (playing) return;
  let at = frame === null || frame >= count - 1 ? 0 : frame;
  show(at);
  let before = performance.now();
  const tick = (now: number) => {
    const p = playerStore.getState();
    if (!p.playing) return;
    // A scrub while playing continues from where the hand let go.
    if (p.frame !== Math.floor(at)) at = p.frame ?? 0;
    at += ((now - before) / 1000) * p.rate;
    before = now;
    if (at >= p.count) at = 0;
    show(Math.floor(at));
    timer = requestAnimationFrame(tick);
  };
  timer = requestAnimationFrame(tick);
}

let view: { frames: Float32Array; frame: number; positions: Float32Array } | null = null;

/** Positions of the shown frame, 3N Å, or null for the built structure; the same array until it changes. */
export function shownPositions({ frame, frames, count }: Player): Float32Array | null {
  if (frame === null || count === 0) return null;
  if (view?.frames === frames && view.frame === frame) return view.positions;
  const width = frames.length / count;
  const positions = frames.subarray(frame * width, (frame + 1) * width);
  view = { frames, frame, positions };
  return positions;
}
