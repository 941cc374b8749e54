import type { Model } from '#app/document/model.ts';
import { minimumImage } from '#core/analysis/geometry.ts';
import { closeContacts } from '#core/analysis/overlaps.ts';
import { inverse, mulRow } from '#core/math/mat3.ts';
import { mapTuple, sub, type Vec3 } from '#core/math/vec3.ts';
import type { SceneContact } from '#render/types.ts';

/** More marks than this would hide the picture; the report counts the rest. */
const MAX_MARKS = 40;
const LABELLED = 3;
/** The page's warning colour (kit/style/tokens.css), for a canvas. */
export const WARN = { light: '#9a5226', dark: '#e0a070' };

/** Atoms that overlap in the built stack, the worst first, as marked contacts. */
export function overlapMarks({ built, report }: Model, dark: boolean): readonly SceneContact[] {
  // The report has counted them already: most stacks have none.
  if (!report.warnings.some((w) => w.code === 'overlap')) return [];
  const { xyz, lattice } = built.structure;
  const toFrac = inverse(lattice);
  const at = (i: number): Vec3 => [xyz[3 * i]!, xyz[3 * i + 1]!, xyz[3 * i + 2]!];
  return closeContacts(built.structure)
    .overlaps.filter((p) => p.i !== p.j)
    .slice(0, MAX_MARKS)
    .map(({ i, j, distanceAng }, k) => {
      const listed = sub(at(j), at(i));
      const cells = mulRow(sub(minimumImage(listed, lattice), listed), toFrac);
      return {
        a: i,
        b: j,
        image: mapTuple(cells, (x) => Math.round(x) + 0),
        distanceAng,
        color: WARN[dark ? 'dark' : 'light'],
        labelled: k < LABELLED,
        flagged: true,
      };
    });
}
