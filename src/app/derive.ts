import type { PairContacts } from '#core/analysis/contacts.ts';
import { type Bonds, bondsOf } from '#core/crystal/neighbors.ts';
import { describe, EpistackError } from '#core/errors.ts';
import { type Built, build } from '#core/recipe/build.ts';
import { type PaperRow, paperCheck } from '#core/recipe/paper.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { interfaceContacts, type Report, reportOf } from '#core/recipe/report.ts';
import { library } from './library.ts';

/** Everything shown that follows from the document. */
export interface Model {
  readonly built: Built;
  readonly report: Report;
  readonly contacts: readonly (readonly PairContacts[])[];
  readonly bonds: Bonds;
  readonly paper: readonly PaperRow[];
}

/** `model` is the last one that could be built: a refused edit keeps the picture and says why. */
export interface Derived {
  readonly model: Model | null;
  readonly problem: string | null;
}

const cache = new WeakMap<Recipe, Derived>();
let last: Model | null = null;

/** Pure but for its memory: a recipe is built once. */
export function derive(recipe: Recipe): Derived {
  const known = cache.get(recipe);
  if (known !== undefined) return known;
  const derived = attempt(recipe);
  cache.set(recipe, derived);
  if (derived.problem === null) last = derived.model;
  return derived;
}

function attempt(recipe: Recipe): Derived {
  try {
    const built = build(recipe, library);
    const contacts = interfaceContacts(built);
    const report = reportOf(built, contacts);
    const model = {
      built,
      report,
      contacts,
      bonds: bondsOf(built.structure),
      paper: paperCheck(built, report),
    };
    return { model, problem: null };
  } catch (error) {
    if (!(error instanceof EpistackError)) throw error;
    return { model: last, problem: describe(error.failure) };
  }
}
