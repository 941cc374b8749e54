import { newId } from '#app/document/tabDocument.ts';
import { keepSteps, readTabCopy, writeTabCopy } from '#app/shell/tabCopy.ts';
import { NANOCRYSTAL_PRESETS } from '#core/nanocrystal/nanocrystalPresets.ts';
import type { NanocrystalRecipe } from '#core/nanocrystal/nanocrystalRecipe.ts';
import { parseNanocrystal } from '#core/nanocrystal/parseNanocrystal.ts';

/** A nanocrystal with its history, as the browser keeps it among its documents. Its name is the title of its recipe. */
export interface KeptNanocrystal {
  readonly kind: 'nanocrystal';
  readonly id: string;
  /** Time of the last edit; 0 where there was none. */
  readonly editedMs: number;
  readonly recipe: NanocrystalRecipe;
  /** Oldest first. */
  readonly past: readonly NanocrystalRecipe[];
  /** The next first. */
  readonly future: readonly NanocrystalRecipe[];
}

/**
 * Copies that are read before the database answers: `sessionStorage` has that of this tab, `localStorage` that of
 * whichever tab was edited last.
 */
const KEY = 'epistack-nanocrystal';

/** Steps with relaxed positions are long: they leave room for the copy of the interface. */
const MOST_HISTORY_LETTERS = 1_000_000;

/** @throws `recipe` where the nanocrystal itself cannot be read; of its history what can be read is kept */
export function readKept(value: unknown): KeptNanocrystal {
  const o = value as Partial<Record<keyof KeptNanocrystal, unknown>>;
  return {
    kind: 'nanocrystal',
    id: typeof o.id === 'string' ? o.id : newId(),
    editedMs: typeof o.editedMs === 'number' ? o.editedMs : 0,
    recipe: parseNanocrystal(o.recipe),
    past: steps(o.past),
    future: steps(o.future),
  };
}

function steps(value: unknown): readonly NanocrystalRecipe[] {
  try {
    return Array.isArray(value) ? value.map((step) => parseNanocrystal(step)) : [];
  } catch {
    return [];
  }
}

/** What this tab had before a reload, else what was edited last in the browser, else the first preset. */
export const lastNanocrystal = (): KeptNanocrystal =>
  readCopy('sessionStorage') ?? readCopy('localStorage') ?? firstNanocrystal();

/** A new one, as the first preset. */
export const firstNanocrystal = (): KeptNanocrystal =>
  readKept({ recipe: NANOCRYSTAL_PRESETS[0]!.recipe });

function readCopy(area: 'sessionStorage' | 'localStorage'): KeptNanocrystal | null {
  try {
    const value = readTabCopy(area, KEY);
    if (value === undefined) return null;
    // An earlier version kept the recipe alone.
    return 'epistackNanocrystal' in (value as object)
      ? { ...readKept({ recipe: value }), editedMs: Date.now() }
      : readKept(value);
  } catch {
    return null;
  }
}

/**
 * Keeps as many steps of its history as there is room for. Where storage is blocked or full, the documents of the
 * browser and the link hold it all the same.
 */
export function writeCopies(kept: KeptNanocrystal): void {
  const isSmall = ({ past, future }: Pick<KeptNanocrystal, 'past' | 'future'>) =>
    past.length + future.length === 0 ||
    JSON.stringify([past, future]).length < MOST_HISTORY_LETTERS;
  for (const area of ['sessionStorage', 'localStorage'] as const)
    keepSteps(kept, (steps) => isSmall(steps) && writeTabCopy(area, KEY, { ...kept, ...steps }));
}

/** An unchanged preset need not be kept. */
export const isWorthKeeping = ({ recipe, past, future }: KeptNanocrystal): boolean =>
  past.length > 0 ||
  future.length > 0 ||
  !NANOCRYSTAL_PRESETS.some((p) => JSON.stringify(p.recipe) === JSON.stringify(recipe));
