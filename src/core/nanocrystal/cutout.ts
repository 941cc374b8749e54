import type { Crystal } from '#core/crystal/crystal.ts';
import { EpistackError } from '#core/errors.ts';
import { inverse, type Mat3, mulCol, mulRow } from '#core/math/mat3.ts';
import { norm, sub, threeOf, type Vec3 } from '#core/math/vec3.ts';

/** A crystal laid into space: x = R (f · lattice) + origin. */
export interface Laid {
  readonly crystal: Crystal;
  /** Acts on column vectors. */
  readonly rotation: Mat3;
  /** Where the corner of the cell lies, Å. */
  readonly origin: Vec3;
}

/** The part of a crystal in a region, with all that is known of each atom's place in its lattice. */
export interface Cutout {
  readonly laid: Laid;
  readonly numbers: Uint8Array;
  readonly xyz: Float64Array;
  /** Formal charges, e; null where the crystal's are unknown. */
  readonly charges: Float64Array | null;
  /** Bonded neighbours in the particle, and in the whole crystal. */
  readonly neighbours: Uint8Array;
  readonly inBulk: Uint8Array;
  /** Atoms that were left out for want of neighbours. */
  readonly unbonded: number;
}

/** Atoms of a particle. */
export const MAX_PARTICLE_ATOMS = 1_000_000;
/** Cells that are looked through. */
const MAX_CELLS = 20_000_000;
/** Neighbours are within this multiple of the distance to the nearest of either atom. */
const SHELL_FACTOR = 1.15;

/**
 * The atoms of a crystal in a region.
 * @param ball contains the region: only the cells that it touches are looked at
 * @param isInside of a point, Å
 * @param least atoms with fewer neighbours are left out, again and again
 * @throws `too-large`
 */
export function cutOut(
  laid: Laid,
  ball: { readonly centre: Vec3; readonly radiusAng: number },
  isInside: (x: number, y: number, z: number) => boolean,
  least: number,
): Cutout {
  const { crystal, rotation, origin } = laid;
  const { lattice, numbers, frac } = crystal;
  const n = numbers.length;
  const bonds = bondsOfCell(crystal);
  const pad = 1 + Math.max(0, ...bonds.flat().flatMap(({ cell }) => cell.map(Math.abs)));
  // The middle of the ball in fractions: x − origin turned back, as R⁻¹ = Rᵀ.
  const back = sub(ball.centre, origin);
  const turned = mulRow(back, rotation);
  const middle = mulRow(turned, inverse(lattice));
  const inv = inverse(lattice);
  const reach = [0, 1, 2].map((k) => ball.radiusAng * norm([inv[k]!, inv[3 + k]!, inv[6 + k]!]));
  const low = reach.map((r, k) => Math.floor(middle[k]! - r) - pad - 1);
  const size = reach.map((r, k) => Math.ceil(middle[k]! + r) + pad + 1 - low[k]! + 1);
  const cells = size[0]! * size[1]! * size[2]!;
  if (!(cells * n <= MAX_CELLS)) tooLarge(cells * n, MAX_CELLS, 'places looked through');
  const vectors = threeOf((k) =>
    mulCol(rotation, [lattice[3 * k]!, lattice[3 * k + 1]!, lattice[3 * k + 2]!]),
  );
  const basis = Array.from(numbers, (_, b) =>
    mulCol(rotation, mulRow([frac[3 * b]!, frac[3 * b + 1]!, frac[3 * b + 2]!], lattice)),
  );
  const isThere = new Uint8Array(cells * n);
  const found: number[] = [];
  const [ni, nj, nk] = size as [number, number, number];
  const place = new Float64Array(3);
  const at = (slot: number): Float64Array => {
    const b = slot % n;
    const cell = (slot - b) / n;
    const k = cell % nk;
    const j = ((cell - k) / nk) % nj;
    const i = (cell - k - nk * j) / (nk * nj);
    for (let x = 0; x < 3; x++)
      place[x] =
        origin[x]! +
        basis[b]![x]! +
        (i + low[0]!) * vectors[0][x]! +
        (j + low[1]!) * vectors[1][x]! +
        (k + low[2]!) * vectors[2][x]!;
    return place;
  };
  for (let i = pad; i < ni - pad; i++)
    for (let j = pad; j < nj - pad; j++)
      for (let k = pad; k < nk - pad; k++)
        for (let b = 0; b < n; b++) {
          const slot = ((i * nj + j) * nk + k) * n + b;
          at(slot);
          if (!isInside(place[0]!, place[1]!, place[2]!)) continue;
          isThere[slot] = 1;
          found.push(slot);
          if (found.length > MAX_PARTICLE_ATOMS)
            tooLarge(found.length, MAX_PARTICLE_ATOMS, 'atoms of the particle');
        }
  const steps = bonds.map((list) =>
    Int32Array.from(list, ({ to, cell }) => ((cell[0] * nj + cell[1]) * nk + cell[2]) * n + to),
  );
  const count = (slot: number): number => {
    const b = slot % n;
    let sum = 0;
    for (const step of steps[b]!) sum += isThere[slot + step - b]!;
    return sum;
  };
  const kept = leaveOut(found, isThere, count, steps, n, least);
  const xyz = new Float64Array(3 * kept.length);
  for (const [m, slot] of kept.entries()) xyz.set(at(slot), 3 * m);
  return {
    laid,
    numbers: Uint8Array.from(kept, (slot) => numbers[slot % n]!),
    xyz,
    charges:
      crystal.charges === null ? null : Float64Array.from(kept, (s) => crystal.charges![s % n]!),
    neighbours: Uint8Array.from(kept, count),
    inBulk: Uint8Array.from(kept, (slot) => steps[slot % n]!.length),
    unbonded: found.length - kept.length,
  };
}

