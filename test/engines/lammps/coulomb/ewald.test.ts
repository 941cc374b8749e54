import { describe, expect, test } from 'vitest';
import { atomicNumber } from '#core/crystal/elements.ts';
import { forEachPair } from '#core/crystal/neighbors.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { build } from '#core/recipe/build.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import type { SuperlatticeStep } from '#core/recipe/recipe.ts';
import { ewaldFor, uprightBox } from '#engines/lammps/coulomb/ewald.ts';
import { lammpsInput } from '#engines/lammps/lammpsInput.ts';
import { fullLammps } from '#engines/lammps/own/fullLammps.ts';
import { parametersFor } from '#engines/lammps/potentials.ts';
import { POINT_PROTOCOL } from '#engines/lammps/protocols.ts';
import { runLammps } from '#engines/lammps/runLammps.ts';
import { fcc, perovskite, rocksalt } from '../../../helpers/crystals.ts';
import { hasNativeLammps, runNative } from '../../../helpers/lammps/lammpsNative.ts';
import { library } from '../../../helpers/library.ts';

const native = test.skipIf(!hasNativeLammps());
const { recipe } = presetOf('cspbbr3-cds-1x1');
const stack = build(recipe, library).structure;
const input = (s: Structure, ewald: 'slab' | 'repeats') =>
  lammpsInput(s, POINT_PROTOCOL, { seed: 1, ewald });
/** With a mesh so fine that what is left is the physics. */
function energyOf(s: Structure, ewald: 'slab' | 'repeats', edit = (script: string) => script) {
  const { script, ...rest } = input(s, ewald);
  const fine = edit(script).replace('pppm 1e-5', 'pppm 1e-7');
  return runNative({ ...rest, script: fine }).last!.potentialKcalMol;
}
const apart = (a: number, b: number): number => Math.abs(a / b - 1);

/** Of the 1×1, by Ewald's sum (`kspace_style ewald 1e-8`, slab 3.0) of LAMMPS 29 Sep 2021. */
const EWALD_KCAL_MOL = -4379.9806;

/** Twice the cell, of edges 2a and a + b: the same atoms in a box that LAMMPS calls triclinic. */
function oblique(s: Structure): Structure {
  const l = s.lattice;
  const lattice = Float64Array.from(l);
  for (const k of [0, 1, 2]) {
    lattice[k] = 2 * l[k]!;
    lattice[3 + k] = l[k]! + l[3 + k]!;
  }
  const twice = (x: Uint8Array | Uint16Array) => [...x, ...x];
  return {
    ...s,
    lattice,
    numbers: Uint8Array.from(twice(s.numbers)),
    layer: Uint16Array.from(twice(s.layer)),
    xyz: Float64Array.from([...s.xyz, ...s.xyz.map((x, i) => x + l[i % 3]!)]),
  };
}

/** Its c leaning by a third of a: of no meaning for a slab between vacuum. */
function leaning(s: Structure): Structure {
  const lattice = Float64Array.from(s.lattice);
  for (const k of [0, 1, 2]) lattice[6 + k]! += lattice[k]! / 3;
  return { ...s, lattice };
}

