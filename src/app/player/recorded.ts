import { analyst, memorySource } from '#app/trajectory/memorySource.ts';
import type { TrajectoryReply } from '#app/trajectory/trajectoryMessages.ts';
import { meanOver } from '#core/analysis/series.ts';
import { type Built, facingAtoms } from '#core/recipe/build.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { canonicalJson } from '#core/recipe/share.ts';
import { playerStore, setSource } from './player.ts';

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

/** Fetches, decodes and measures the recorded trajectory in a worker, once. */
export function loadRecorded(built: Built): void {
  if (playerStore.getState().status !== 'idle') return;
  playerStore.setState({ status: 'loading' });
  const worker = new Worker(new URL('./recorded.worker.ts', import.meta.url), {
    type: 'module',
  });
  const fail = (reason: string) => {
    worker.terminate();
    if (playerStore.getState().status === 'loading')
      playerStore.setState({ status: 'failed', reason });
  };
  worker.onerror = (e) => fail(e.message);
  worker.onmessage = ({ data }: MessageEvent<TrajectoryReply>) => {
    if (data.kind === 'failed') return fail(data.reason);
    worker.terminate();
    // Another trajectory was opened meanwhile: it stays.
    if (playerStore.getState().status !== 'loading') return;
    const { structure } = built;
    const count = data.frames.length / (3 * structure.numbers.length);
    setSource(
      memorySource(
        {
          kind: 'recorded',
          label: 'recorded run',
          about: ABOUT,
          notes: [],
          structure,
          frames: data.frames,
          timesFs: Float64Array.from({ length: count }, (_, k) => k * SNAPSHOT_FS),
          scalars: [],
        },
        analyst(),
      ),
    );
    playerStore.setState({
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
