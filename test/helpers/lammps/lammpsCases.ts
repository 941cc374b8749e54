import type { Structure } from '#core/crystal/structure.ts';
import { build } from '#core/recipe/build.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { type LammpsInput, lammpsInput } from '#engines/lammps/lammpsInput.ts';
import { POINT_PROTOCOL, type Protocol } from '#engines/lammps/protocols.ts';
import { fcc, perovskite, rocksalt, rutile } from '../crystals.ts';
import { library } from '../library.ts';

const NVE: Protocol = {
  timestepFs: 1,
  snapshotSteps: 10,
  stages: [{ kind: 'nve', steps: 20 }],
};
const HEATED: Protocol = {
  ...NVE,
  stages: [{ kind: 'rescale', steps: 20, fromK: 300, toK: 300, everySteps: 10 }],
};
const NOSE_HOOVER: Protocol = {
  ...NVE,
  stages: [{ kind: 'nvt', steps: 20, temperatureK: 300, thermostat: 'nose-hoover', dampFs: 50 }],
};

const preset = (id: string): Structure => build(presetOf(id).recipe, library).structure;
const point = (s: Structure) => lammpsInput(s, POINT_PROTOCOL, { seed: 1 });

/** Off its sites, in a skew cell: nothing cancels by symmetry. */
function shaken(s: Structure): Structure {
  const xyz = s.xyz.map((x, i) => x + 0.1 * Math.sin(7 * i + 1));
  const lattice = Float64Array.from(s.lattice);
  for (const k of [0, 1, 2]) lattice[6 + k]! += 0.3 * lattice[k]! + 0.2 * lattice[3 + k]!;
  return { ...s, lattice, xyz };
}

/** Inputs that every LAMMPS has to give the same energy for. */
export const lammpsCases = (): Readonly<Record<string, LammpsInput>> => {
  const stack = preset('cspbbr3-cds');
  const held = Uint8Array.from(stack.numbers, (_, i) => (i % 3 === 0 ? 1 : 0));
  return {
    'preset cspbbr3-cds': point(stack),
    'CsPbBr3, shaken': point(shaken(perovskite(5.9))),
    'Ar, shaken': point(shaken(fcc('Ar', 5.3))),
    'MgO, shaken': point(shaken(rocksalt('Mg', 'O', 4.2))),
    'NaCl, shaken': point(shaken(rocksalt('Na', 'Cl', 5.6))),
    'TiO2, shaken': point(shaken(rutile(4.5, 3))),
    '20 rescaled steps from seed 7': lammpsInput(stack, HEATED, { seed: 7 }),
    '20 steps of Nosé–Hoover, a third of the atoms held': lammpsInput(stack, NOSE_HOOVER, {
      seed: 7,
      frozen: held,
    }),
  };
};