describe('whole Coulomb sums', () => {
  native('a polar slab: by the mesh as by Ewald’s sum, wherever it lies in its cell', () => {
    expect(apart(energyOf(stack, 'slab'), EWALD_KCAL_MOL)).toBeLessThan(1e-6);
    const asRun = runNative(input(stack, 'slab')).last!.potentialKcalMol;
    expect(apart(asRun, EWALD_KCAL_MOL)).toBeLessThan(5e-5);
    const lifted = { ...stack, xyz: stack.xyz.map((x, i) => (i % 3 === 2 ? x + 7.3 : x)) };
    for (const same of [lifted, leaning(stack)])
      expect(apart(energyOf(same, 'slab'), EWALD_KCAL_MOL)).toBeLessThan(1e-6);
    // The sum that ends at 12 Å has no such field.
    const damped = runNative(lammpsInput(stack, POINT_PROTOCOL, { seed: 1 })).last!;
    expect(Math.abs(damped.potentialKcalMol - EWALD_KCAL_MOL)).toBeGreaterThan(1);
  });

  native('the term written out for an oblique box is LAMMPS’s own of an orthogonal one', () => {
    const twice = energyOf(oblique(stack), 'slab');
    expect(apart(twice, 2 * EWALD_KCAL_MOL)).toBeLessThan(1e-6);
    // Without it the images of the dipole count.
    const periodic = energyOf(oblique(stack), 'slab', (script) =>
      script.replace('fix_modify slabTerm energy yes', ''),
    );
    expect(apart(periodic, 2 * EWALD_KCAL_MOL)).toBeGreaterThan(1e-3);
  });

  test('the package’s full LAMMPS gives the same for the oblique box', async () => {
    const { last } = await runLammps(input(oblique(stack), 'slab'), {}, fullLammps);
    expect(apart(last.potentialKcalMol, 2 * EWALD_KCAL_MOL)).toBeLessThan(5e-5);
  });

  // Of the nearest distance: NaCl from Kittel, Introduction to Solid State Physics.
  native('rock salt has Madelung’s constant', () => {
    const a = 4.2;
    const crystal = rocksalt('Mg', 'O', a);
    const short = shortRange(crystal);
    const ionPairs = crystal.numbers.length / 2;
    const madelung =
      -((energyOf(crystal, 'repeats') - short) * (a / 2)) / (332.06371 * 2 ** 2 * ionPairs);
    expect(madelung).toBeCloseTo(1.747565, 5);
  });
});

/** Terms besides the charges, summed by hand. */
function shortRange(s: Structure): number {
  const { pairs, cutoffAng } = parametersFor(s.numbers);
  let energy = 0;
  forEachPair(s.lattice, s.xyz, cutoffAng, (i, j, _image, r) => {
    const [a, b] = [s.numbers[i]!, s.numbers[j]!];
    const term = pairs.find(
      (p) =>
        (atomicNumber(p.a) === a && atomicNumber(p.b) === b) ||
        (atomicNumber(p.a) === b && atomicNumber(p.b) === a),
    );
    if (term?.form === 'buck')
      energy += term.aKcalMol * Math.exp(-r / term.rhoAng) - term.cKcalMolAng6 / r ** 6;
  });
  return energy;
}

test('a stack between vacuum is summed alone, a repeated one with its images', () => {
  const gap: SuperlatticeStep = { kind: 'superlattice', separationAng: 3 };
  const repeated = { ...recipe, steps: [...recipe.steps.slice(0, -1), gap] };
  expect(ewaldFor('pppm', recipe)).toBe('slab');
  expect(ewaldFor('pppm', repeated)).toBe('repeats');
  expect(ewaldFor('dsf', repeated)).toBeNull();
  expect(input(stack, 'slab')).toMatchObject({ build: 'full', ewald: 'slab' });
  expect(input(stack, 'slab').script).toMatch(/^boundary p p f$[\s\S]*^kspace_modify slab 3\.0$/m);
  expect(input(stack, 'repeats').script).toMatch(/^boundary p p p$/m);
  expect(input(stack, 'repeats').script).not.toMatch(/slab 3|slabTerm/);
});

test('the box of a slab alone leaves room on both sides, for an oblique one with the empty space', () => {
  expect(uprightBox([3, 9, 5], false)).toEqual({ lowAng: -7, highAng: 19 });
  expect(uprightBox([3, 9, 5], true)).toEqual({ lowAng: 6 - 39, highAng: 6 + 39 });
});

test('atoms without charges have no such sum', () => {
  expect(() => input(fcc('Ar', 5.3), 'repeats')).toThrow(/Coulomb sum: expected dsf/);
  expect(() => input(perovskite(5.9), 'repeats')).not.toThrow();
});
