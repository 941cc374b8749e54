import { createStore } from 'zustand/vanilla';
import type { Asked } from '#app/jobs/asked.ts';
import {
  fits,
  type ShownFrame,
  type TrajectorySource,
  timeFs,
} from '#app/trajectory/trajectorySource.ts';
import { nearestImages } from '#core/analysis/motion/displacement.ts';
import { type FramePreparation, UNPREPARED } from '#core/analysis/motion/preparedFrame.ts';
import type { MeanSeries } from '#core/analysis/series.ts';
import { NO_HAND_BONDS } from '#core/crystal/coordination/handBonds.ts';
import type { StickSettings, Sticks } from '#core/crystal/coordination/sticks.ts';
import { type BondList, bondsOf, NO_RULES } from '#core/crystal/neighbors.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { startBonds } from './bondsJob.ts';

/** A mean contact of the trajectory that is played, for the report and the plot. */
export interface ContactSeries extends MeanSeries {
  /** Mean over the last 2 ps (over all of a shorter run, or of one without times), Å. */
  readonly lateMeanAng: number;
}

/** Atoms of a trajectory that is not of the built structure, drawn in its place. */
export interface ForeignAtoms {
  readonly structure: Structure;
  readonly bonds: BondList;
}

export interface PlayerState {
  readonly status: 'idle' | 'loading' | 'ready' | 'failed';
  readonly reason: string | null;
  /** What is played; null before anything was opened. */
  readonly source: TrajectorySource | null;
  /** A new number for each trajectory; a growing run keeps its number. */
  readonly opened: number;
  readonly count: number;
  /** Mean contacts of the built interface over time, if the source has its atoms. */
  readonly series: readonly ContactSeries[];
  /** Null when frames are drawn as the built structure. */
  readonly foreign: ForeignAtoms | null;
  /** The recorded run starts from another stack than the document's, so none of its frames is shown. */
  readonly isHeld: boolean;
  /** Chosen frame; null shows the built structure. */
  readonly frame: number | null;
  /** The frame that is drawn: the chosen one, or the previous one while it is loading. */
  readonly view: ShownFrame | null;
  /** Why the chosen frame cannot be drawn, or null. */
  readonly frameProblem: string | null;
  readonly playing: boolean;
  /** Playback speed, frames a second. */
  readonly rate: number;
  /** First and last of the frames that are played; null plays all. */
  readonly range: readonly [first: number, last: number] | null;
  readonly direction: 1 | -1;
  readonly loop: boolean;
  readonly preparation: FramePreparation;
}

const NOTHING = {
  status: 'idle',
  reason: null,
  source: null,
  count: 0,
  series: [],
  foreign: null,
  isHeld: false,
  frame: null,
  view: null,
  frameProblem: null,
  playing: false,
  range: null,
} satisfies Partial<PlayerState>;

export const playerStore = createStore<PlayerState>()(() => ({
  ...NOTHING,
  opened: 0,
  rate: 30,
  direction: 1,
  loop: true,
  preparation: UNPREPARED,
}));

/** The structure that the document builds; frames may or may not have its atoms. */
let built: Structure | null = null;

/** Plays another source from its first frame and closes the previous one. */
export function setSource(source: TrajectorySource, shown: number | null = null): void {
  playerStore.getState().source?.close();
  playerStore.setState({
    ...NOTHING,
    status: 'ready',
    source,
    opened: playerStore.getState().opened + 1,
    count: source.count,
    foreign: foreignAtoms(source),
  });
  if (shown !== null) show(shown);
}

/** Updates a source that has got more frames; the shown frame stays. */
export function growSource(source: TrajectorySource): void {
  playerStore.setState({ source, count: source.count });
}

/** Closes the source. */
export function closeSource(): void {
  finding?.cancel();
  playerStore.getState().source?.close();
  playerStore.setState(NOTHING);
}

/**
 * Called when the document builds something else: frames then belong to it or are drawn as foreign atoms.
 * @param startsHere whether the recorded run starts from this structure
 */
export function fitTo(structure: Structure, startsHere: boolean): void {
  const { source, isHeld } = playerStore.getState();
  const holds = source?.kind === 'recorded' && !startsHere;
  if (built === structure && holds === isHeld) return;
  built = structure;
  // The edited structure is shown, not a frame.
  playerStore.setState({
    foreign: source && foreignAtoms(source),
    isHeld: holds,
    frame: null,
    view: null,
    playing: false,
  });
}

