import { rarestAtoms } from '#core/crystal/motions.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { periodicPoints } from '#core/math/periodicPoints.ts';
import { type Cell2, det2, inverse2, reduceCell, rowTimes, type Vec2 } from '#core/math/plane2.ts';
import type { Vec3 } from '#core/math/vec3.ts';

/** Atoms this close after a translation are one, Å: documents of earlier versions keep positions to 0.001 Å. */
const SAME_PLACE_ANG = 0.004;

/** A structure whose atoms repeat within its cell, and the smallest cell that repeats it in the plane. */
export interface InPlaneRepeat {
  /** How many times the smaller cell fits. */
  readonly count: number;
  /** The same a × b plane and c, with the atoms of one cell. */
  readonly structure: Structure;
  /** For each atom of the smaller cell the atom that it is. */
  readonly kept: Int32Array;
  /** For each atom of the structure its place in the smaller cell: both are displaced alike. */
  readonly copyOf: Int32Array;
}

/**
 * Finds the smallest cell in the plane of a and b that repeats all atoms, the third vector kept.
 * @param structure a and b in the plane z = 0
 * @param kinds what must repeat besides the element, one number an atom: slab, frozen or free
 * @returns null where nothing smaller does
 */
export function inPlaneRepeat(
  structure: Structure,
  kinds: ArrayLike<number>,
): InPlaneRepeat | null {
  const { lattice, numbers, xyz } = structure;
  const places = periodicPoints(lattice, SAME_PLACE_ANG);
  const at = (i: number): Vec3 => [xyz[3 * i]!, xyz[3 * i + 1]!, xyz[3 * i + 2]!];
  const kindOf = (i: number): number => numbers[i]! + 256 * kinds[i]!;
  for (const i of numbers.keys()) places.add(kindOf(i), at(i));
  const image = (i: number, [x, y]: Vec2): number => {
    const [x0, y0, z0] = at(i);
    return places.find(kindOf(i), [x0 + x, y0 + y, z0]);
  };
  const rarest = rarestAtoms(numbers);
  const first = rarest[0]!;
  const toCells = inverse2([
    [lattice[0]!, lattice[1]!],
    [lattice[3]!, lattice[4]!],
  ]);
  const shifts = rarest
    .filter((j) => {
      const shift = between(xyz, first, j);
      return image(first, shift) === j && numbers.every((_, i) => image(i, shift) >= 0);
    })
    .map((j) => between(xyz, first, j));
  if (shifts.length < 2) return null;
  // Of a group of so many translations each is that part of a lattice vector: no rounding of positions is left in it.
  const cell = smallestCell(
    [
      [lattice[0]!, lattice[1]!],
      [lattice[3]!, lattice[4]!],
    ],
    shifts.map((shift) => {
      const [p, q] = rowTimes(shift, toCells);
      return [Math.round(p * shifts.length), Math.round(q * shifts.length)];
    }),
  );
  if (cell === null) return null;
  const copyOf = new Int32Array(numbers.length).fill(-1);
  const kept: number[] = [];
  for (const i of numbers.keys()) {
    if (copyOf[i] !== -1) continue;
    for (const shift of shifts) copyOf[image(i, shift)] = kept.length;
    kept.push(i);
  }
  const [a, b] = cell;
  return {
    count: shifts.length,
    structure: {
      lattice: Float64Array.of(...a, 0, ...b, 0, ...lattice.subarray(6)),
      numbers: Uint8Array.from(kept, (i) => numbers[i]!),
      xyz: Float64Array.from(kept.flatMap((i) => at(i))),
      layer: Uint16Array.from(kept, (i) => structure.layer[i]!),
    },
    kept: Int32Array.from(kept),
    copyOf,
  };
}

const between = (xyz: Float64Array, i: number, j: number): Vec2 => [
  xyz[3 * j]! - xyz[3 * i]!,
  xyz[3 * j + 1]! - xyz[3 * i + 1]!,
];

/**
 * The cell that translations span with those of the lattice; null where they do not close.
 * @param shifts in parts of the lattice vectors, of which as many as there are shifts make a whole one
 */
function smallestCell(cell: Cell2, shifts: readonly Vec2[]): Cell2 | null {
  const n = shifts.length;
  const all = shifts.flatMap(([p, q]) =>
    [-n, 0, n].flatMap((i) => [-n, 0, n].map((j): Vec2 => [p + i, q + j])),
  );
  for (const u of all)
    for (const v of all)
      if (det2([u, v]) === n) {
        const part = ([p, q]: Vec2): Vec2 => rowTimes([p / n, q / n], cell);
        return reduceCell([part(u), part(v)]).cell;
      }
  return null;
}
