import { expect, test } from 'vitest';
import { INPUT_SETS, SET_GROUPS, SET_IDS, setsOfGroup } from '#core/export/inputSets.ts';
import { DEFAULT_EXPORT } from '#core/export/options.ts';
import { setChecks } from '#core/export/setFiles.ts';
import {
  electronicMesh,
  hubbard,
  magmom,
  relaxMesh,
  SETTINGS,
} from '#core/export/settings/settings.ts';
import { filesOf, sourceOf } from '../../../helpers/export.ts';

const stack = sourceOf();
const groups = Object.keys(SET_GROUPS) as (keyof typeof SET_GROUPS)[];

test('no two sets share an id, and each stands in one group', () => {
  expect(new Set(SET_IDS).size).toBe(SET_IDS.length);
  expect(groups.flatMap((g) => setsOfGroup(g).map((s) => s.id)).toSorted()).toEqual(
    SET_IDS.toSorted(),
  );
});

test.each(INPUT_SETS)(
  '$id: files of different names, with a README that says how to run it',
  (set) => {
    expect(set.id).toMatch(/^[a-z0-9-]+$/);
    const paths: string[] = [];
    for (const [path, text] of filesOf(stack, set.id)) {
      expect(path).toMatch(/^[\w.-]+(\/[\w.-]+)*$/);
      expect(text, path).toMatch(/\S\n$/);
      paths.push(path);
    }
    expect(paths).toEqual(paths.toSorted());
    for (const path of ['README.txt', 'atoms.csv', 'provenance.json', 'recipe.json'])
      expect(paths).toContain(path);
    // Beyond what every bundle has, the set's own.
    expect(paths.length).toBeGreaterThan(4);
    const readme = filesOf(stack, set.id).get('README.txt')!;
    expect(readme.split('\n')[0]).toContain(set.title);
    expect(readme).toContain('\nHow to run\n');
  },
);

test.each(INPUT_SETS)(
  '$id: its bundle writes no file twice, nor one that every bundle has',
  (set) => {
    const lammps = { seed: 1, write: () => ({ script: 's', data: 'd', assumptions: [] }) };
    const paths = set.bundle(stack, DEFAULT_EXPORT, lammps).files.map((f) => f.path);
    expect(new Set(paths).size).toBe(paths.length);
    for (const path of ['README.txt', 'atoms.csv', 'provenance.json', 'recipe.json'])
      expect(paths).not.toContain(path);
  },
);

test.each(INPUT_SETS)('$id: what it says of itself is what it does', (set) => {
  const ids = setChecks(stack, set.id, DEFAULT_EXPORT).map((c) => c.id);
  expect(ids.includes('mesh')).toBe(set.mesh !== null);
  expect(set.settings.includes(relaxMesh)).toBe(set.mesh === 'relaxMesh');
  expect(set.settings.includes(electronicMesh)).toBe(set.mesh === 'electronicMesh');
  expect(set.settings.includes(hubbard)).toBe(set.hubbard === 'carried');
  expect(set.settings.includes(magmom)).toBe(set.moments === 'carried');
  expect(new Set(set.settings).size).toBe(set.settings.length);
  for (const setting of set.settings) expect(SETTINGS).toContain(setting);
  const magnetic = { ...DEFAULT_EXPORT, vasp: { ...DEFAULT_EXPORT.vasp, magmom: { Pb: 1 } } };
  const carried = !setChecks(stack, set.id, magnetic).some((c) => c.id === 'not-carried');
  const written = [...filesOf(stack, set.id, magnetic)].some(
    ([path, text]) =>
      /(INCAR|\.in|\.inp|\.py)$/.test(path) &&
      /MAGMOM +=|starting_magnetization|MAGNETIZATION 1 |set_initial_magnetic_moments/.test(text),
  );
  expect([carried, written]).toEqual([set.moments === 'carried', set.moments === 'carried']);
  const held = sourceOf(stack.built.recipe, { kind: 'planes', bottom: 99, top: 99 });
  if (set.moves) expect(() => filesOf(held, set.id)).toThrow(/frozen/);
  else expect(filesOf(held, set.id).size).toBeGreaterThan(4);
});
