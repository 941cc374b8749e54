import { problemOf } from '#app/jobs/problems.ts';
import { WorkerClient } from '#app/jobs/workerClient.ts';
import { analyst, memorySource } from '#app/trajectory/memorySource.ts';
import { meanOver } from '#core/analysis/series.ts';
import { type Built, facingAtoms } from '#core/recipe/build.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { canonicalJson } from '#core/recipe/share.ts';
import { playerStore, setSource } from './player.ts';
import type { RecordedTasks } from './recordedTasks.ts';

/** The recorded run: made with LAMMPS by scripts/make-trajectory.ts, beside its input and provenance. */
const RECORDED = 'structures/cspbbr3-cds-300K';
/** As in the paper: of the 6 ps in the microcanonical ensemble the last 2 are used. */
export const LATE_FS = 2000;
const SNAPSHOT_FS = 20;
export const HEATING_FS = 2000;
const PAIRS = ['Cs-S', 'Br-Cd'];
const ABOUT =
  'LAMMPS, 12-6 Lennard-Jones and point charges (Pascazio 2022, Grünwald 2012; cross terms by Lorentz–Berthelot mixing, our assumption), heating to 300 K for 2 ps, then NVE, 1 fs steps. A classical force field is a preview, not DFT. Input and provenance lie beside the file.';

const DEFAULT_STACK = stackOf(DEFAULT_PRESET.recipe);
function stackOf({ steps, strained }: Recipe): string {
  return canonicalJson({ steps, strained });
}

/** True when the document is the one the recorded trajectory starts from. */
export const isRecorded = (recipe: Recipe): boolean => stackOf(recipe) === DEFAULT_STACK;

/** A slow connection has brought it by then. */
const READ_LIMIT_MS = 180_000;

const reader = new WorkerClient<RecordedTasks>(
  () => new Worker(new URL('./recorded.worker.ts', import.meta.url), { type: 'module' }),
  { idle: 'ended' },
);

/** Fetches, decodes and measures the recorded trajectory in a worker, once. */
export async function loadRecorded(built: Built): Promise<void> {
  if (playerStore.getState().status !== 'idle') return;
  playerStore.setState({ status: 'loading' });
  const { structure } = built;
  try {
    const { frames, series } = await reader.call(
      'read',
      {
        url: new URL(`${RECORDED}/XDATCAR.gz`, document.baseURI).href,
        lattice: structure.lattice,
        numbers: structure.numbers,
        lower: facingAtoms(built, 0, 'top'),
        upper: facingAtoms(built, 1, 'bottom'),
        pairs: PAIRS,
      },
      { limitMs: READ_LIMIT_MS },
    );
    // Another trajectory was opened meanwhile: it stays.
    if (playerStore.getState().status !== 'loading') return;
    const count = frames.length / (3 * structure.numbers.length);
    const timesFs = Float64Array.from({ length: count }, (_, k) => k * SNAPSHOT_FS);
    setSource(
      memorySource(
        {
          kind: 'recorded',
          label: 'recorded run',
          about: ABOUT,
          notes: [],
          structure,
          frames,
          timesFs,
          scalars: [],
        },
        analyst(),
      ),
    );
    playerStore.setState({
      series: series.map((s) => ({
        ...s,
        lateMeanAng: meanOver(s.meansAng, count - LATE_FS / SNAPSHOT_FS, count),
      })),
    });
  } catch (error) {
    const problem = problemOf(error);
    if (problem !== null && playerStore.getState().status === 'loading')
      playerStore.setState({ status: 'failed', reason: problem.reason });
  }
}
