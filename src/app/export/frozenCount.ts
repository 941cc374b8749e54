import type { Model } from '#app/document/model.ts';
import { type Freeze, frozenAtoms } from '#core/recipe/freeze.ts';

/** Counts the atoms that a choice freezes. */
export const countFrozen = ({ built }: Pick<Model, 'built'>, freeze: Freeze): number =>
  frozenAtoms(built, freeze)?.reduce((n, f) => n + f, 0) ?? 0;
