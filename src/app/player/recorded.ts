import { WorkerClient } from '#app/jobs/workerClient.ts';
import { analyst } from '#app/trajectory/memorySource.ts';
import type { TrajectorySource } from '#app/trajectory/trajectorySource.ts';
import { meanOver } from '#core/analysis/series.ts';
import type { Structure } from '#core/crystal/structure.ts';
import type { Built } from '#core/recipe/build.ts';
import { isSameStack } from '#core/recipe/hash.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { type CarriedRun, RECORDED_FOLDER } from '#core/story/carriedRun.ts';
import { closeSource, frameArrived, playerStore, setSource, show } from './player.ts';
import { recordedSource } from './recordedSource.ts';
import type { RecordedTasks } from './recordedTasks.ts';

export type RecordedId = 'classical' | 'universal';

interface RecordedRun {
  readonly id: RecordedId;
  readonly engine: NonNullable<TrajectorySource['engine']>;
  /** Beside the page. */
  readonly folder: string;
  /** In a list of both. */
  readonly name: string;
  readonly about: string;
  /** What its lengths at 300 K are worth. */
  readonly worth: string;
  readonly index: () => Promise<{ readonly default: RecordedIndex }>;
}

interface RecordedIndex {
  readonly snapshotFs: number;
  readonly frames: number;
  readonly packedBytes: number;
  readonly series: readonly { readonly pair: string; readonly meansAng: readonly number[] }[];
}

/**
 * The recorded runs of the default document, by the paper's protocol, the one nearer to the paper's lengths first: one by
 * the universal potential and scripts/record-universal.ts, one with LAMMPS by scripts/make-trajectory.ts, each beside its
 * provenance. Length and contacts, which
 * the page always shows, are in a small file; the frames are fetched when they are played.
 */
export const RECORDED_RUNS: readonly RecordedRun[] = [
  {
    id: 'universal',
    engine: 'universal',
    folder: RECORDED_FOLDER,
    name: 'machine-learned',
    about:
      'machine-learned PBE (Nequix oam-1-pft), no dispersion; relaxed to 0.003 eV/Å, heating to 300 K for 2 ps, then NVE, 1 fs steps. Not DFT: one run, one seed. Provenance lies beside the file.',
    worth:
      'The potential learned PBE without dispersion; it moves the film by 1 Å along the plane before it begins. One run of one seed in one cell.',
    index: () => import('#structures/cspbbr3-cds-300K-universal/contacts.json'),
  },
  {
    id: 'classical',
    engine: 'lammps',
    folder: 'structures/cspbbr3-cds-300K',
    name: 'classical',
    about:
      'LAMMPS, 12-6 Lennard-Jones and point charges (Pascazio 2022, Grünwald 2012; cross terms by Lorentz–Berthelot mixing, our assumption), heating to 300 K for 2 ps, then NVE, 1 fs steps. A classical force field is a preview, not DFT. Input and provenance lie beside the file.',
    worth:
      'The classical potential prefers another registry than the built one and slides the film, so its lengths are a preview, not a check of the paper’s.',
    index: () => import('#structures/cspbbr3-cds-300K/contacts.json'),
  },
];
/** As in the paper, means are taken over the last 2 ps of the 6 ps in the microcanonical ensemble. */
export const LATE_FS = 2000;
export const HEATING_FS = 2000;

/** True when the document is the one the recorded trajectory starts from. */
export const isRecorded = (recipe: Recipe): boolean => isSameStack(recipe, DEFAULT_PRESET.recipe);

/** Time limit for fetching the run, generous for slow connections. */
const READ_LIMIT_MS = 180_000;

const reader = new WorkerClient<RecordedTasks>(
  () => new Worker(new URL('./recorded.worker.ts', import.meta.url), { type: 'module' }),
  { idle: 'ended', here: () => import('./recordedHandlers.ts').then((m) => m.recordedHandlers) },
);

/** The run that is opened when nothing else is. */
let chosen: RecordedRun = RECORDED_RUNS[0]!;

/** Which of the recorded runs a source is; null for any other. */
export const recordedRun = (source: TrajectorySource | null): RecordedRun | null =>
  source?.kind === 'recorded'
    ? (RECORDED_RUNS.find(({ about }) => about === source.about) ?? null)
    : null;

/** Plays the other recorded run, at the same time of it. */
export async function chooseRecorded(id: RecordedId, built: Built): Promise<void> {
  const { frame } = playerStore.getState();
  chosen = RECORDED_RUNS.find((run) => run.id === id)!;
  closeSource();
  await loadRecorded(built);
  if (frame !== null) show(frame);
}

/** Opens the recorded run once; its frames are not fetched before they are needed. */
export async function loadRecorded({ structure }: Built): Promise<void> {
  if (playerStore.getState().status !== 'idle') return;
  playerStore.setState({ status: 'loading' });
  const run = chosen;
  const index = await run.index().then(
    (module) => module.default,
    () => null,
  );
  // Another trajectory was opened meanwhile: it stays.
  if (playerStore.getState().status !== 'loading') return;
  if (index === null) return fail('a part of the page could not be fetched');
  const { snapshotFs, frames: count, packedBytes, series } = index;
  const source = recordedSource(
    {
      kind: 'recorded',
      label: 'recorded run',
      about: run.about,
      engine: run.engine,
      notes: [],
      structure,
      timesFs: Float64Array.from({ length: count }, (_, k) => k * snapshotFs),
      scalars: [],
    },
    { bytes: packedBytes, fetch: (signal) => framesOf(run, structure, signal), analyst: analyst() },
    (reason) => {
      if (playerStore.getState().source !== source) return;
      if (reason === null) frameArrived();
      else fail(reason);
    },
  );
  setSource(source);
  playerStore.setState({
    series: series.map(({ pair, meansAng }) => ({
      pair,
      meansAng: Float32Array.from(meansAng),
      lateMeanAng: meanOver(meansAng, count - LATE_FS / snapshotFs, count),
    })),
  });
}

function fail(reason: string): void {
  playerStore.setState({ status: 'failed', reason, playing: false, frame: null, view: null });
}

const carried = new Map<string, string>();

/** Takes the frames of a run from the page itself: a file has none beside it. */
export function carryRun({ folder, base64 }: CarriedRun): void {
  carried.set(folder, `data:application/gzip;base64,${base64}`);
}

/** Frames of the recorded run that is played now, F × 3N, Å. @param structure of the stack that it is of */
export const recordedFrames = (structure: Structure): Promise<Float32Array> =>
  framesOf(chosen, structure, new AbortController().signal);

async function framesOf(
  { folder }: RecordedRun,
  { numbers }: Structure,
  signal: AbortSignal,
): Promise<Float32Array> {
  const url = carried.get(folder) ?? new URL(`${folder}/XDATCAR.gz`, document.baseURI).href;
  const options = { signal, limitMs: READ_LIMIT_MS };
  return (await reader.call('read', { url, numbers }, options)).frames;
}
