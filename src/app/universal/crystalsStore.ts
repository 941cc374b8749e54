import { createStore } from 'zustand/vanilla';
import { library } from '#app/document/library.ts';
import { problemOf } from '#app/jobs/problems.ts';
import { WorkerClient } from '#app/jobs/workerClient.ts';
import type { FreeCell } from '#core/crystal/crystal.ts';
import { constantsOf, type Elastic, isPositive } from '#core/match/stiffness.ts';
import { fixed } from '#core/math/decimals.ts';
import { materialOf, shortName, withOwn } from '#core/recipe/crystals/library.ts';
import type { Recipe, SlabSpec } from '#core/recipe/recipe.ts';
import { bulkCrystal, relaxedConstants } from '#engines/properties/bulkCrystal.ts';
import type { ElasticProgress, ElasticResult } from '#engines/properties/elasticConstants.ts';
import { trustNotes } from '#engines/universal/trust.ts';
import { labelOf } from './aboutModel.ts';
import { modelStore, type PageModel, sourceOf } from './modelStore.ts';
import type { PropertiesTasks } from './propertiesTasks.ts';

/** A crystal at rest in the universal potential. */
export interface PotentialCrystal {
  readonly name: string;
  readonly relaxed: FreeCell;
  /** Ready for the document; null where its symmetry has more constants than are known, or it is not stable. */
  readonly elastic: Elastic | null;
  readonly isStable: boolean;
  readonly converged: boolean;
  readonly computedBy: string;
  /** Where the model was shown nothing like this crystal. */
  readonly notes: readonly string[];
}

/** What is known of the crystals of documents in the potential; derived and never saved. */
interface CrystalsState {
  readonly job: { readonly name: string; readonly progress: ElasticProgress | null } | null;
  readonly found: ReadonlyMap<string, PotentialCrystal>;
  readonly problem: string | null;
}

export const crystalsStore = createStore<CrystalsState>()(() => ({
  job: null,
  found: new Map(),
  problem: null,
}));

const worker = new WorkerClient<PropertiesTasks>(
  () => new Worker(new URL('./properties.worker.ts', import.meta.url), { type: 'module' }),
  {
    idle: 'ended',
    here: () => import('./propertiesHandlers.ts').then((m) => m.propertiesHandlers),
  },
);

/** What the result depends on. */
export const crystalKey = (
  { material, cell }: SlabSpec,
  { sha256, dispersion }: PageModel,
): string => JSON.stringify([sha256, dispersion, material, cell]);

/** Computes lattice and elastic constants of the crystals of some slabs, each once, in a worker. */
export async function computeCrystals(recipe: Recipe, slabs: readonly SlabSpec[]): Promise<void> {
  const { model } = modelStore.getState();
  if (model === null) return;
  worker.end();
  crystalsStore.setState({ job: null, problem: null });
  const materials = withOwn(library, recipe.crystals);
  try {
    for (const slab of slabs) {
      const key = crystalKey(slab, model);
      if (crystalsStore.getState().found.has(key)) continue;
      const material = materialOf(materials, slab.material);
      const name = shortName(material);
      crystalsStore.setState({ job: { name, progress: null } });
      const bulk = bulkCrystal(material, slab.cell);
      const { result, computedBy } = await worker.call(
        'elastic',
        { model: sourceOf(model), structure: bulk.structure },
        { onPart: (progress) => crystalsStore.setState({ job: { name, progress } }) },
      );
      const relaxed = relaxedConstants(bulk, result.structure);
      const crystal: PotentialCrystal = {
        name,
        relaxed,
        elastic: elasticOf(result, bulk.spaceGroup, relaxed, model),
        isStable: isPositive(result.stiffness),
        converged: result.converged,
        computedBy,
        notes: trustNotes(result.structure),
      };
      const { found } = crystalsStore.getState();
      crystalsStore.setState({ found: new Map([...found, [key, crystal]]) });
    }
    crystalsStore.setState({ job: null });
  } catch (error) {
    const problem = problemOf(error);
    // Cancelled, or replaced by another: whoever did that has set the state.
    if (problem === null) return;
    crystalsStore.setState({ job: null, problem: problem.reason });
  }
}

export function cancelCrystals(): void {
  worker.end();
  crystalsStore.setState({ job: null });
}

/** The constants with what they are of. */
function elasticOf(
  { stiffness, converged }: ElasticResult,
  spaceGroup: number,
  { a }: FreeCell,
  model: PageModel,
): Elastic | null {
  const known = constantsOf(stiffness, spaceGroup);
  if (known === null || !converged || !isPositive(stiffness)) return null;
  return {
    cGPa: Object.fromEntries(
      Object.entries(known.cGPa).map(([name, gpa]) => [name, Number(gpa.toFixed(2))]),
    ),
    kind: 'computed',
    source:
      `${labelOf(model)}; atoms relaxed, at rest in the potential (a = ${fixed(a, 4)} Å)`.slice(
        0,
        200,
      ),
  };
}