/** Takes atoms with too few neighbours away, then those that lost theirs by it. */
function leaveOut(
  found: readonly number[],
  isThere: Uint8Array,
  count: (slot: number) => number,
  steps: readonly Int32Array[],
  n: number,
  least: number,
): readonly number[] {
  if (least === 0) return found;
  let waiting = found.filter((slot) => count(slot) < least);
  while (waiting.length > 0) {
    const next = new Set<number>();
    for (const slot of waiting) isThere[slot] = 0;
    for (const slot of waiting) {
      const b = slot % n;
      for (const step of steps[b]!) {
        const other = slot + step - b;
        if (isThere[other] === 1 && count(other) < least) next.add(other);
      }
    }
    waiting = [...next];
  }
  return found.filter((slot) => isThere[slot] === 1);
}

interface Bond {
  readonly to: number;
  readonly cell: Vec3;
}

/**
 * Neighbours of each atom of the cell: ions of the other sign, or any atom where the crystal has no charges, no farther
 * than 1.15 times the distance to the nearest one of either of the two.
 */
export function bondsOfCell({
  lattice,
  numbers,
  frac,
  charges,
}: Crystal): readonly (readonly Bond[])[] {
  const n = numbers.length;
  const isPolar = charges?.some((q) => q !== 0) ?? false;
  const pairs: { from: number; to: number; cell: Vec3; ang: number }[] = [];
  const nearest = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
  const cells = [-2, -1, 0, 1, 2];
  for (let a = 0; a < n; a++)
    for (let b = 0; b < n; b++) {
      if (isPolar && !(charges![a]! * charges![b]! < 0)) continue;
      for (const i of cells)
        for (const j of cells)
          for (const k of cells) {
            const away: Vec3 = [
              frac[3 * b]! - frac[3 * a]! + i,
              frac[3 * b + 1]! - frac[3 * a + 1]! + j,
              frac[3 * b + 2]! - frac[3 * a + 2]! + k,
            ];
            const ang = norm(mulRow(away, lattice));
            if (ang < 1e-3) continue;
            pairs.push({ from: a, to: b, cell: [i, j, k], ang });
            nearest[a] = Math.min(nearest[a]!, ang);
          }
    }
  const out: Bond[][] = Array.from({ length: n }, () => []);
  for (const { from, to, cell, ang } of pairs)
    if (ang <= SHELL_FACTOR * Math.max(nearest[from]!, nearest[to]!)) out[from]!.push({ to, cell });
  return out;
}

function tooLarge(count: number, limit: number, what: string): never {
  throw new EpistackError({ code: 'too-large', what, count, limit });
}
