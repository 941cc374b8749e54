import { WorkerClient } from '#app/jobs/workerClient.ts';
import { analyst } from '#app/trajectory/memorySource.ts';
import { meanOver } from '#core/analysis/series.ts';
import type { Structure } from '#core/crystal/structure.ts';
import type { Built } from '#core/recipe/build.ts';
import { isSameStack } from '#core/recipe/hash.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { frameArrived, playerStore, setSource } from './player.ts';
import { recordedSource } from './recordedSource.ts';
import type { RecordedTasks } from './recordedTasks.ts';

/**
 * The recorded run: made with LAMMPS by scripts/make-trajectory.ts, beside its input and provenance. Its length and
 * contacts, which the page always shows, are in a small file; the frames are fetched when they are played.
 */
const RECORDED = 'structures/cspbbr3-cds-300K';
/** As in the paper, means are taken over the last 2 ps of the 6 ps in the microcanonical ensemble. */
export const LATE_FS = 2000;
export const HEATING_FS = 2000;
const ABOUT =
  'LAMMPS, 12-6 Lennard-Jones and point charges (Pascazio 2022, Grünwald 2012; cross terms by Lorentz–Berthelot mixing, our assumption), heating to 300 K for 2 ps, then NVE, 1 fs steps. A classical force field is a preview, not DFT. Input and provenance lie beside the file.';

/** True when the document is the one the recorded trajectory starts from. */
export const isRecorded = (recipe: Recipe): boolean => isSameStack(recipe, DEFAULT_PRESET.recipe);

/** Time limit for fetching the run, generous for slow connections. */
const READ_LIMIT_MS = 180_000;

const reader = new WorkerClient<RecordedTasks>(
  () => new Worker(new URL('./recorded.worker.ts', import.meta.url), { type: 'module' }),
  { idle: 'ended', here: () => import('./recordedHandlers.ts').then((m) => m.recordedHandlers) },
);

/** Opens the recorded run once; its frames are not fetched before they are needed. */
export async function loadRecorded({ structure }: Built): Promise<void> {
  if (playerStore.getState().status !== 'idle') return;
  playerStore.setState({ status: 'loading' });
  const index = await import('#structures/cspbbr3-cds-300K/contacts.json').then(
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
      about: ABOUT,
      notes: [],
      structure,
      timesFs: Float64Array.from({ length: count }, (_, k) => k * snapshotFs),
      scalars: [],
    },
    { bytes: packedBytes, fetch: (signal) => framesOf(structure, signal), analyst: analyst() },
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

async function framesOf({ numbers }: Structure, signal: AbortSignal): Promise<Float32Array> {
  const url = new URL(`${RECORDED}/XDATCAR.gz`, document.baseURI).href;
  const options = { signal, limitMs: READ_LIMIT_MS };
  return (await reader.call('read', { url, numbers }, options)).frames;
}
