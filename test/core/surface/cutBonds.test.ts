import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { bondedNetwork, wholeUnits } from '#core/crystal/bondedUnits.ts';
import type { Crystal } from '#core/crystal/crystal.ts';
import { crystalOfFile } from '#core/io/crystalFile.ts';
import { readAtoms } from '#core/io/readAtoms.ts';
import { cutBonds } from '#core/surface/cutBonds.ts';
import { cutSlab, heightsOf } from '#core/surface/slab.ts';
import { type PlanesOf, surfaceOf } from '#core/surface/surface.ts';

const crystal = (path: string): Crystal => {
  const data = readFileSync(new URL(`../../${path}`, import.meta.url));
  return crystalOfFile(readAtoms(data, path).file).crystal;
};
const MOS2 = crystal('fixtures/cases/MoS2-monolayer.vasp');
const BI2TE3 = crystal('fixtures/cases/Bi2Te3.cif');
const MAPBI3 = crystal('fixtures/cases/MAPbI3.vasp');
const ANATASE = crystal('fixtures/cases/anatase.cif');
const CDS = crystal('reference/CdS-zb.cif');
const WURTZITE = crystal('reference/CdS-wz.cif');
const RUTILE = crystal('reference/TiO2-rutile.cif');

test.each<[string, Crystal, readonly number[], PlanesOf]>([
  ['MoS2 (001)', MOS2, [0, 0, 1], 'atoms'],
  ['Bi2Te3 (001)', BI2TE3, [0, 0, 1], 'atoms'],
  ['Bi2Te3 (104)', BI2TE3, [1, 0, 4], 'atoms'],
  ['MAPbI3 (001)', MAPBI3, [0, 0, 1], 'atoms'],
  ['MAPbI3 (110), whole', MAPBI3, [1, 1, 0], 'units'],
  ['anatase (101)', ANATASE, [1, 0, 1], 'atoms'],
  ['CdS (111)', CDS, [1, 1, 1], 'atoms'],
  ['wurtzite (1 0 -1 1)', WURTZITE, [1, 0, -1, 1], 'atoms'],
  ['rutile (110)', RUTILE, [1, 1, 0], 'atoms'],
])('%s: a slab lacks just the bonds that its two faces cut', (_, of, hkl, planesOf) => {
  const surface = surfaceOf(of, hkl, planesOf);
  const perCell = bondedNetwork(surface).bonds.length;
  const period = surface.planes.length;
  // Thick enough that no bond of one face reaches the other.
  const repeats = 1 + Math.ceil(8 / surface.layerPeriodAng);
  for (const [termination, cut] of cutBonds(surface).entries()) {
    const slab = cutSlab(surface, {
      planes: repeats * period,
      termination,
      face: 'top',
      remove: [],
    });
    const { lowAng, highAng } = heightsOf(slab);
    const lattice = Float64Array.from(surface.lattice);
    lattice.set([0, 0, highAng - lowAng + 30], 6);
    const alone = bondedNetwork({ ...slab, lattice }).bonds.length;
    expect(repeats * perCell - alone, surface.planes[termination]!.label).toBe(cut.bonds);
  }
});

test('the gap of a sheet and of a layered crystal cuts nothing; inside a layer three bonds are cut', () => {
  const bonds = (of: Crystal) => cutBonds(surfaceOf(of, [0, 0, 1]));
  expect(bonds(MOS2)).toEqual([
    { bonds: 3, molecular: 0, unit: 2 },
    { bonds: 3, molecular: 0, unit: 2 },
    { bonds: 0, molecular: 0, unit: null },
  ]);
  expect(bonds(BI2TE3).filter((cut) => cut.unit === null)).toHaveLength(1);
});

test('planes of units leave methylammonium whole, planes of atoms take it apart', () => {
  const atoms = cutBonds(surfaceOf(MAPBI3, [0, 0, 1]));
  expect(atoms.map((cut) => cut.molecular)).toEqual([1, 1, 3, 0, 0, 3]);
  const whole = surfaceOf(MAPBI3, [0, 0, 1], 'units');
  expect(whole.planes.map((plane) => plane.label)).toEqual(['CH6IN', 'PbI2']);
  expect(cutBonds(whole).every((cut) => cut.molecular === 0)).toBe(true);
  // In a slab of either termination every methylammonium has all of its eight atoms.
  for (const termination of [0, 1]) {
    const slab = cutSlab(whole, { planes: 4, termination, face: 'top', remove: [] });
    const lattice = Float64Array.from(whole.lattice);
    lattice.set([0, 0, 60], 6);
    expect(wholeUnits({ ...slab, lattice }).map((unit) => unit.atoms.length)).toEqual([8, 8]);
  }
});

test('a crystal without molecules has the same planes either way', () => {
  for (const [of, hkl] of [
    [CDS, [1, 1, 1]],
    [BI2TE3, [0, 0, 1]],
    [RUTILE, [1, 1, 0]],
  ] as const)
    expect(surfaceOf(of, hkl, 'units').planes).toEqual(surfaceOf(of, hkl).planes);
});
