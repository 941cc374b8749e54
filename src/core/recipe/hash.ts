import type { Recipe } from './recipe.ts';

/** JSON with sorted keys and ASCII only: one document, one text, on every machine. */
export function canonicalJson(value: unknown): string {
  const text = JSON.stringify(value, (_key, v: unknown) =>
    typeof v === 'object' && v !== null && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([p], [q]) => (p < q ? -1 : 1)))
      : v,
  );
  return text.replace(
    /[\u007f-\uffff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/**
 * 32-bit FNV-1a of an ASCII text, eight hex digits. It tells documents apart; it does not protect against forgery.
 * @see Fowler, Noll, Vo, datatracker.ietf.org/doc/html/draft-eastlake-fnv
 */
export function fnv1a(ascii: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < ascii.length; i++) hash = Math.imul(hash ^ ascii.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/** A name for a document: eight hex digits. */
export const recipeHash = (recipe: Recipe): string => fnv1a(canonicalJson(recipe));

/**
 * What is stacked, as text: two documents with the same one are the same stack before any relaxation, whatever
 * their titles. Crystals that a document carries and no step uses do not count.
 */
export function stackText({
  steps,
  strained,
  crystals = [],
  edits = [],
}: Pick<Recipe, 'steps' | 'strained' | 'crystals' | 'edits'>): string {
  const used = crystals.filter(({ id }) =>
    steps.some((s) => 'slab' in s && s.slab.material === id),
  );
  return canonicalJson({ steps, strained, crystals: used, ...(edits.length > 0 && { edits }) });
}

/**
 * Which atoms a stack has, in which order: two documents with the same key number the same atoms alike, wherever these
 * lie. Shifts, gaps, strain, lattice constants and a relaxation do not count.
 */
export function atomsKey({ steps, edits = [] }: Pick<Recipe, 'steps' | 'edits'>): string {
  const cuts = steps.flatMap((s) => {
    if (!('slab' in s)) return [];
    const { cell: _, normalStrain: __, ...cut } = s.slab;
    return [cut];
  });
  // An atom that was moved by hand is the same atom.
  return fnv1a(canonicalJson([cuts, edits.filter(({ kind }) => kind !== 'move')]));
}

export const isSameStack = (a: Recipe, b: Recipe): boolean => stackText(a) === stackText(b);
