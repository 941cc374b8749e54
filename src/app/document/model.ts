import { type BondList, bondsOf } from '#core/crystal/neighbors.ts';
import { type Built, build } from '#core/recipe/build.ts';
import { elasticReport, type SlabElasticity } from '#core/recipe/elastic.ts';
import { type InterfaceContacts, interfaceContacts } from '#core/recipe/interfaceContacts.ts';
import { unchangedPreset } from '#core/recipe/presets/presets.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import type { Report } from '#core/recipe/report/report.ts';
import { reportOf } from '#core/recipe/report/reportOf.ts';
import { library } from './library.ts';

/** Everything shown that follows from the document. Plain data: it crosses from a worker. */
export interface Model {
  readonly built: Built;
  readonly report: Report;
  readonly contacts: readonly (readonly InterfaceContacts[])[];
  readonly bonds: BondList;
  /** One per slab, bottom to top; null for a crystal without elastic constants. */
  readonly elastic: readonly (SlabElasticity | null)[];
}

/** Builds and measures. @throws EpistackError for a recipe that cannot be built */
export function modelOf(recipe: Recipe): Model {
  const built = build(recipe, library);
  const contacts = interfaceContacts(built);
  const report = reportOf(built, unchangedPreset(recipe)?.about, contacts);
  return {
    built,
    report,
    contacts,
    bonds: bondsOf(built.structure, built.charges),
    elastic: elasticReport(built, library),
  };
}
