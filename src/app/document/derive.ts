import { createStore } from 'zustand/vanilla';
import { materialOf, withOwn } from '#core/recipe/crystals/library.ts';
import { filmsOf, type Recipe, substrateOf } from '#core/recipe/recipe.ts';
import type { BuildReply, BuildRequest } from './buildMessages.ts';
import { documentStore, shown } from './document.ts';
import { library } from './library.ts';
import { attempt, type Model } from './model.ts';

export type { Model } from './model.ts';

/** `model` is the last one that could be built: a refused edit keeps the picture and says why. */
export interface Derived {
  readonly model: Model | null;
  readonly problem: string | null;
  /** A worker builds what the document says; `model` is still the one before. */
  readonly pending: boolean;
}

/**
 * Stacks up to about this many atoms are built at once, within the frame (200 atoms: 2 ms); larger ones
 * in a worker.
 */
const AT_ONCE_ATOMS = 2500;
/** Finding the planes of a cell with more sites than this takes longer than a frame. */
const AT_ONCE_SITES = 24;
/** A build that is out of date and has run this long is ended rather than waited for. */
const PATIENCE_MS = 400;

const cache = new WeakMap<Recipe, Derived>();

export const derivedStore = createStore<Derived>()(() => ({
  model: null,
  problem: null,
  pending: false,
}));

let worker: Worker | null = null;
let building: Recipe | null = null;
let startedMs = 0;

/** What is shown follows the document: at once when it is small, latest-wins from a worker when it is not. */
export function watchDerived(): () => void {
  follow(shown(documentStore.getState()));
  return documentStore.subscribe((h) => follow(shown(h)));
}

function follow(recipe: Recipe): void {
  const known = cache.get(recipe);
  if (known !== undefined) derivedStore.setState(known);
  else if (isSmall(recipe)) settle(recipe, attempt(recipe));
  else buildInWorker(recipe);
}

function settle(recipe: Recipe, result: { model: Model | null; problem: string | null }): void {
  const derived = {
    model: result.model ?? derivedStore.getState().model,
    problem: result.problem,
    pending: false,
  };
  cache.set(recipe, derived);
  derivedStore.setState(derived);
}

function buildInWorker(recipe: Recipe): void {
  derivedStore.setState({ pending: true });
  if (building !== null && performance.now() - startedMs < PATIENCE_MS) return;
  if (building !== null) {
    worker?.terminate();
    worker = null;
  }
  worker ??= startWorker();
  building = recipe;
  startedMs = performance.now();
  worker.postMessage({ recipe } satisfies BuildRequest);
}

function startWorker(): Worker {
  const started = new Worker(new URL('./build.worker.ts', import.meta.url), {
    type: 'module',
  });
  started.onmessage = ({ data }: MessageEvent<BuildReply>) => {
    const [asked, now] = [building!, shown(documentStore.getState())];
    building = null;
    if (asked === now) {
      // The document's own object, so that "is this the recipe shown" can compare identities.
      const model = data.model && { ...data.model, built: { ...data.model.built, recipe: asked } };
      settle(asked, { model, problem: data.problem });
    } else follow(now);
  };
  started.onerror = (e) => {
    building = null;
    worker = null;
    derivedStore.setState({ pending: false, problem: `the build worker stopped: ${e.message}` });
  };
  return started;
}

/** A rough upper bound by counting, without cutting anything. */
function isSmall(recipe: Recipe): boolean {
  const materials = withOwn(library, recipe.crystals);
  let atoms = 0;
  for (const { slab } of [substrateOf(recipe), ...filmsOf(recipe)]) {
    if (!materials.has(slab.material)) return true;
    const { sites, spaceGroup } = materialOf(materials, slab.material);
    if (spaceGroup.number === 1 && sites.length > AT_ONCE_SITES) return false;
    const [[a, b], [c, d]] = slab.matrix;
    atoms += Math.abs(a * d - b * c) * slab.planes * sites.length;
  }
  return atoms < AT_ONCE_ATOMS;
}
