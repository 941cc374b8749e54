import { createStore } from 'zustand/vanilla';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import type { Recipe, SlabSpec } from '#core/recipe/recipe.ts';
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

/** What belongs to one stack only does not follow into another: relaxed positions, answering strains. */
const settled = (before: Recipe, next: Recipe): Recipe =>
  rigidAgain(before, unanswered(before, next));

const slabsOf = ({ steps }: Recipe): readonly SlabSpec[] =>
  steps.flatMap((s) => ('slab' in s ? [s.slab] : []));

/** A strain along the normal answers one strain in the plane: with other cells it is gone, unless set anew. */
function unanswered(before: Recipe, next: Recipe): Recipe {
  const given = (r: Recipe) => canonicalJson(slabsOf(r).map((s) => s.normalStrain ?? 0));
  if (slabsOf(next).every((s) => s.normalStrain === undefined)) return next;
  // An edit keeps the slabs that it does not touch; a link or a preset shares none: it says what it says.
  if (!slabsOf(next).some((s) => slabsOf(before).includes(s))) return next;
  const inPlane = (r: Recipe) =>
    canonicalJson([
      r.strained,
      slabsOf(r).map(({ material, cell, hkl, inPlane, matrix }) => [
        material,
        cell,
        hkl,
        inPlane,
        matrix,
      ]),
    ]);
  if (given(before) !== given(next) || inPlane(before) === inPlane(next)) return next;
  return {
    ...next,
    steps: next.steps.map((s) => {
      if (!('slab' in s)) return s;
      const { normalStrain: _, ...slab } = s.slab;
      return { ...s, slab };
    }),
  };
}

/** Positions were relaxed for one stack: another stack starts rigid again. */
function rigidAgain(before: Recipe, next: Recipe): Recipe {
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

/** Replaces everything: a reload, with what could be undone before it. */
export function open(
  recipe: Recipe,
  past: readonly Recipe[] = [],
  future: readonly Recipe[] = [],
): void {
  documentStore.setState({ ...begin(recipe), past, future }, true);
}
