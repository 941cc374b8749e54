import { createStore } from 'zustand/vanilla';
import { DEFAULT_PRESET } from '#core/recipe/presets.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { canonicalJson } from '#core/recipe/share.ts';

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

/** Positions were relaxed for one stack: another stack starts rigid again. */
function settled(before: Recipe, next: Recipe): Recipe {
  if (next.relaxed === undefined || next.relaxed !== before.relaxed) return next;
  const stack = ({ steps, strained, crystals }: Recipe) =>
    canonicalJson({ steps, strained, crystals });
  if (stack(before) === stack(next)) return next;
  const { relaxed: _, ...rigid } = next;
  return rigid;
}

/** Shows a change without a history step: one tick of a drag. */
export function preview(change: (r: Recipe) => Recipe): void {
  documentStore.setState((h) => ({ draft: settled(shown(h), change(shown(h))) }));
}

/** Makes the preview, with an optional last change, one step that undo takes back. */
export function commit(change: (r: Recipe) => Recipe = (r) => r): void {
  documentStore.setState((h) => {
    const next = settled(shown(h), change(shown(h)));
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

/** Replaces everything: a reload or a link, where nothing came before. */
export function open(recipe: Recipe): void {
  documentStore.setState(begin(recipe), true);
}