/** Sticks of more atoms take longer than a picture may wait: they are found in a worker, and come after the balls. */
const MOST_AT_ONCE = 500;
const NO_BONDS: BondList = { a: new Uint32Array(), b: new Uint32Array(), image: new Int16Array() };

const BY_RADII: StickSettings = { rules: NO_RULES, handBonds: NO_HAND_BONDS, completion: 'cell' };

let finding: Asked<Sticks> | null = null;

function foreignAtoms({ structure }: TrajectorySource): ForeignAtoms | null {
  finding?.cancel();
  finding = null;
  if (built === null || fits(structure, built)) return null;
  if (structure.numbers.length <= MOST_AT_ONCE) return { structure, bonds: bondsOf(structure) };
  finding = startBonds({ structure, charges: [], settings: BY_RADII, known: null });
  finding.answer.then(
    ({ bonds }) => {
      if (playerStore.getState().foreign?.structure === structure)
        playerStore.setState({ foreign: { structure, bonds } });
    },
    // Sticks are for the eye: the balls are drawn all the same.
    () => undefined,
  );
  return { structure, bonds: NO_BONDS };
}

/** Whether the frames are of the atoms that the document builds. */
export const isBuilt = ({ source }: PlayerState): boolean =>
  source !== null && built !== null && fits(source.structure, built);

/** Shows a frame, or with null the built structure. */
export function show(frame: number | null): void {
  if (frame === null) {
    playerStore.setState({ frame: null, view: null, frameProblem: null });
    return;
  }
  const { source, count, preparation, view, isHeld } = playerStore.getState();
  if (source === null || count === 0 || isHeld) return;
  const chosen = Math.min(count - 1, Math.max(0, Math.round(frame)));
  playerStore.setState({
    frame: chosen,
    view: nearBuilt(source, source.frameAt(chosen, preparation)) ?? view,
    frameProblem: source.problemAt(chosen),
  });
}

const folded = new WeakMap<ShownFrame, ShownFrame>();

/**
 * A file may wrap an atom to the other side of the vacuum. When frames are drawn as the built structure, each atom
 * is shown at the periodic image nearest to its built position, as contacts and bonds are.
 */
function nearBuilt({ kind }: TrajectorySource, view: ShownFrame | null): ShownFrame | null {
  if (view === null || built === null || kind !== 'file' || playerStore.getState().foreign !== null)
    return view;
  const known = folded.get(view);
  if (known !== undefined) return known;
  const positions = new Float32Array(view.positions.length);
  nearestImages({ lattice: view.lattice, xyz: view.positions }, built.xyz, positions);
  const near = { ...view, positions };
  folded.set(view, near);
  return near;
}

/** Called when a requested frame has arrived or failed; the state changes only if it is still the chosen frame. */
export function frameArrived(): void {
  const { frame } = playerStore.getState();
  if (frame !== null) show(frame);
}

/** Changes how frames are prepared for display: smoothed, kept near, centred. */
export function setPreparation(preparation: Partial<FramePreparation>): void {
  playerStore.setState((p) => ({ preparation: { ...p.preparation, ...preparation } }));
  frameArrived();
}

/** Steps from the shown frame; from the built structure it starts at the first. */
export const stepBy = (n: number): void => {
  const { frame } = playerStore.getState();
  playerStore.setState({ playing: false });
  show(frame === null ? 0 : frame + n);
};

/** Plays only from the first to the last of these frames; null plays all again. */
export function setRange(range: readonly [first: number, last: number] | null): void {
  const { count } = playerStore.getState();
  const inside = (k: number) => Math.min(count - 1, Math.max(0, Math.round(k)));
  playerStore.setState({
    range: range && [inside(Math.min(...range)), inside(Math.max(...range))],
  });
}

/**
 * Sets the begin or end of the range to the shown frame; an opposite end that would then be on the wrong side moves
 * to the end of all frames.
 */
export function setEnd(which: 'first' | 'last'): void {
  const p = playerStore.getState();
  if (p.frame === null) return;
  const [first, last] = bounds(p);
  if (which === 'first') setRange([p.frame, p.frame > last ? p.count - 1 : last]);
  else setRange([p.frame < first ? 0 : first, p.frame]);
}

/** Goes to the first or the last frame that is played. */
export function goToEnd(which: 'first' | 'last'): void {
  const p = playerStore.getState();
  playerStore.setState({ playing: false });
  show(bounds(p)[which === 'first' ? 0 : 1]);
}

