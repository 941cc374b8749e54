import { createStore } from 'zustand/vanilla';
import type { Change } from '#core/recipe/edits/change.ts';
import { edited } from '#core/recipe/edits/outdated.ts';
import { canonicalJson } from '#core/recipe/hash.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import type { Recipe } from '#core/recipe/recipe.ts';

/** Whole documents; a drag lives in `draft` until it is committed as one step. */
export interface History {
  readonly past: readonly Recipe[];
  readonly committed: Recipe;
  readonly draft: Recipe | null;
  readonly future: readonly Recipe[];
}

const MAX_STEPS = 200;

export const shown = (h: History): Recipe => h.draft ?? h.committed;
const begin = (recipe: Recipe): History => ({
  past: [],
  committed: recipe,
  draft: null,
  future: [],
});

export const documentStore = createStore<History>()(() => begin(DEFAULT_PRESET.recipe));

/** Shows a change without a history step: one tick of a drag. */
export function preview(change: Change): void {
  documentStore.setState((h) => ({ draft: edited(change)(shown(h)) }));
}

/**
 * Shows another document for as long as a story is told; null shows the document again. It has no part in the history,
 * in the link or in what is kept.
 */
export const lendDocument = (recipe: Recipe | null): void =>
  documentStore.setState({ draft: recipe });

/** Commits the preview, with an optional last change, as one step of the history. */
export function commit(change: Change = (r) => r): void {
  documentStore.setState((h) => {
    const next = edited(change)(shown(h));
    if (canonicalJson(next) === canonicalJson(h.committed)) return { draft: null };
    return {
      past: [...h.past, h.committed].slice(-MAX_STEPS),
      committed: next,
      draft: null,
      future: [],
    };
  });
}

export function undo(): void {
  documentStore.setState((h) => {
    const before = h.past.at(-1);
    if (before === undefined) return { draft: null };
    return {
      past: h.past.slice(0, -1),
      committed: before,
      draft: null,
      future: [h.committed, ...h.future],
    };
  });
}

export function redo(): void {
  documentStore.setState((h) => {
    const [next, ...future] = h.future;
    if (next === undefined) return { draft: null };
    return { past: [...h.past, h.committed], committed: next, draft: null, future };
  });
}

/** Replaces the whole document and its history, as after a reload. */
export function open(
  recipe: Recipe,
  past: readonly Recipe[] = [],
  future: readonly Recipe[] = [],
): void {
  documentStore.setState({ ...begin(recipe), past, future }, true);
}
