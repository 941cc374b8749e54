import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Structure } from '#core/crystal/structure.ts';
import { mul } from '#core/math/mat3.ts';
import { readCoefficients } from '#engines/dispersion/coefficients.ts';
import * as table from '#engines/dispersion/coefficientTable.ts';
import { DAMPINGS, type Damping } from '#engines/dispersion/damping.ts';
import { type DispersionEnergy, dispersionOf } from '#engines/dispersion/dispersion.ts';
import { pairCoefficients } from '#engines/dispersion/pairCoefficients.ts';

interface Reference {
  readonly name: string;
  readonly lattice: readonly (readonly number[])[];
  readonly numbers: readonly number[];
  readonly positions: readonly (readonly number[])[];
  readonly energyRy: Readonly<Record<Damping, number>>;
  readonly forcesRyBohr?: Readonly<Record<Damping, readonly (readonly number[])[]>>;
  readonly stressKbar?: Readonly<Record<Damping, readonly (readonly number[])[]>>;
}
const file = new URL('../../fixtures/dispersion/pw.json', import.meta.url);
const { structures } = JSON.parse(readFileSync(file, 'utf8')) as { structures: Reference[] };

const RY_EV = 13.605693122994;
const BOHR_ANG = 0.529177210903;
const KBAR_PER_EV_ANG3 = 1602.176634;
/** Half of the last digit printed, and what constants of that program differ in. */
const PRINTED_RY = 2e-8;

const structureOf = ({ lattice, numbers, positions }: Reference): Structure => ({
  lattice: Float64Array.from(lattice.flat()),
  numbers: Uint8Array.from(numbers),
  xyz: Float64Array.from(positions.flat()),
  layer: new Uint16Array(numbers.length),
});
const named = (start: string): Structure =>
  structureOf(structures.find(({ name }) => name.startsWith(start))!);
const by = { bj: dispersionOf('bj', table), zero: dispersionOf('zero', table) };

describe.each(DAMPINGS)('D3 with %s damping', (damping) => {
  const energyOf = (of: Structure): DispersionEnergy => by[damping].energyOf(of);

  test.each(structures)('of $name is that of pw.x', (reference) => {
    const found = energyOf(structureOf(reference));
    const count = reference.numbers.length;
    const errorRy = found.energyEv / RY_EV - reference.energyRy[damping];
    expect(Math.abs(errorRy)).toBeLessThan(Math.max(PRINTED_RY, 2.5e-8 * count));
    const forces = reference.forcesRyBohr?.[damping].flat() ?? [];
    forces.forEach((force, k) => {
      expect(Math.abs(found.forces[k]! * (BOHR_ANG / RY_EV) - force)).toBeLessThan(3e-8);
    });
    reference.stressKbar?.[damping].flat().forEach((stress, k) => {
      expect(Math.abs(-KBAR_PER_EV_ANG3 * found.stress[k]! - stress)).toBeLessThan(0.0051);
    });
  });

  test('forces are derivatives of the energy', () => {
    const start = named('triclinic');
    const { forces } = energyOf(start);
    const step = 1e-4;
    for (const k of [0, 11]) {
      const at = (sign: number) =>
        energyOf({ ...start, xyz: start.xyz.map((x, m) => (m === k ? x + sign * step : x)) });
      expect((at(-1).energyEv - at(1).energyEv) / (2 * step)).toBeCloseTo(forces[k]!, 4);
    }
  });

  test('stays in a larger cell, in moved atoms and in another choice of cell', () => {
    const one = named('CdS wurtzite');
    const { energyEv, forces } = energyOf(one);
    const n = one.numbers.length;
    const doubled: Structure = {
      lattice: one.lattice.map((x, k) => (k >= 6 ? 2 * x : x)),
      numbers: Uint8Array.from([...one.numbers, ...one.numbers]),
      xyz: Float64Array.from([...one.xyz, ...one.xyz.map((x, k) => x + one.lattice[6 + (k % 3)]!)]),
      layer: new Uint16Array(2 * n),
    };
    const twice = energyOf(doubled);
    expect(twice.energyEv).toBeCloseTo(2 * energyEv, 9);
    expect(twice.forces[3 * n + 2]).toBeCloseTo(forces[2]!, 9);
    const sheared = {
      ...one,
      lattice: mul(Float64Array.of(1, 0, 0, 3, 1, 0, -2, 1, 1), one.lattice),
      xyz: one.xyz.map((x) => x + 31.7),
    };
    expect(energyOf(sheared).energyEv).toBeCloseTo(energyEv, 9);
  });
});

test('elements beyond Pu are refused by name', () => {
  const one = named('graphene');
  const americium = { ...one, numbers: Uint8Array.from([95, 7, 6, 6]) };
  expect(() => by.bj.energyOf(americium)).toThrow(/Am/);
});

test('coefficients between references, and between atoms of any coordination', () => {
  const coefficients = readCoefficients(table);
  // First and last of the published list, and Cd with S.
  expect(coefficients.c6(1, 0, 1, 0)).toBeCloseTo(3.0267, 4);
  expect(coefficients.cutoffRadiusAng(1, 1)).toBeCloseTo(2.1823, 4);
  expect(coefficients.cutoffRadiusAng(94, 94)).toBeCloseTo(4.4341, 4);
  expect(coefficients.cutoffRadiusAng(94, 1)).toBe(coefficients.cutoffRadiusAng(1, 94));
  // SiH4 with the coordination numbers and C6 that s-dftd3 has (tests of tad-dftd3, Apache-2.0).
  const { c6 } = pairCoefficients(
    [14, 1],
    Float64Array.of(3.89022710629348, 0.972651698030399),
    coefficients,
  );
  expect(c6[0]).toBeCloseTo(151.435152661277, 9);
  expect(c6[1]).toBeCloseTo(21.3999949401839, 9);
  expect(c6[3]).toBeCloseTo(3.10444218682464, 9);
  // Far from every reference the nearest one counts, and nothing underflows.
  const far = pairCoefficients([29], Float64Array.of(60), coefficients);
  const last = coefficients.c6(29, 1, 29, 1);
  expect(far.c6[0]).toBeCloseTo(last, 6);
});
