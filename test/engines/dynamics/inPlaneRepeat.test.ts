import { expect, test } from 'vitest';
import { build } from '#core/recipe/build.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import { inPlaneRepeat } from '#engines/dynamics/inPlaneRepeat.ts';
import { library } from '../../helpers/library.ts';

const { structure } = build(DEFAULT_PRESET.recipe, library);
const kinds = structure.layer;
const volume = ({ lattice: l }: typeof structure) => (l[0]! * l[4]! - l[1]! * l[3]!) * l[8]!;

test('a 2×2 of the default interface is four of its 50-atom cell', () => {
  const found = inPlaneRepeat(structure, kinds)!;
  expect(found.count).toBe(4);
  expect(found.structure.numbers).toHaveLength(50);
  expect(volume(found.structure)).toBeCloseTo(volume(structure) / 4, 8);
  // Each atom of the stack is the atom that it repeats, a translation of the smaller cell apart.
  const { lattice: l, numbers, xyz } = found.structure;
  const area = l[0]! * l[4]! - l[1]! * l[3]!;
  for (const [i, j] of found.copyOf.entries()) {
    expect(numbers[j]).toBe(structure.numbers[i]);
    const [dx, dy, dz] = [0, 1, 2].map((k) => structure.xyz[3 * i + k]! - xyz[3 * j + k]!) as [
      number,
      number,
      number,
    ];
    for (const cells of [(dx * l[4]! - dy * l[3]!) / area, (dy * l[0]! - dx * l[1]!) / area])
      expect(Math.abs(cells - Math.round(cells))).toBeLessThan(1e-6);
    expect(Math.abs(dz)).toBeLessThan(1e-9);
  }
  expect(new Set(found.copyOf).size).toBe(50);
});

test('nothing repeats where one atom of a copy is elsewhere, or of another kind', () => {
  const moved = structure.xyz.slice();
  moved[0]! += 0.02;
  expect(inPlaneRepeat({ ...structure, xyz: moved }, kinds)).toBeNull();
  const marked = kinds.map((kind, i) => (i === 7 ? kind + 10 : kind));
  expect(inPlaneRepeat(structure, marked)).toBeNull();
  expect(inPlaneRepeat(inPlaneRepeat(structure, kinds)!.structure, new Uint8Array(50))).toBeNull();
});

test('a difference that repeats along one axis leaves two repeats', () => {
  const { copyOf } = inPlaneRepeat(structure, kinds)!;
  // Of the four copies of one atom, those two that lie a whole a of the smaller cell apart.
  const copies = [...copyOf.keys()].filter((i) => copyOf[i] === 0);
  const [first] = copies as [number];
  const beside = copies.find(
    (i) =>
      i !== first && Math.abs(structure.xyz[3 * i + 1]! - structure.xyz[3 * first + 1]!) < 1e-3,
  )!;
  const marked = kinds.map((kind, i) => (i === first || i === beside ? kind + 10 : kind));
  const found = inPlaneRepeat(structure, marked)!;
  expect(found.count).toBe(2);
  expect(found.structure.numbers).toHaveLength(100);
});
