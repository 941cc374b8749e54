import { expect, test } from 'vitest';
import { DEFAULT_EXPORT } from '#core/export/options.ts';
import { setChecks } from '#core/export/setFiles.ts';
import { readPoscar } from '#core/io/vasp/poscar.ts';
import { build } from '#core/recipe/build.ts';
import { setFreeze } from '#core/recipe/edits/freeze.ts';
import { countFrozen } from '#core/recipe/freeze.ts';
import { namesOf } from '#core/recipe/handEdits/atomNames.ts';
import { addHandEdit } from '#core/recipe/handEdits/changeHandEdits.ts';
import { parseRecipe } from '#core/recipe/parse.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { reportOf } from '#core/recipe/report/reportOf.ts';
import { packedLinkOf, recipeOfAnyLink } from '#engines/zip/packedLink.ts';
import { filesOf } from '../../helpers/export.ts';
import { library } from '../../helpers/library.ts';

const { recipe } = presetOf('cspbbr3-cds');
const rigid = build(recipe, library);
const gone = Array.from(rigid.structure.numbers.keys()).filter((i) => [0, 60].includes(i));
const edited = [
  addHandEdit({ kind: 'delete', atoms: namesOf(rigid, gone) }),
  addHandEdit({ kind: 'passivate', face: 'top', cap: 'pseudo-H' }),
  setFreeze({ kind: 'planes', bottom: 0, top: 1 }),
].reduce((now, change) => change(now), recipe);
const built = build(edited, library);
const source = { built, report: reportOf(built), xyz: null, note: '' } as const;
const files = filesOf(source, 'vasp-relax');
const fileOf = (path: string) => files.get(path)!;

test('an input set has the edited atoms, its recipe the edits, and frozen planes hold their hydrogen', () => {
  const { structure, frozen } = readPoscar(fileOf('POSCAR'));
  expect(structure.numbers).toEqual(built.structure.numbers);
  expect(structure.numbers).toHaveLength(200 - 2 + 16);
  expect(parseRecipe(JSON.parse(fileOf('recipe.json')))).toEqual(edited);
  // The highest plane of CdS: 8 Cd, 8 S, and what ends their bonds.
  const top = Array.from(built.plane).filter((p, i) => built.structure.layer[i] === 1 && p === 6);
  expect(countFrozen(built)).toBe(top.length);
  expect(frozen!.reduce((sum, f) => sum + f, 0)).toBe(3 * top.length);
  expect(
    Array.from(structure.numbers.keys()).filter(
      (i) => structure.numbers[i] === 1 && frozen![3 * i] === 0,
    ),
  ).toEqual([]);
});

test('pseudo-hydrogen is told of as what it is, atom by atom, and its potential can be named', () => {
  const rows = fileOf('atoms.csv').trim().split('\n');
  expect(rows[0]).toMatch(/,pseudo_hydrogen_e$/);
  const valences = rows.slice(1).map((line) => line.split(',').at(-1)!.trim());
  expect(valences.slice(-16)).toEqual([...Array(8).fill('0.5'), ...Array(8).fill('1.5')]);
  expect(valences.slice(0, -16).every((v) => v === '')).toBe(true);
  const checks = setChecks(source, 'vasp-relax', DEFAULT_EXPORT);
  expect(checks.find((c) => c.id === 'pseudo-hydrogen')).toMatchObject({
    level: 'note',
    fix: expect.stringContaining('names H.5, H1.5.'),
  });
  expect(fileOf('README.txt').replaceAll(/\s+/g, ' ')).toContain(
    '8 H are pseudo-hydrogen of nuclear charge 0.5 e',
  );
});

test('a packed link has the edits', () => {
  expect(recipeOfAnyLink(packedLinkOf(edited))).toEqual(edited);
});
