import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Crystal } from '#core/crystal/crystal.ts';
import { emptyLayers, sheetPlane } from '#core/crystal/emptyLayers.ts';
import { crystalOfFile } from '#core/io/crystalFile.ts';
import { readAtoms } from '#core/io/readAtoms.ts';
import { cutBonds } from '#core/surface/cutBonds.ts';
import { cutAbove, defaultCut } from '#core/surface/defaultCut.ts';
import { cutSlab, heightsOf, judgeSlab } from '#core/surface/slab.ts';
import { surfaceOf } from '#core/surface/surface.ts';
import { perovskite, zincBlende } from '../../helpers/crystals.ts';

const file = (path: string) =>
  readAtoms(readFileSync(new URL(`../../${path}`, import.meta.url)), path).file;
const crystal = (path: string): Crystal => crystalOfFile(file(path)).crystal;
const MOS2 = crystal('fixtures/cases/MoS2-monolayer.vasp');

const ends = (slab: Parameters<typeof heightsOf>[0]) => {
  const { lowAng, highAng } = heightsOf(slab);
  return highAng - lowAng;
};

test.each(['top', 'bottom'] as const)(
  'a monolayer in vacuum is one sheet of S–Mo–S without dipole, whatever thickness is asked (%s)',
  (face) => {
    const surface = surfaceOf(MOS2, [0, 0, 1]);
    for (const thicknessAng of [1, 12, 40]) {
      const slab = cutSlab(surface, defaultCut(surface, face, thicknessAng));
      expect([...slab.numbers].sort()).toEqual([16, 16, 42]);
      expect(ends(slab)).toBeCloseTo(3.12, 3);
      expect(judgeSlab(slab).dipoleEAng).toBeCloseTo(0, 6);
    }
  },
);

test.each(['top', 'bottom'] as const)('Bi2Te3 is cut between its quintuple layers (%s)', (face) => {
  const surface = surfaceOf(crystal('fixtures/cases/Bi2Te3.cif'), [0, 0, 1]);
  const one = cutSlab(surface, defaultCut(surface, face, 5));
  expect(ends(one)).toBeCloseTo(7.553, 3);
  expect([...one.numbers].sort()).toEqual([52, 52, 52, 83, 83]);
  // Two layers, with the gap of 2.612 Å between them and none outside.
  const two = cutSlab(surface, defaultCut(surface, face, 17));
  expect(ends(two)).toBeCloseTo(2 * 7.553 + 2.612, 2);
});

test('a molecule is not cut where that can be', () => {
  const surface = surfaceOf(crystal('fixtures/cases/MAPbI3.vasp'), [0, 0, 1]);
  expect(cutBonds(surface)[cutAbove(surface)]!.molecular).toBe(0);
});

test('the empty layer of a file tells a sheet from a bulk crystal', () => {
  const { structure } = file('fixtures/cases/MoS2-monolayer.vasp');
  expect(emptyLayers(structure)).toEqual([{ axis: 2, ang: expect.closeTo(20, 2) }]);
  expect(sheetPlane(structure)).toEqual([0, 0, 1]);
  for (const bulk of [perovskite(5.898), zincBlende('Cd', 5.81)]) {
    expect(emptyLayers(bulk)).toEqual([]);
    expect(sheetPlane(bulk)).toBeNull();
  }
  // A wire has vacuum in two directions, and no plane of its own.
  const wire = {
    lattice: Float64Array.of(12, 0, 0, 0, 12, 0, 0, 0, 2.5),
    numbers: Uint8Array.of(6),
    xyz: new Float64Array(3),
  };
  expect(emptyLayers(wire)).toHaveLength(2);
  expect(sheetPlane(wire)).toBeNull();
});
