import { describe, expect, test } from 'vitest';
import { allMatches } from '#core/match/coincidence.ts';
import { planeLatticeOf } from '#core/match/planeLattice.ts';
import { STRAIN_DEFAULTS } from '#core/match/tolerance.ts';
import { det2 } from '#core/math/plane2.ts';
import { build } from '#core/recipe/build.ts';
import { chooseMatch, writtenCells } from '#core/recipe/edits/match.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { library } from '../../../helpers/library.ts';

const limits = { maxAreaAng2: 120, tolerance: STRAIN_DEFAULTS, maxAtoms: null, mirrors: false };

describe.each(['cspbbr3-cds', 'ge-si', 'gan-al2o3'])('%s', (id) => {
  const { recipe } = presetOf(id);
  test('is written by cells of its own size', () => {
    const built = build(recipe, library);
    for (const [i, cell] of writtenCells(built).entries())
      expect(Math.abs(det2(cell))).toBe(Math.abs(det2(built.slabs[i]!.matrix)));
  });

  test('every match that is built is written as in the list', () => {
    const [substrate, film] = build(recipe, library).slabs.map((s) =>
      planeLatticeOf(s.slab.surface),
    );
    for (const match of allMatches(film!, substrate!, limits).slice(0, 12)) {
      const built = build(chooseMatch(match, {}, library)(recipe), library);
      expect(writtenCells(built).slice(0, 2)).toEqual([match.substrateMatrix, match.filmMatrix]);
    }
  });
});
