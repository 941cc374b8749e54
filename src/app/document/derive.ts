import { createStore } from 'zustand/vanilla';
import { problemOf, WorkerLost } from '#app/jobs/problems.ts';
import { WorkerClient } from '#app/jobs/workerClient.ts';
import type { FreeCell } from '#core/crystal/crystal.ts';
import { EpistackError } from '#core/errors.ts';
import { crystalOf, type Material, materialOf, withOwn } from '#core/recipe/crystals/library.ts';
import { filmsOf, type Recipe, substrateOf } from '#core/recipe/recipe.ts';
import type { BuildTasks } from './buildTasks.ts';
import { documentStore, shown } from './document.ts';
import { library } from './library.ts';
import { type Model, modelOf } from './model.ts';

/** `model` is the last one that could be built: after a refused edit the picture stays and the reason is shown. */
export interface Derived {
  readonly model: Model | null;
  readonly problem: string | null;
  /** A worker is building the document; `model` is still the previous one. */
  readonly pending: boolean;
  /** The recipe is not at fault: the worker was lost, and {@link buildAgain} may help. */
  readonly isLost: boolean;
}

/**
 * Stacks up to this rough count, which may be half of the atoms, are built at once, within the frame (200 atoms: 2 ms);
 * larger ones in a worker.
 */
const AT_ONCE_ATOMS = 800;
/** Finding the planes of a cell with more sites, or with more atoms, than this takes longer than a frame. */
const AT_ONCE_SITES = 24;
const AT_ONCE_CELL_ATOMS = 200;
/** An outdated build that has run for so long is terminated instead of waited for. */
const PATIENCE_MS = 400;
/** The largest stacks take some ten seconds on a slow machine: a build of this length does not end. */
const BUILD_LIMIT_MS = 120_000;

/** The outcome of building a recipe. A refused recipe has no model; the page keeps showing the previous one. */
type Outcome = { readonly model: Model } | { readonly problem: string };

const outcomes = new WeakMap<Recipe, Outcome>();

export const derivedStore = createStore<Derived>()(() => ({
  model: null,
  problem: null,
  pending: false,
  isLost: false,
}));

const builder = new WorkerClient<BuildTasks>(
  () => new Worker(new URL('./build.worker.ts', import.meta.url), { type: 'module' }),
  { idle: 'kept', here: () => import('./buildHandlers.ts').then((m) => m.buildHandlers) },
);
let building: { readonly recipe: Recipe; readonly startedMs: number } | null = null;

/**
 * Keeps the model up to date with the document: small stacks are built at once, large ones in a worker, where only
 * the latest request counts.
 * @returns stops following
 */
export function watchDerived(): () => void {
  follow(shown(documentStore.getState()));
  const stop = documentStore.subscribe((h) => follow(shown(h)));
  return () => {
    stop();
    building = null;
    builder.end();
  };
}

/** Builds the document once more after the worker was lost. */
export const buildAgain = (): void => follow(shown(documentStore.getState()));

function follow(recipe: Recipe): void {
  const known = outcomes.get(recipe);
  if (known !== undefined) show(known);
  else if (isSmall(recipe)) settle(recipe, () => modelOf(recipe));
  else void buildInWorker(recipe);
}

const show = (outcome: Outcome): void =>
  derivedStore.setState({ problem: null, ...outcome, pending: false, isLost: false });

/** Shows the outcome of a recipe and caches it. @throws anything that is not a known failure */
function settle(recipe: Recipe, model: () => Model): void {
  let outcome: Outcome;
  try {
    outcome = { model: model() };
  } catch (error) {
    outcome = { problem: problemOf(error)!.reason };
  }
  outcomes.set(recipe, outcome);
  show(outcome);
}

async function buildInWorker(recipe: Recipe): Promise<void> {
  derivedStore.setState(({ isLost, problem }) => ({
    pending: true,
    isLost: false,
    problem: isLost ? null : problem,
  }));
  if (building !== null && performance.now() - building.startedMs < PATIENCE_MS) return;
  if (building !== null) builder.end();
  const mine = { recipe, startedMs: performance.now() };
  building = mine;
  const [model, error] = await builder
    .call('build', recipe, { limitMs: BUILD_LIMIT_MS })
    .then<[Model, null], [null, unknown]>(
      (found) => [found, null],
      (reason) => [null, reason],
    );
  // A later build took its place.
  if (building !== mine) return;
  building = null;
  const now = shown(documentStore.getState());
  if (now !== recipe) return follow(now);
  if (error instanceof WorkerLost) {
    // The recipe was not refused: the outcome is not cached, so that it can be tried again.
    derivedStore.setState({ pending: false, isLost: true, problem: error.message });
    return;
  }
  settle(recipe, () => {
    if (model === null) throw error;
    // The document's own object, so that "is this the recipe shown" can compare identities.
    return { ...model, built: { ...model.built, recipe } };
  });
}

const counted = new WeakMap<Material, number>();

/** Atoms in the conventional cell of a crystal of few sites; 0 where it is refused, which takes no time. */
function cellAtoms(material: Material, cell: FreeCell): number {
  const known = counted.get(material);
  if (known !== undefined) return known;
  let atoms = 0;
  try {
    atoms = crystalOf(material, cell).numbers.length;
  } catch (error) {
    if (!(error instanceof EpistackError)) throw error;
  }
  counted.set(material, atoms);
  return atoms;
}

/** Whether a recipe is small enough to be built at once, by a rough count of atoms made without cutting slabs. */
function isSmall(recipe: Recipe): boolean {
  const materials = withOwn(library, recipe.crystals);
  let atoms = 0;
  for (const { slab } of [substrateOf(recipe), ...filmsOf(recipe)]) {
    if (!materials.has(slab.material)) return true;
    const material = materialOf(materials, slab.material);
    const { sites } = material;
    if (sites.length > AT_ONCE_SITES || cellAtoms(material, slab.cell) > AT_ONCE_CELL_ATOMS)
      return false;
    const [[a, b], [c, d]] = slab.matrix;
    atoms += Math.abs(a * d - b * c) * slab.planes * sites.length;
  }
  return atoms < AT_ONCE_ATOMS;
}
