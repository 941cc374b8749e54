import { type IntVec3, latticeBasis } from '#core/math/integer.ts';
import { det, inverse, mul, mulRow } from '#core/math/mat3.ts';
import { periodicPoints } from '#core/math/periodicPoints.ts';
import { mapTuple, type Vec3 } from '#core/math/vec3.ts';
import { type Crystal, unitCellStructure, wrap01 } from './crystal.ts';
import { motionTest, rarestAtoms, translations } from './motions.ts';

/** Two atoms this close (after a translation) are one: looser than any file's rounding. */
const SAME_POSITION_ANG = 0.02;

export interface Primitive {
  /** The crystal in a primitive cell of its own lattice. */
  readonly crystal: Crystal;
  /** 3×3, rows of the primitive cell in terms of the conventional rows: `primitive = basis · conventional`. */
  readonly basis: Float64Array;
}

/**
 * Removes centring: the smallest cell that repeats the crystal. The axes are not standardised.
 * @returns `basis` with |det| = 1/n, n the number of centring translations
 */
export function primitiveCell(crystal: Crystal): Primitive {
  const basis = centredBasis(centringTranslations(crystal));
  const lattice = mul(basis, crystal.lattice);
  const toPrimitive = inverse(basis);
  const kept: number[] = [];
  const frac: number[] = [];
  const places = periodicPoints(lattice, SAME_POSITION_ANG);
  for (let i = 0; i < crystal.numbers.length; i++) {
    const p = mapTuple(mulRow(position(crystal.frac, i), toPrimitive), wrap01);
    const place = mulRow(p, lattice);
    if (places.find(crystal.numbers[i]!, place) >= 0) continue;
    places.add(crystal.numbers[i]!, place);
    kept.push(i);
    frac.push(...p);
  }
  return {
    basis,
    crystal: {
      name: crystal.name,
      lattice,
      numbers: Uint8Array.from(kept, (i) => crystal.numbers[i]!),
      frac: Float64Array.from(frac),
      charges: crystal.charges && Float64Array.from(kept, (i) => crystal.charges![i]!),
    },
  };
}

/** Rows of the primitive cell in conventional rows; the unit matrix when the translations do not close. */
function centredBasis(translations: readonly Vec3[]): Float64Array {
  const n = translations.length;
  // Every translation is a multiple of 1/n in each fraction, because n of them close on the cell.
  const rows: IntVec3[] = translations.map((t) => mapTuple(t, (x) => Math.round(x * n)));
  rows.push([n, 0, 0], [0, n, 0], [0, 0, n]);
  const basis = Float64Array.from(latticeBasis(rows).flat(), (x) => x / n);
  // A nearly-translation of a distorted file may break the group: then the given cell is kept.
  const closes = Math.abs(Math.abs(det(basis)) * n - 1) < 1e-6;
  return closes ? basis : Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
}

/** Fractions of all pure translations that map the crystal onto itself, the zero one included. */
function centringTranslations(crystal: Crystal): readonly Vec3[] {
  const { numbers, frac } = crystal;
  const structure = unitCellStructure(crystal);
  const rarest = rarestAtoms(numbers);
  const first = rarest[0]!;
  const test = motionTest(structure, SAME_POSITION_ANG);
  return translations(structure.xyz, test, first, rarest).reached.map((j) =>
    mapTuple([0, 1, 2], (k) => frac[3 * j + k]! - frac[3 * first + k]!),
  );
}

const position = (frac: ArrayLike<number>, i: number): Vec3 => [
  frac[3 * i]!,
  frac[3 * i + 1]!,
  frac[3 * i + 2]!,
];
