import { createStore } from 'zustand/vanilla';
import { problemOf } from '#app/jobs/problems.ts';
import { WorkerClient } from '#app/jobs/workerClient.ts';
import { type Built, interfacesOf } from '#core/recipe/build.ts';
import { rigidBuilt, rigidRecipe } from '#core/recipe/edits/relaxed.ts';
import { frozenForRun } from '#core/recipe/freeze.ts';
import { canonicalJson } from '#core/recipe/hash.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { separationRange } from '#engines/dynamics/separationRange.ts';
import { bulkReferences } from '#engines/properties/bulkReferences.ts';
import { builtNotes } from '#engines/universal/trust.ts';
import { labelOf } from './aboutModel.ts';
import type { AdhesionTasks, EnergiesProgress, InterfaceEnergies } from './adhesionTasks.ts';
import { modelStore, type PageModel, sourceOf } from './modelStore.ts';

/** The energy of one interface at a time, by the step of the film above it; derived and never saved. */
interface AdhesionState {
  readonly job: { readonly step: number; readonly progress: EnergiesProgress | null } | null;
  readonly found: {
    readonly step: number;
    readonly energies: InterfaceEnergies;
    /** Key of the stack that it was computed for. */
    readonly key: string;
    /** Potential and model, in words. */
    readonly by: string;
    readonly computedBy: string;
    /** Where the model was shown nothing like this stack, and where a number cannot be. */
    readonly notes: readonly string[];
  } | null;
  readonly problem: { readonly step: number; readonly reason: string } | null;
}

export const adhesionStore = createStore<AdhesionState>()(() => ({
  job: null,
  found: null,
  problem: null,
}));

/** Tighter than for positions: what 0.01 eV/Å leaves is a tenth of a weak work of adhesion. */
const RELAX = { forceEvAng: 0.003, maxSteps: 2000 };

const worker = new WorkerClient<AdhesionTasks>(
  () => new Worker(new URL('./adhesion.worker.ts', import.meta.url), { type: 'module' }),
  {
    idle: 'ended',
    here: () => import('./adhesionHandlers.ts').then((m) => m.adhesionHandlers),
  },
);

/** What a curve depends on: a relaxation of the document does not change it. */
export const adhesionKey = (
  recipe: Recipe,
  { sha256, dispersion }: Pick<PageModel, 'sha256' | 'dispersion'>,
): string => {
  const { title: _, preset: __, elastic: ___, ...rest } = rigidRecipe(recipe);
  return `${sha256} ${dispersion} ${canonicalJson(rest)}`;
};

/** Computes the energy of the interface below a film against d₀, in a worker. @param relaxed the relaxed work too */
export async function computeAdhesion(shown: Built, step: number, relaxed: boolean): Promise<void> {
  const { model } = modelStore.getState();
  if (model === null) return;
  worker.end();
  adhesionStore.setState({ job: { step, progress: null }, problem: null });
  try {
    const built = rigidBuilt(shown);
    const { lower } = interfacesOf(built)[step - 1]!;
    const separationAng = built.slabs[step]!.separationAng!;
    const of = {
      structure: built.structure,
      frozen: frozenForRun(built),
      lower,
      separationAng,
      separationsAng: separationRange(separationAng),
      relax: relaxed ? RELAX : null,
    };
    const { result: energies, computedBy } = await worker.call(
      'adhesion',
      { model: sourceOf(model), of, bulks: relaxed ? bulkReferences(built) : null },
      { onPart: (progress) => adhesionStore.setState({ job: { step, progress } }) },
    );
    const found = {
      step,
      energies,
      key: adhesionKey(shown.recipe, model),
      by: labelOf(model),
      computedBy,
      notes: [
        ...builtNotes(built),
        ...energies.adhesion.notes,
        ...(energies.interface?.notes ?? []),
      ],
    };
    adhesionStore.setState({ job: null, found });
  } catch (error) {
    const problem = problemOf(error);
    // Cancelled, or replaced by another: whoever did that has set the state.
    if (problem === null) return;
    adhesionStore.setState({ job: null, problem: { step, reason: problem.reason } });
  }
}

export function cancelAdhesion(): void {
  worker.end();
  adhesionStore.setState({ job: null });
}
