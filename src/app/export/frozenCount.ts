import type { Model } from '#app/document/model.ts';
import { frozenAtoms } from '#core/recipe/freeze.ts';

/** How many atoms farther than this from every interface there are. */
export const countBeyond = ({ built }: Pick<Model, 'built'>, distanceAng: number): number =>
  frozenAtoms(built, { kind: 'beyond', distanceAng })?.reduce((n, f) => n + f, 0) ?? 0;