/** How long playing waits for a frame that does not arrive. */
const PATIENCE_MS = 400;
let timer = 0;

/** Starts or stops playing; at the end it starts over. */
export function togglePlay(): void {
  const { playing, source, isHeld } = playerStore.getState();
  if (source === null || isHeld) return;
  cancelAnimationFrame(timer);
  playerStore.setState({ playing: !playing });
  if (playing) return;
  let at = startOf(playerStore.getState());
  show(at);
  let before = performance.now();
  let late = before;
  const tick = (now: number) => {
    const p = playerStore.getState();
    if (!p.playing) return;
    // After scrubbing, playing continues from the chosen frame.
    if (p.frame !== Math.floor(at)) at = p.frame ?? 0;
    // Playing waits for frames that are still being fetched, as they all arrive at once.
    if (p.source?.fetching?.isDone() === false) {
      before = now;
      timer = requestAnimationFrame(tick);
      return;
    }
    const isHere = p.view?.frame === p.frame;
    if (isHere) late = now;
    if (isHere || now - late > PATIENCE_MS) {
      const next = advanced(p, at + (p.direction * (now - before) * p.rate) / 1000);
      if (next === null) {
        // A slow machine may have skipped the last one.
        goToEnd(p.direction > 0 ? 'last' : 'first');
        return;
      }
      at = next;
      show(Math.floor(at));
    }
    before = now;
    timer = requestAnimationFrame(tick);
  };
  timer = requestAnimationFrame(tick);
}

const bounds = ({ range, count }: PlayerState): readonly [number, number] =>
  range ?? [0, count - 1];

function startOf(p: PlayerState): number {
  const [first, last] = bounds(p);
  const from = p.direction > 0 ? first : last;
  const end = p.direction > 0 ? last : first;
  const { frame } = p;
  return frame === null || frame === end || frame < first || frame > last ? from : frame;
}

/** Within the range, around its end when it loops; null when play ends. */
function advanced(p: PlayerState, at: number): number | null {
  const [first, last] = bounds(p);
  if (at >= first && at < last + 1) return at;
  if (!p.loop) return null;
  return p.direction > 0 ? first : last + 0.999;
}

/** Positions of the shown frame, 3N Å; null when the built structure is shown, or a frame of other atoms. */
export const shownPositions = ({ foreign, view }: PlayerState): Float32Array | null =>
  foreign === null && view !== null ? view.positions : null;

/** A frame was chosen and none is drawn yet: its trajectory is still being fetched. */
export const isFrameAwaited = ({ frame, view, frameProblem, isHeld }: PlayerState): boolean =>
  frame !== null && view === null && frameProblem === null && !isHeld;

/** Atoms of a trajectory that is not of the built structure while a frame of them is drawn in place of the built structure. */
export const drawnForeign = ({ foreign, view }: PlayerState): ForeignAtoms | null =>
  view === null ? null : foreign;

/** "5.02 ps", or "frame 12" (counted from 1) where times are not known. */
export function frameText(source: TrajectorySource | null, frame: number): string {
  const fs = timeFs(source, frame);
  return fs === null ? `frame ${frame + 1}` : `${(fs / 1000).toFixed(psDigits(source!))} ps`;
}

/** Decimals of a time in ps: two, or as many as tell one frame from the next. */
export function psDigits({ timesFs }: Pick<TrajectorySource, 'timesFs'>): number {
  const stepPs = Math.abs((timesFs?.[1] ?? 0) - (timesFs?.[0] ?? 0)) / 1000;
  let digits = 2;
  while (digits < 4 && Math.abs(stepPs - Number(stepPs.toFixed(digits))) > 0.01 * stepPs) digits++;
  return digits;
}

/** Names of the shown frame in files and menus; null for the built structure. */
export function shownName({
  source,
  view,
}: PlayerState): { readonly file: string; readonly note: string; readonly label: string } | null {
  if (source === null || view === null) return null;
  const { frame } = view;
  const fs = timeFs(source, frame);
  const label = frameText(source, frame);
  if (source.kind === 'file')
    return { file: `frame${frame}`, note: `${label} of ${source.label}`, label };
  const engine = source.engine === 'universal' ? 'universal potential' : 'LAMMPS';
  return fs === null
    ? { file: `frame${frame}`, note: `${engine}, ${label}`, label }
    : { file: `${fs}fs`, note: `${engine} frame at ${fs} fs`, label: `frame ${label}` };
}
