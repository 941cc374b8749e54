import { canBond, pairName } from '#core/crystal/neighbors.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { hypot } from '#core/math/hypot.ts';
import type { IntVec3 } from '#core/math/integer.ts';
import { inverse, mulRow } from '#core/math/mat3.ts';
import type { Vec3 } from '#core/math/vec3.ts';
import type { NeighbourLimits } from './limits.ts';

type Atoms = Pick<Structure, 'lattice' | 'numbers' | 'xyz'>;

/** A neighbour of an atom, perhaps through faces of the cell. */
export interface Neighbour {
  readonly atom: number;
  /** Cells from where the structure lists it. */
  readonly image: IntVec3;
  readonly distanceAng: number;
}

/**
 * The neighbours of one atom, the nearest first. Looks at each atom once, so that one of a hundred thousand is answered
 * at once.
 * @param charges N formal charges, e; empty where they are not known
 */
export function neighboursOf(
  { lattice, numbers, xyz }: Atoms,
  charges: ArrayLike<number>,
  limits: NeighbourLimits,
  atom: number,
): readonly Neighbour[] {
  const toFrac = inverse(lattice);
  const out: Neighbour[] = [];
  for (let j = 0; j < numbers.length; j++) {
    if (!canBond(numbers, charges, atom, j)) continue;
    const limit = limits.get(pairName(numbers[atom]!, numbers[j]!))!;
    const [x, y, z] = [0, 1, 2].map((k) => xyz[3 * j + k]! - xyz[3 * atom + k]!) as [
      number,
      number,
      number,
    ];
    for (const image of imagesWithin(mulRow([x, y, z], toFrac), toFrac, limit)) {
      const [u, v, w] = mulRow(image, lattice);
      const distanceAng = hypot(x + u, y + v, z + w);
      const isItself = j === atom && image.every((n) => n === 0);
      if (distanceAng <= limit && !isItself) out.push({ atom: j, image, distanceAng });
    }
  }
  return out.sort((p, q) => p.distanceAng - q.distanceAng || p.atom - q.atom);
}

/** The cells from which a point can be within a distance of the origin: a sphere reaches r/h cells along an axis of height h. */
function imagesWithin(frac: Vec3, toFrac: ArrayLike<number>, reachAng: number): IntVec3[] {
  const ranges = [0, 1, 2].map((k) => {
    // Columns of the inverse are the reciprocal vectors, of length one over the height.
    const cells = reachAng * hypot(toFrac[k]!, toFrac[3 + k]!, toFrac[6 + k]!);
    const from = Math.ceil(-cells - frac[k]!);
    return Array.from(
      { length: Math.max(0, Math.floor(cells - frac[k]!) - from + 1) },
      (_, n) =>
        // Plus zero: no −0 among the images.
        from + n + 0,
    );
  });
  const [a, b, c] = ranges as [number[], number[], number[]];
  return a.flatMap((u) => b.flatMap((v) => c.map((w): IntVec3 => [u, v, w])));
}
