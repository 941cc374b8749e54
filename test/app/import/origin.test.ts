import { expect, test } from 'vitest';
import { originOf } from '#app/import/origin.ts';
import { DEFAULT_EXPORT } from '#core/export/options.ts';
import { writeSource } from '#core/export/writeFile.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { packedLinkOf } from '#engines/zip/packedLink.ts';
import { sourceOf } from '../../helpers/export.ts';

const { recipe } = presetOf('gan-al2o3');
const source = sourceOf(recipe);
const text = (id: 'poscar' | 'extxyz' | 'cif', of = source) =>
  writeSource(of, id, { ...DEFAULT_EXPORT.vasp, ...DEFAULT_EXPORT });

test.each(['poscar', 'extxyz', 'cif'] as const)(
  'a %s file of ours says which document it was made from',
  (id) => {
    const found = originOf({ data: text(id), name: 'file' });
    expect(found?.recipe).toEqual(source.built.recipe);
    expect(found?.movedAng).toBe(0);
  },
);

test('atoms that stand elsewhere, and other atoms, are told', () => {
  const xyz = source.built.structure.xyz.slice();
  xyz[5]! += 0.25;
  expect(
    originOf({ data: text('poscar', { ...source, xyz }), name: 'POSCAR' })?.movedAng,
  ).toBeCloseTo(0.25, 3);
  const [first, ...rest] = text('poscar').split('\n');
  const wider = [first, '1.1', ...rest.slice(1)].join('\n');
  expect(originOf({ data: wider, name: 'POSCAR' })).toMatchObject({ movedAng: null });
  // A reader may give the atoms of an element in another order.
  const at = rest.findIndex((line) => /^(Direct|Cartesian)/.test(line)) + 1;
  const turned = [first, ...rest.slice(0, at), rest[at + 1], rest[at], ...rest.slice(at + 2)];
  expect(originOf({ data: turned.join('\n'), name: 'POSCAR' })?.movedAng).toBe(0);
  // The short link of a file that names its document so.
  const packed = [`x | ${packedLinkOf(recipe)}`, ...rest].join('\n');
  expect(originOf({ data: packed, name: 'POSCAR' })?.movedAng).toBe(0);
});

test('a link that was cut off, and a file of others, hold none', () => {
  const cut = text('poscar').replace(/(#r=[\w-]{40})[\w-]*/, '$1');
  expect(originOf({ data: cut, name: 'POSCAR' })).toBeNull();
  expect(originOf({ data: text('poscar').replace(/#r=[\w-]*/, ''), name: 'POSCAR' })).toBeNull();
});
