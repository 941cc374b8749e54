import type { Structure } from '#core/crystal/structure.ts';
import { mul, mulRow, row } from '#core/math/mat3.ts';

/** Six strains in Voigt order xx yy zz yz xz xy, the shears as γ = 2ε, as a deformation 1 + ε. */
export function deformationOf(voigt: ArrayLike<number>): Float64Array {
  const [xx, yy, zz, yz, xz, xy] = Array.from(voigt) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return Float64Array.of(1 + xx, xy / 2, xz / 2, xy / 2, 1 + yy, yz / 2, xz / 2, yz / 2, 1 + zz);
}

/** Cell and atoms deformed together: x′ = x · deformation. */
export function strained(structure: Structure, deformation: Float64Array): Structure {
  const xyz = new Float64Array(structure.xyz.length);
  for (let i = 0; i < xyz.length / 3; i++)
    xyz.set(mulRow(row(structure.xyz, i), deformation), 3 * i);
  return { ...structure, lattice: mul(structure.lattice, deformation), xyz };
}
