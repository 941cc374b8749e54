import { forEachPair } from '#core/crystal/neighbors.ts';
import { det } from '#core/math/mat3.ts';
import type { StressField } from '#engines/dynamics/relaxation.ts';

/**
 * A Lennard-Jones potential that ends smoothly at a cutoff: a field for laws of crystals that need no model. Depth 0.1 eV,
 * minimum of a pair at 3 Å.
 */
export function pairPotential(cutoffAng = 6.5): StressField {
  const [depth, best] = [0.1, 3];
  return (xyz, lattice) => {
    let energyEv = 0;
    const forces = new Float64Array(xyz.length);
    const stress = new Float64Array(9);
    forEachPair(lattice, xyz, cutoffAng, (i, j, [a, b, c], r) => {
      if (r >= cutoffAng) return;
      const s6 = (best / r) ** 6;
      const [pair, slope] = [depth * (s6 * s6 - 2 * s6), ((-12 * depth) / r) * (s6 * s6 - s6)];
      const x = r / cutoffAng;
      const ends = (1 - x * x) ** 3;
      const by = (slope * ends + (pair * -6 * x * (1 - x * x) ** 2) / cutoffAng) / r;
      energyEv += pair * ends;
      const v = [0, 1, 2].map(
        (k) =>
          xyz[3 * j + k]! -
          xyz[3 * i + k]! +
          a * lattice[k]! +
          b * lattice[3 + k]! +
          c * lattice[6 + k]!,
      );
      for (let k = 0; k < 3; k++) {
        forces[3 * i + k]! += by * v[k]!;
        forces[3 * j + k]! -= by * v[k]!;
        for (let l = 0; l < 3; l++) stress[3 * k + l]! += by * v[k]! * v[l]!;
      }
    });
    const volume = Math.abs(det(lattice));
    return { energyEv, forces, stress: stress.map((sum) => sum / volume) };
  };
}
