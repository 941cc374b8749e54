import { SYMBOLS } from '#core/crystal/elements.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { EpistackError } from '#core/errors.ts';
import { det } from '#core/math/mat3.ts';
import {
  type Coefficients,
  type CoefficientTable,
  LAST_ELEMENT,
  readCoefficients,
} from './coefficients.ts';
import { coordinationNumbers, throughCoordination } from './coordination.ts';
import { type Damping, DISPERSION_NAMES, pairDamping } from './damping.ts';
import { COVALENT_RADII_ANG, R4_OVER_R2 } from './elementTable.ts';
import { imagesWithin } from './images.ts';
import { pairCoefficients } from './pairCoefficients.ts';
import { noSums, sumOverImages } from './pairSums.ts';

/** CODATA 2018. */
const BOHR_ANG = 0.529177210903;
const HARTREE_EV = 27.211386245988;
/** Pairs and neighbours beyond are left out, as in dftd3, VASP and pw.x: √9000 and 40 a0. */
const REACH_BOHR = Math.sqrt(9000);
const NEIGHBOUR_REACH_BOHR = 40;

export interface DispersionEnergy {
  readonly energyEv: number;
  /** 3N, eV/Å. */
  readonly forces: Float64Array;
  /** 3×3, (1/V) ∂E/∂ε, eV/Å³. */
  readonly stress: Float64Array;
}

/** The D3 term of PBE, ready to be added to an energy. */
export interface Dispersion {
  /** "D3(BJ)" or "D3(0)". */
  readonly name: string;
  /** Atoms farther apart do not act on each other, Å. */
  readonly cutoffAng: number;
  /** @throws EpistackError no-potential for elements beyond Pu */
  readonly energyOf: (structure: Structure) => DispersionEnergy;
}

/** @returns the two-body term of the DFT-D3 method with the parameters of PBE */
export function dispersionOf(damping: Damping, table: CoefficientTable): Dispersion {
  const coefficients = readCoefficients(table);
  return {
    name: DISPERSION_NAMES[damping],
    cutoffAng: REACH_BOHR * BOHR_ANG,
    energyOf: (structure) => dispersionEnergy(structure, damping, coefficients),
  };
}

function dispersionEnergy(
  { lattice, numbers, xyz }: Structure,
  damping: Damping,
  coefficients: Coefficients,
): DispersionEnergy {
  const unknown = [...new Set(numbers)].filter((z) => z > LAST_ELEMENT);
  if (unknown.length > 0)
    throw new EpistackError({ code: 'no-potential', species: unknown.map((z) => SYMBOLS[z]!) });
  const n = numbers.length;
  const inBohr = (values: ArrayLike<number>) => Float64Array.from(values, (v) => v / BOHR_ANG);
  const images = imagesWithin(inBohr(lattice), inBohr(xyz), REACH_BOHR);
  const near = imagesWithin(inBohr(lattice), inBohr(xyz), NEIGHBOUR_REACH_BOHR);
  const radii = inBohr(Float64Array.from(numbers, (z) => COVALENT_RADII_ANG[z - 1]!));
  const coordination = coordinationNumbers(near, radii, NEIGHBOUR_REACH_BOHR);
  const { c6, slope } = pairCoefficients(numbers, coordination, coefficients);
  const pairs = dampings(numbers, damping, coefficients);

  const gradient = new Float64Array(3 * n);
  /** xx, xy, xz, yy, yz, zz. */
  const virial = new Float64Array(6);
  const byNumber = new Float64Array(n);
  let energy = 0;
  const add = (i: number, j: number, x: number, y: number, z: number, by: number): void => {
    const [gx, gy, gz] = [by * x, by * y, by * z];
    gradient[3 * i]! -= gx;
    gradient[3 * i + 1]! -= gy;
    gradient[3 * i + 2]! -= gz;
    gradient[3 * j]! += gx;
    gradient[3 * j + 1]! += gy;
    gradient[3 * j + 2]! += gz;
    virial[0]! += x * gx;
    virial[1]! += x * gy;
    virial[2]! += x * gz;
    virial[3]! += y * gy;
    virial[4]! += y * gz;
    virial[5]! += z * gz;
  };
  const sums = noSums();
  for (let i = 0; i < n; i++)
    for (let j = i; j < n; j++) {
      const ij = n * i + j;
      sumOverImages(images, i, j, REACH_BOHR, damping, pairs(i, j), sums);
      energy -= c6[ij]! * sums.energy;
      byNumber[i]! -= slope[ij]! * sums.energy;
      byNumber[j]! -= slope[n * j + i]! * sums.energy;
      const factor = -2 * c6[ij]!;
      for (let k = 0; k < 3; k++) {
        gradient[3 * i + k]! -= factor * sums.slope[k]!;
        gradient[3 * j + k]! += factor * sums.slope[k]!;
      }
      for (let k = 0; k < 6; k++) virial[k]! += factor * sums.virial[k]!;
    }
  throughCoordination(near, radii, NEIGHBOUR_REACH_BOHR, byNumber, add);

  const volume = Math.abs(det(lattice));
  return {
    energyEv: HARTREE_EV * energy,
    forces: gradient.map((g) => (-HARTREE_EV / BOHR_ANG) * g),
    stress: Float64Array.from(
      [0, 1, 2, 1, 3, 4, 2, 4, 5],
      (k) => (HARTREE_EV * virial[k]!) / volume,
    ),
  };
}

/** The damping of each pair of atoms, worked out once for each pair of elements. */
function dampings(numbers: ArrayLike<number>, damping: Damping, coefficients: Coefficients) {
  const kinds = [...new Set(Array.from(numbers))];
  const kind = Array.from(numbers, (z) => kinds.indexOf(z));
  /** √(⟨r⁴⟩/⟨r²⟩ √Z / 2): C8/C6 of a pair is three times the product of both. */
  const root = (z: number) => Math.sqrt(0.5 * R4_OVER_R2[z - 1]! * Math.sqrt(z));
  const table = kinds.map((a) =>
    kinds.map((b) =>
      pairDamping(damping, 3 * root(a) * root(b), coefficients.cutoffRadiusAng(a, b) / BOHR_ANG),
    ),
  );
  return (i: number, j: number) => table[kind[i]!]![kind[j]!]!;
}
