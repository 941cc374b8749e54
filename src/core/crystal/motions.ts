import { type Mat3, mulCol, transpose } from '#core/math/mat3.ts';
import { periodicPoints } from '#core/math/periodicPoints.ts';
import type { Vec3 } from '#core/math/vec3.ts';
import { threeOf } from '#core/math/vec3.ts';
import type { PeriodicAtoms } from './bondedUnits.ts';

/** x → linear · x + shift, columns; a linear part of null leaves directions as they are. */
export interface Motion {
  readonly linear: Mat3 | null;
  readonly shift: Vec3;
}

/** For each atom the index of the atom that it is mapped onto; null when some atom is mapped onto none. */
export type MotionTest = (motion: Motion) => Int32Array | null;

/** How many of the last refuted motions are remembered. */
const REMEMBERED = 4;

/** Why a motion was no symmetry: this atom came to lie where none of its kind is. */
interface Refutation {
  readonly atom: number;
  readonly hole: Vec3;
}

/**
 * A test of whether motions that keep the lattice map atoms onto atoms of the same element. Of many candidates most
 * fail, and mostly for one reason, such as a vacancy in a supercell; what refuted the last ones is tried first, so
 * that each takes a moment instead of a pass over all atoms.
 * @param toleranceAng how near to an atom another must come to lie
 */
export function motionTest(
  { lattice, numbers, xyz }: PeriodicAtoms,
  toleranceAng: number,
): MotionTest {
  const points = periodicPoints(lattice, toleranceAng);
  const count = numbers.length;
  const at = (i: number): Vec3 => [xyz[3 * i]!, xyz[3 * i + 1]!, xyz[3 * i + 2]!];
  for (let i = 0; i < count; i++) points.add(numbers[i]!, at(i));
  const refutations: Refutation[] = [];
  return ({ linear, shift }) => {
    const moved = (i: number): Vec3 => {
      const [x, y, z] = linear === null ? at(i) : mulCol(linear, at(i));
      return [x + shift[0], y + shift[1], z + shift[2]];
    };
    const isRefutedBy = ({ atom, hole }: Refutation): boolean => {
      if (points.find(numbers[atom]!, moved(atom)) < 0) return true;
      // The atom that this motion takes to the hole, if there is one. A rotation's inverse is its transpose.
      const back: Vec3 = [hole[0] - shift[0], hole[1] - shift[1], hole[2] - shift[2]];
      const other = points.find(
        numbers[atom]!,
        linear === null ? back : mulCol(transpose(linear), back),
      );
      return other >= 0 && points.find(numbers[other]!, moved(other)) < 0;
    };
    const known = refutations.findIndex(isRefutedBy);
    if (known >= 0) {
      refutations.unshift(...refutations.splice(known, 1));
      return null;
    }
    const images = new Int32Array(count);
    for (let i = 0; i < count; i++) {
      const place = moved(i);
      images[i] = points.find(numbers[i]!, place);
      if (images[i]! >= 0) continue;
      refutations.unshift({ atom: i, hole: place });
      refutations.length = Math.min(refutations.length, REMEMBERED);
      return null;
    }
    return images;
  };
}

/** Atoms of the element with the fewest of them: the fewest images to try. */
export function rarestAtoms(numbers: ArrayLike<number>): readonly number[] {
  const byElement = new Map<number, number[]>();
  for (let i = 0; i < numbers.length; i++) {
    const atoms = byElement.get(numbers[i]!);
    if (atoms) atoms.push(i);
    else byElement.set(numbers[i]!, [i]);
  }
  return [...byElement.values()].reduce((a, b) => (b.length < a.length ? b : a));
}

/**
 * The translations that map atoms onto themselves, as the atoms that they take one atom to. Only those are tested that
 * do not follow from the ones found: a crystal given in a supercell has as many as the cell is large.
 * @param from an atom; `targets` those that it may be taken to, itself among them
 * @returns `reached`, in the order of `targets`; `generators`, the images of all atoms under those that were tested
 */
export function translations(
  xyz: ArrayLike<number>,
  test: MotionTest,
  from: number,
  targets: readonly number[],
): { readonly reached: readonly number[]; readonly generators: readonly Int32Array[] } {
  const found = new Set([from]);
  const generators: Int32Array[] = [];
  for (const target of targets) {
    if (found.has(target)) continue;
    const shift = threeOf((k) => xyz[3 * target + k]! - xyz[3 * from + k]!);
    const images = test({ linear: null, shift });
    if (images === null) continue;
    generators.push(images);
    // A set is walked to its end while it grows.
    for (const atom of found) for (const image of generators) found.add(image[atom]!);
  }
  return { reached: targets.filter((t) => found.has(t)), generators };
}
