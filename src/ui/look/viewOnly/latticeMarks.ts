import type { Model } from '#app/document/model.ts';
import type { Clip } from '#app/look/hidden.ts';
import type { DrawnIndices } from '#app/look/viewOnly.ts';
import { subscripts } from '#core/crystal/structure.ts';
import { slabName } from '#core/recipe/report/report.ts';
import { hklText, indexText } from '#core/surface/miller.ts';

/** Whether a mark can be drawn: its slab may be gone. */
export const isThere = ({ slab }: DrawnIndices, model: Model | null): boolean =>
  slab === null || (model !== null && slab < model.built.slabs.length);

/** Whether a clip cuts something: not where all of the cell lies between its planes, or its slab is gone. */
export const isCutting = ({ across, from, to, isInverse }: Clip, model: Model | null): boolean =>
  (isInverse || from > 0 || to < 1) && (across.kind === 'view' || isThere(across, model));

/** "(1 1 0) of CdS". */
export function indicesName({ slab, kind, indices }: DrawnIndices, model: Model | null): string {
  const text = kind === 'hkl' ? hklText(indices) : `[${indexText(indices)}]`;
  const whose =
    slab === null || model === null ? 'the cell' : subscripts(slabName(model.report, slab));
  return `${text} of ${whose}`;
}

/** What a clip is across, in few words. */
export function clipName({ across }: Clip, model: Model | null): string {
  if (across.kind === 'view') return 'a direction of the picture';
  const axis = across.slab === null ? across.indices.findIndex((n) => n !== 0) : -1;
  const isAxis = across.indices.reduce((sum, n) => sum + Math.abs(n), 0) === 1;
  if (isAxis && axis >= 0) return `${'abc'[axis]}${across.kind === 'hkl' ? '*' : ''}`;
  return indicesName(across, model);
}
