import { createStore } from 'zustand/vanilla';
import { library } from '#app/document/library.ts';
import { problemOf } from '#app/jobs/problems.ts';
import { WorkerClient } from '#app/jobs/workerClient.ts';
import type { Computed } from '#app/universal/compute/computed.ts';
import { materialOf, withOwn } from '#core/recipe/crystals/library.ts';
import { rigidRecipe } from '#core/recipe/edits/relaxed.ts';
import { canonicalJson } from '#core/recipe/hash.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { type TerminationPair, terminationPairs } from '#core/registry/terminationPairs.ts';
import { bulkReferences } from '#engines/properties/bulkReferences.ts';
import type { PairWork } from '#engines/properties/pairAdhesion.ts';
import { otherCrystals } from '#engines/properties/surfaceEnergies.ts';
import { builtNotes } from '#engines/universal/trust.ts';
import { modelStore, type PageModel, sourceOf } from './modelStore.ts';
import type { PropertiesTasks } from './propertiesTasks.ts';

/** A pair of terminations with its work of adhesion. */
export interface PairEnergy extends Omit<TerminationPair, 'built'> {
  readonly adhesion: PairWork;
  /** Where the model was shown nothing like this stack. */
  readonly notes: readonly string[];
}

/** The terminations of one plane, ranked. */
export type RankedPlane = PropertiesTasks['surfaces']['result']['result'] &
  Pick<Computed<unknown>, 'computedBy'>;

/** Energies of terminations, of one document at a time; derived and never saved. */
interface TerminationsState {
  /** What is computed now, in words. */
  readonly job: string | null;
  /** By {@link surfaceKey}. */
  readonly surfaces: ReadonlyMap<string, RankedPlane>;
  readonly pairs: {
    readonly key: string;
    readonly found: readonly PairEnergy[];
    readonly computedBy: string;
  } | null;
  readonly problem: string | null;
}

export const terminationsStore = createStore<TerminationsState>()(() => ({
  job: null,
  surfaces: new Map(),
  pairs: null,
  problem: null,
}));

const worker = new WorkerClient<PropertiesTasks>(
  () => new Worker(new URL('./properties.worker.ts', import.meta.url), { type: 'module' }),
  {
    idle: 'ended',
    here: () => import('./propertiesHandlers.ts').then((m) => m.propertiesHandlers),
  },
);

/** What the ranking of a slab's plane depends on. */
export function surfaceKey(
  recipe: Recipe,
  step: number,
  { sha256, dispersion }: PageModel,
): string {
  const slab = recipe.steps[step]!;
  if (!('slab' in slab)) return '';
  const { material, cell, hkl } = slab.slab;
  const others = otherCrystals(recipe, withOwn(library, recipe.crystals), material);
  return JSON.stringify([
    sha256,
    dispersion,
    material,
    cell,
    hkl,
    others.map((o) => [o.material.id, o.cell]),
  ]);
}

/** What the pairs depend on: a relaxation of the document does not change them. */
export const pairsKey = (recipe: Recipe, { sha256, dispersion }: PageModel): string => {
  const { title: _, preset: __, elastic: ___, ...rest } = rigidRecipe(recipe);
  return `${sha256} ${dispersion} ${canonicalJson(rest)}`;
};

/** Ranks the terminations of the planes of some slabs by surface energy, in a worker. */
export const computeSurfaces = (recipe: Recipe, steps: readonly number[]): Promise<void> =>
  computed(async (model) => {
    const materials = withOwn(library, recipe.crystals);
    for (const index of steps) {
      const key = surfaceKey(recipe, index, model);
      const step = recipe.steps[index]!;
      if (!('slab' in step) || terminationsStore.getState().surfaces.has(key)) continue;
      const { material, cell, hkl } = step.slab;
      const { result, computedBy } = await worker.call(
        'surfaces',
        {
          model: sourceOf(model),
          material: materialOf(materials, material),
          cell,
          hkl,
          others: otherCrystals(recipe, materials, material),
        },
        { onPart: ({ what, step }) => say(`${what}, step ${step}`) },
      );
      const { surfaces } = terminationsStore.getState();
      terminationsStore.setState({
        surfaces: new Map([...surfaces, [key, { ...result, computedBy }]]),
      });
    }
  });

/** Works of adhesion of the pairs of terminations of the first interface, strongest first. */
export const computePairs = (recipe: Recipe): Promise<void> =>
  computed(async (model) => {
    const pairs = terminationPairs(recipe, library);
    const { result: works, computedBy } = await worker.call(
      'pairs',
      {
        model: sourceOf(model),
        interfaces: pairs.map(({ built }) => ({
          structure: built.structure,
          separationAng: built.slabs[1]!.separationAng!,
          bulks: bulkReferences(built),
        })),
      },
      { onPart: ({ pair, of, step }) => say(`pair ${pair + 1} of ${of}, step ${step}`) },
    );
    const found = pairs.map(
      ({ built, ...pair }, k): PairEnergy => ({
        ...pair,
        adhesion: works[k]!,
        notes: [...builtNotes(built), ...works[k]!.notes],
      }),
    );
    found.sort((p, q) => q.adhesion.relaxedEvAng2! - p.adhesion.relaxedEvAng2!);
    terminationsStore.setState({ pairs: { key: pairsKey(recipe, model), found, computedBy } });
  });

export function cancelTerminations(): void {
  worker.end();
  terminationsStore.setState({ job: null });
}

const say = (job: string): void => terminationsStore.setState({ job });

async function computed(work: (model: PageModel) => Promise<void>): Promise<void> {
  const { model } = modelStore.getState();
  if (model === null) return;
  worker.end();
  terminationsStore.setState({ job: 'preparing the model', problem: null });
  try {
    await work(model);
    terminationsStore.setState({ job: null });
  } catch (error) {
    const problem = problemOf(error);
    // Cancelled, or replaced by another: whoever did that has set the state.
    if (problem === null) return;
    terminationsStore.setState({ job: null, problem: problem.reason });
  }
}
