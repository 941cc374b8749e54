import type { Structure } from '#core/crystal/structure.ts';
import { inverse, mulCol, mulRow } from '#core/math/mat3.ts';
import { norm, type Vec3 } from '#core/math/vec3.ts';
import { COINCIDE_ANG, planarMaps } from './operations.ts';

/** Edge of the boxes in which atoms are looked up, Å; above the tolerance. */
const BOX_ANG = 1;

/**
 * True when some operation, proper or not, turns a whole stack in vacuum over onto itself, (x, y, z) →
 * (M (x, y) + t, t_z − z): its two faces are equivalent and it has no dipole along the normal.
 * Heights are compared first, which tells most stacks apart; then the atoms, looked up in boxes, so that
 * thousands take no longer than their number asks for.
 * @param stack rows a, b in the plane, c along z with vacuum in it
 */
export function turnsOver({ numbers, xyz, lattice }: Structure): boolean {
  const sum = mirroredHeights(numbers, xyz);
  if (sum === null) return false;
  const find = finder(numbers, xyz, lattice);
  const at = (i: number): Vec3 => [xyz[3 * i]!, xyz[3 * i + 1]!, xyz[3 * i + 2]!];
  const { from, targets } = fewestImages(numbers, xyz, sum);
  return planarMaps(lattice, true).some((linear) => {
    const moved = Array.from(numbers, (_, i) => mulCol(linear, at(i)));
    return targets.some((j) => {
      const q = at(j);
      const p = moved[from]!;
      const t = [q[0] - p[0], q[1] - p[1], q[2] - p[2]] as const;
      return moved.every(([x, y, z], i) => find(numbers[i]!, [x + t[0], y + t[1], z + t[2]]));
    });
  });
}

/** Lowest plus highest height when every element's heights are mirrored about their middle, else null. */
function mirroredHeights(numbers: Uint8Array, xyz: Float64Array): number | null {
  const byElement = new Map<number, number[]>();
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const [i, z] of numbers.entries()) {
    const height = xyz[3 * i + 2]!;
    [low, high] = [Math.min(low, height), Math.max(high, height)];
    const heights = byElement.get(z);
    if (heights) heights.push(height);
    else byElement.set(z, [height]);
  }
  const sum = low + high;
  const mirrored = [...byElement.values()].every((heights) => {
    const up = heights.toSorted((p, q) => p - q);
    return up.every((h, k) => Math.abs(h + up[up.length - 1 - k]! - sum) < 2 * COINCIDE_ANG);
  });
  return mirrored ? sum : null;
}

/** The atom with the fewest of its element at the mirrored height, and those. */
function fewestImages(numbers: Uint8Array, xyz: Float64Array, sum: number) {
  let from = 0;
  let targets: readonly number[] = [...numbers.keys()];
  const seen = new Set<string>();
  for (const [i, z] of numbers.entries()) {
    const height = xyz[3 * i + 2]!;
    const key = `${z} ${height.toFixed(1)}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const images = [...numbers.keys()].filter(
      (j) => numbers[j] === z && Math.abs(xyz[3 * j + 2]! - (sum - height)) < 2 * COINCIDE_ANG,
    );
    if (images.length > 0 && images.length < targets.length) [from, targets] = [i, images];
  }
  return { from, targets };
}

/** Whether an atom of the element stands at a place, lattice vectors apart. */
function finder(numbers: Uint8Array, xyz: Float64Array, lattice: Float64Array) {
  const inv = inverse(lattice);
  // Columns of the inverse are the reciprocal vectors: 1/|b| is the distance between lattice planes.
  const counts = [0, 1, 2].map((k) =>
    Math.max(1, Math.floor(1 / norm([inv[k]!, inv[3 + k]!, inv[6 + k]!]) / BOX_ANG)),
  ) as [number, number, number];
  const boxOf = (frac: Vec3): Vec3 =>
    [0, 1, 2].map((k) => {
      const f = frac[k]! - Math.floor(frac[k]!);
      return Math.min(counts[k]! - 1, Math.floor(f * counts[k]!));
    }) as unknown as Vec3;
  const key = (p: number, q: number, r: number) => (p * counts[1] + q) * counts[2] + r;
  const boxes = new Map<number, number[]>();
  const fracs = Array.from(numbers, (_, i) =>
    mulRow([xyz[3 * i]!, xyz[3 * i + 1]!, xyz[3 * i + 2]!], inv),
  );
  for (const [i, frac] of fracs.entries()) {
    const k = key(...boxOf(frac));
    const box = boxes.get(k);
    if (box) box.push(i);
    else boxes.set(k, [i]);
  }
  const around = (k: number, n: number) => new Set([k, (k + 1) % n, (k + n - 1) % n]);
  return (element: number, place: Vec3): boolean => {
    const frac = mulRow(place, inv);
    const [p, q, r] = boxOf(frac);
    const here = (i: number) => {
      if (numbers[i] !== element) return false;
      const d = fracs[i]!.map((x, k) => frac[k]! - x);
      const e = mulRow(d.map((x) => x - Math.round(x)) as unknown as Vec3, lattice);
      return norm(e) < COINCIDE_ANG;
    };
    for (const u of around(p, counts[0]))
      for (const v of around(q, counts[1]))
        for (const w of around(r, counts[2])) if (boxes.get(key(u, v, w))?.some(here)) return true;
    return false;
  };
}
