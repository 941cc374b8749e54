import { det, inverse, row } from '#core/math/mat3.ts';
import { cross, norm } from '#core/math/vec3.ts';
import { COVALENT_RADIUS_ANG } from './elements.ts';
import type { Structure } from './structure.ts';

/** A bin never needs to be finer than this; it bounds memory for a huge, empty cell. */
const MAX_BINS_PER_AXIS = 64;

type PairVisitor = (
  i: number,
  j: number,
  image: readonly [number, number, number],
  ang: number,
) => void;

/**
 * Visits every pair of atoms closer than a cutoff, each once, in a periodic cell of any shape.
 * @param xyz 3N Cartesian Å; need not be inside the cell
 * @param visit (i, j, image, distance): atom j translated by `image` cells lies `distance` Å from i.
 *   i < j, or i = j with a positive image
 */
export function forEachPair(
  lattice: ArrayLike<number>,
  xyz: ArrayLike<number>,
  cutoffAng: number,
  visit: PairVisitor,
): void {
  const n = xyz.length / 3;
  const inv = inverse(lattice);
  const volume = Math.abs(det(lattice));
  const bins = [0, 0, 0];
  const reach = [0, 0, 0];
  for (let k = 0; k < 3; k++) {
    const height = volume / norm(cross(row(lattice, (k + 1) % 3), row(lattice, (k + 2) % 3)));
    bins[k] = Math.min(MAX_BINS_PER_AXIS, Math.max(1, Math.floor(height / cutoffAng)));
    reach[k] = Math.ceil((cutoffAng * bins[k]!) / height);
  }
  const [nx, ny, nz] = [bins[0]!, bins[1]!, bins[2]!];
  // Wrapped positions and the cell each atom was taken from, so that images refer to the input.
  const wrapped = new Float64Array(3 * n);
  const home = new Int32Array(3 * n);
  const head = new Int32Array(nx * ny * nz).fill(-1);
  const next = new Int32Array(n);
  const bin = new Int32Array(3 * n);
  for (let i = 0; i < n; i++) {
    const [x, y, z] = [xyz[3 * i]!, xyz[3 * i + 1]!, xyz[3 * i + 2]!];
    let [wx, wy, wz] = [0, 0, 0];
    for (let k = 0; k < 3; k++) {
      const f = x * inv[k]! + y * inv[3 + k]! + z * inv[6 + k]!;
      const cell = Math.floor(f);
      home[3 * i + k] = cell;
      const g = f - cell;
      bin[3 * i + k] = Math.min(bins[k]! - 1, Math.floor(g * bins[k]!));
      wx += g * lattice[3 * k]!;
      wy += g * lattice[3 * k + 1]!;
      wz += g * lattice[3 * k + 2]!;
    }
    wrapped[3 * i] = wx;
    wrapped[3 * i + 1] = wy;
    wrapped[3 * i + 2] = wz;
    const b = (bin[3 * i]! * ny + bin[3 * i + 1]!) * nz + bin[3 * i + 2]!;
    next[i] = head[b]!;
    head[b] = i;
  }
  const limit = cutoffAng * cutoffAng;
  for (let i = 0; i < n; i++)
    for (let dx = -reach[0]!; dx <= reach[0]!; dx++)
      for (let dy = -reach[1]!; dy <= reach[1]!; dy++)
        for (let dz = -reach[2]!; dz <= reach[2]!; dz++) {
          const [bx, by, bz] = [bin[3 * i]! + dx, bin[3 * i + 1]! + dy, bin[3 * i + 2]! + dz];
          const [cx, cy, cz] = [Math.floor(bx / nx), Math.floor(by / ny), Math.floor(bz / nz)];
          const b = ((bx - cx * nx) * ny + (by - cy * ny)) * nz + (bz - cz * nz);
          const sx = cx * lattice[0]! + cy * lattice[3]! + cz * lattice[6]! - wrapped[3 * i]!;
          const sy = cx * lattice[1]! + cy * lattice[4]! + cz * lattice[7]! - wrapped[3 * i + 1]!;
          const sz = cx * lattice[2]! + cy * lattice[5]! + cz * lattice[8]! - wrapped[3 * i + 2]!;
          for (let j = head[b]!; j >= 0; j = next[j]!) {
            if (j < i) continue;
            if (j === i && (cx < 0 || (cx === 0 && (cy < 0 || (cy === 0 && cz <= 0))))) continue;
            const [ex, ey, ez] = [
              wrapped[3 * j]! + sx,
              wrapped[3 * j + 1]! + sy,
              wrapped[3 * j + 2]! + sz,
            ];
            const d2 = ex * ex + ey * ey + ez * ez;
            if (d2 > limit) continue;
            visit(
              i,
              j,
              [
                cx + home[3 * i]! - home[3 * j]!,
                cy + home[3 * i + 1]! - home[3 * j + 1]!,
                cz + home[3 * i + 2]! - home[3 * j + 2]!,
              ],
              Math.sqrt(d2),
            );
          }
        }
}

/** Pairs to draw as sticks; `image` holds three cell translations of atom b for each. */
export interface Bonds {
  readonly a: Uint32Array;
  readonly b: Uint32Array;
  readonly image: Int8Array;
}

/** A stick is drawn up to this multiple of the covalent radii: 1.2 holds Pb–Br (1.11) through 300 K. */
const BOND_FACTOR = 1.2;

/** Ionic spacers whose large radius would join them to everything: drawn without sticks. */
const NO_STICKS: ReadonlySet<number> = new Set([11, 19, 20, 37, 38, 55, 56, 87, 88]);

/** More sticks an atom than any crystal has: the atoms overlap, and a thicket would only hide that. */
const MAX_STICKS_PER_ATOM = 14;

/**
 * Sticks by covalent radii, for the eye only: no result rests on them. Never across two slabs, where
 * distances are contacts to be measured; never to alkali metals, Ca, Sr, Ba or Ra, nor between ions of like charge; none at all where atoms overlap so much that sticks say nothing.
 */
export function bondsOf(structure: Structure, charges: ArrayLike<number> = []): Bonds {
  const { numbers, layer, lattice, xyz } = structure;
  const radius = (z: number) => (NO_STICKS.has(z) ? 0 : COVALENT_RADIUS_ANG[z]!);
  const longest = Math.max(0, ...[...new Set(numbers)].map(radius));
  const [a, b, image]: [number[], number[], number[]] = [[], [], []];
  if (longest > 0)
    forEachPair(lattice, xyz, 2 * longest * BOND_FACTOR, (i, j, cell, ang) => {
      const [p, q] = [radius(numbers[i]!), radius(numbers[j]!)];
      if (charges[i]! * charges[j]! > 0) return;
      if (layer[i] !== layer[j] || p === 0 || q === 0 || ang > BOND_FACTOR * (p + q)) return;
      a.push(i);
      b.push(j);
      image.push(...cell);
    });
  if (a.length > MAX_STICKS_PER_ATOM * numbers.length) a.length = b.length = image.length = 0;
  return { a: Uint32Array.from(a), b: Uint32Array.from(b), image: Int8Array.from(image) };
}
