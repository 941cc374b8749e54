import type { Material } from '#core/recipe/crystals/library.ts';
import type { Recipe, SlabSpec } from '#core/recipe/recipe.ts';

/** A salt without any symmetry, each ion with several neighbours of the other sort at different distances. */
const SALT: Material = {
  id: '@salt',
  name: 'NaCl-like',
  formula: 'NaCl',
  phase: '',
  spaceGroup: { number: 1, symbol: 'P1', hall: 'P 1' },
  sites: [
    { symbol: 'Na', xyz: [0, 0, 0], chargeE: 1 },
    { symbol: 'Cl', xyz: [0.52, 0.47, 0.44], chargeE: -1 },
  ],
  constants: [
    {
      id: 'file',
      label: 'file',
      kind: 'given',
      cell: { a: 3.6, b: 3.9, c: 4.2, alpha: 84, beta: 97, gamma: 103 },
      source: 'made up for tests',
    },
  ],
};

/** Two slabs of the triclinic salt, the film larger by a part and rotated by its supercell. @param larger 1.02: 2 % */
export function triclinicStack(larger: number, hkl: readonly number[] = [1, 1, 2]): Recipe {
  const { a, b, c, ...angles } = SALT.constants[0]!.cell as Required<
    (typeof SALT.constants)[0]['cell']
  >;
  const slab = (factor: number, planes: number): SlabSpec => ({
    material: '@salt',
    cell: { a: factor * a!, b: factor * b!, c: factor * c!, ...angles },
    hkl,
    planes,
    termination: 0,
    remove: [],
    inPlane: 'primitive',
    matrix: [
      [1, 0],
      [0, 1],
    ],
  });
  return {
    epistack: 1,
    title: 'triclinic',
    preset: null,
    strained: { who: 'film' },
    steps: [
      { kind: 'substrate', slab: slab(1, 16) },
      { kind: 'film', slab: slab(larger, 10), registryShift: [0.2, 0.7], separationAng: 2.1 },
      { kind: 'vacuum', vacuumAng: 18 },
    ],
    crystals: [SALT],
  };
}
