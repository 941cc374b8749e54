import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { minimumImage } from '#core/analysis/geometry.ts';
import { bondedNetwork, covalentBonds } from '#core/crystal/bondedUnits.ts';
import { crystalOfFile } from '#core/io/crystalFile.ts';
import { readAtoms } from '#core/io/readAtoms.ts';
import { row } from '#core/math/mat3.ts';
import { sub } from '#core/math/vec3.ts';
import { build } from '#core/recipe/build.ts';
import { withOwn } from '#core/recipe/crystals/library.ts';
import { reportOf } from '#core/recipe/report/reportOf.ts';
import { recipeOfLink } from '#core/recipe/share.ts';
import { candidatesOf } from '#core/screen/candidates.ts';
import { evaluator } from '#core/screen/evaluate.ts';
import { SCREEN_DEFAULTS } from '#core/screen/settings.ts';
import { library } from '../../helpers/library.ts';
import { materialOfCrystal } from '../../helpers/materialOfCrystal.ts';

const materialOf = (folder: string, name: string) => {
  const bytes = readFileSync(new URL(`../../fixtures/${folder}/${name}`, import.meta.url));
  return materialOfCrystal(`@${name}`, crystalOfFile(readAtoms(bytes, name).file).crystal);
};
const MAPBI3 = materialOf('cases', 'MAPbI3.vasp');
const ANATASE = materialOf('cases', 'anatase.cif');

/** The stacks that the links of a screen's lines build. */
function stacksOf(
  film: typeof MAPBI3,
  substrate: typeof MAPBI3,
  wanted: (film: readonly number[], substrate: readonly number[]) => boolean,
) {
  const settings = { ...SCREEN_DEFAULTS, maxAreaAng2: 300, maxStrain: 0.06 };
  const evaluate = evaluator(settings, library);
  return [...candidatesOf({ films: [film], substrates: [substrate] }, 1)]
    .filter((c) => wanted(c.film.hkl, c.substrate.hkl))
    .flatMap((candidate) => {
      const line = evaluate(candidate);
      if (!('link' in line) || line.link === null) return [];
      const recipe = recipeOfLink(line.link);
      return [build(recipe, withOwn(library, recipe.crystals))];
    });
}

test('MAPbI3 (110) on anatase (101): every hydrogen keeps its carbon or nitrogen', () => {
  const stacks = stacksOf(
    MAPBI3,
    ANATASE,
    (film, substrate) => `${film}` === '1,1,0' && `${substrate}` === '1,0,1',
  );
  expect(stacks.length).toBe(1);
  const [{ structure }] = stacks as [(typeof stacks)[0]];
  const atoms = [...structure.numbers.keys()];
  const heavy = atoms.filter((i) => structure.numbers[i] === 6 || structure.numbers[i] === 7);
  const hydrogens = atoms.filter((i) => structure.numbers[i] === 1);
  expect(hydrogens.length).toBeGreaterThan(0);
  expect(hydrogens.length).toBe(3 * heavy.length);
  for (const h of hydrogens) {
    const nearest = Math.min(
      ...heavy.map((i) =>
        Math.hypot(
          ...minimumImage(sub(row(structure.xyz, i), row(structure.xyz, h)), structure.lattice),
        ),
      ),
    );
    expect(nearest).toBeLessThan(1.3);
  }
});

test('whatever plane is screened, molecules stay whole and sheets uncut', () => {
  const stacks = [
    ...stacksOf(MAPBI3, ANATASE, (film) => `${film}` !== '1,1,0'),
    ...stacksOf(
      materialOf('sheets', 'graphene-vacuum-a.vasp'),
      materialOf('sheets', 'MoS2-across-c.vasp'),
      () => true,
    ),
    ...stacksOf(
      materialOf('sheets', 'silicene.vasp'),
      materialOf('sheets', 'MgO-slab.vasp'),
      () => true,
    ),
  ];
  expect(stacks.length).toBeGreaterThan(4);
  for (const built of stacks) {
    const codes = reportOf(built).warnings.map((w) => w.code);
    for (const code of ['gap-in-slab', 'broken-molecule', 'broken-layer'])
      expect(codes).not.toContain(code);
    const { structure } = built;
    const units = bondedNetwork(structure, covalentBonds).units.map((u) =>
      u.atoms.map((i) => structure.numbers[i]!),
    );
    // No lone hydrogen, carbon or nitrogen.
    for (const unit of units) if (unit.length === 1) expect([1, 6, 7]).not.toContain(unit[0]);
  }
});
