import type { Model } from '#app/document/model.ts';
import { frozenAtoms } from '#core/recipe/freeze.ts';

/** Counts the atoms that are farther than a distance from every interface. */
export const countBeyond = ({ built }: Pick<Model, 'built'>, distanceAng: number): number =>
  frozenAtoms(built, { kind: 'beyond', distanceAng })?.reduce((n, f) => n + f, 0) ?? 0;
