import { hypot } from '#core/math/hypot.ts';
import { inverse, mulRow } from '#core/math/mat3.ts';
import { add, cross, dot, mapTuple, norm, sub, unit, type Vec3 } from '#core/math/vec3.ts';

/**
 * The shortest image of a difference vector, in a cell of any shape. Rounding alone finds it only in a
 * reduced cell, so every image that could be shorter than the rounded one is tried.
 */
export function minimumImage(d: Vec3, lattice: ArrayLike<number>): Vec3 {
  const inv = inverse(lattice);
  const f = mulRow(d, inv);
  const base = mulRow(
    mapTuple(f, (x) => x - Math.round(x)),
    lattice,
  );
  // Columns of the inverse are the reciprocal vectors; their lengths are 1 / (height of the cell).
  const reach = [0, 1, 2].map((k) =>
    Math.floor(norm(base) * hypot(inv[k]!, inv[3 + k]!, inv[6 + k]!) + 0.5),
  );
  let best = base;
  for (let i = -reach[0]!; i <= reach[0]!; i++)
    for (let j = -reach[1]!; j <= reach[1]!; j++)
      for (let k = -reach[2]!; k <= reach[2]!; k++) {
        const image = add(base, mulRow([i, j, k], lattice));
        if (norm(image) < norm(best) - 1e-9) best = image;
      }
  return best;
}

const at = (xyz: ArrayLike<number>, i: number): Vec3 => [
  xyz[3 * i]!,
  xyz[3 * i + 1]!,
  xyz[3 * i + 2]!,
];

export type Measurement =
  | { readonly kind: 'distance'; readonly distanceAng: number }
  | { readonly kind: 'angle'; readonly angleRad: number }
  | { readonly kind: 'dihedral'; readonly angleRad: number };

/**
 * Distance of two atoms, angle at the second of three, dihedral of four. The dihedral is signed by the IUPAC rule: positive when, seen along 2→3, 1→2 turns clockwise to 3→4.
 * @param atoms two to four indices; fewer give null, as do coincident or collinear atoms
 * @param cells which image of each atom is meant, in cells from its own; null: each the nearest image to the one
 *   before
 */
export function measureAtoms(
  xyz: ArrayLike<number>,
  lattice: ArrayLike<number>,
  atoms: readonly number[],
  cells: readonly Vec3[] | null,
): Measurement | null {
  const steps = atoms.slice(1).map((b, k) => {
    const step = sub(at(xyz, b), at(xyz, atoms[k]!));
    return cells === null
      ? minimumImage(step, lattice)
      : add(step, mulRow(sub(cells[k + 1]!, cells[k]!), lattice));
  });
  const [p, q, r] = steps;
  if (p === undefined) return null;
  if (q === undefined) return { kind: 'distance', distanceAng: norm(p) };
  if (r === undefined) {
    const cosine = -dot(p, q) / (norm(p) * norm(q));
    return Number.isNaN(cosine)
      ? null
      : { kind: 'angle', angleRad: Math.acos(Math.min(1, Math.max(-1, cosine))) };
  }
  const [m, n] = [cross(p, q), cross(q, r)];
  if (!(norm(m) > 1e-9 && norm(n) > 1e-9)) return null;
  return {
    kind: 'dihedral',
    angleRad: Math.atan2(dot(cross(m, n), unit(q)), dot(m, n)),
  };
}
