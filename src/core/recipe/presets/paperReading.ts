import { filmsOf, type Recipe, substrateOf } from '#core/recipe/recipe.ts';
import { unchangedPreset } from './presets.ts';

export const PAPER_CITATION = 'Qiu et al., Adv. Sci. 2023, 10, 2206560';
/** Average interfacial lengths of Figure S21, Å. */
export const PAPER_CONTACTS_ANG: Readonly<Record<string, { optimised: number; at300K: number }>> = {
  'Cs-S': { optimised: 3.733, at300K: 3.626 },
  'Br-Cd': { optimised: 3.053, at300K: 2.714 },
};

/** Presets that are readings of the paper's model. */
const READINGS: ReadonlySet<string> = new Set(['cspbbr3-cds', 'cspbbr3-cds-b', 'cspbbr3-cds-c']);

/** An unchanged reading of the paper's model: only to it belong the paper's lengths and the recorded run. */
export const isPaperReading = (recipe: Recipe): boolean =>
  READINGS.has(recipe.preset ?? '') && unchangedPreset(recipe) !== null;

/**
 * Whether a document that began as a reading of the paper is still a stack of its two crystals: only there stands printed
 * beside computed. Another crystal or a third slab is no reading of the paper's model any more.
 */
export function isOfPaperModel(recipe: Recipe): boolean {
  const films = filmsOf(recipe);
  return (
    READINGS.has(recipe.preset ?? '') &&
    films.length === 1 &&
    films[0]!.slab.material === 'CdS' &&
    substrateOf(recipe).slab.material === 'CsPbBr3'
  );
}
