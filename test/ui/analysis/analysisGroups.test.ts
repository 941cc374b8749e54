import { expect, test } from 'vitest';
import { SYMBOLS } from '#core/crystal/elements.ts';
import { build } from '#core/recipe/build.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import { atomsOf, groupsOf } from '#ui/analysis/analysisGroups.ts';
import { library } from '../../helpers/library.ts';

const built = build(DEFAULT_PRESET.recipe, library);
const { structure } = built;
const atoms = atomsOf(structure, built);

test.each(['element', 'slab', 'both'] as const)('by %s every atom is in one group', (by) => {
  const groups = groupsOf(atoms, by);
  const all = groups.flatMap((g) => [...g.atoms]).sort((a, b) => a - b);
  expect(all).toEqual([...structure.numbers.keys()]);
  for (const { label, atoms: members } of groups)
    for (const i of members) {
      if (by !== 'slab') expect(label.split(', ')[0]).toBe(SYMBOLS[structure.numbers[i]!]);
      if (by !== 'element') expect(label).toContain(atoms.slabs[structure.layer[i]!]!);
    }
  expect(new Set(groups.map((g) => g.label)).size).toBe(groups.length);
});

test('of two slabs with one element, "both" tells the atoms apart', () => {
  const two = {
    numbers: Uint8Array.of(14, 14, 32),
    layer: Uint16Array.of(0, 1, 1),
    slabs: ['Si', 'SiGe'],
    elements: [14, 32],
  };
  expect(groupsOf(two, 'both').map((g) => [g.label, [...g.atoms]])).toEqual([
    ['Si, Si', [0]],
    ['Si, SiGe', [1]],
    ['Ge, SiGe', [2]],
  ]);
});

test('atoms of another stack have no slabs, and at most eight groups are drawn', () => {
  const moved = { ...structure, numbers: structure.numbers.map((z) => z + 1) };
  expect(atomsOf(moved, built).slabs).toEqual([]);
  const many = Uint8Array.from({ length: 12 }, (_, i) => i + 1);
  const of = { numbers: many, layer: new Uint16Array(12), slabs: [], elements: [...many] };
  expect(groupsOf(of, 'both')).toHaveLength(8);
});
