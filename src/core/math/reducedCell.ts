import type { IntVec3 } from './integer.ts';
import { det, inverse, type Mat3, mul, mulRow, row } from './mat3.ts';
import { dot, norm, threeOf, type Vec3 } from './vec3.ts';

/** A step must shorten a vector by more than this fraction of it: ties end the same way everywhere. */
const SHORTER = 1e-6;
/** Relative tolerance of lengths and angles that an operation keeps, as for planes. */
const METRIC = 1e-4;

/** Combinations of two vectors with coefficients −1, 0, 1, the zero one left out. */
const STEPS = [-1, 0, 1]
  .flatMap((m) => [-1, 0, 1].map((n) => [m, n] as const))
  .filter(([m, n]) => m !== 0 || n !== 0);

/**
 * Minkowski-reduced cell: no vector gets shorter by adding or taking away the others. Of several with the same
 * lengths (a face-centred lattice has some with angles of 60°, and some with 90° among them) the one whose
 * reciprocal vectors are shortest.
 * @returns `basis`, 3×3 whole numbers, det +1 or −1 so that `reduced = basis · lattice` is right-handed
 */
export function reducedCell(lattice: Mat3): { reduced: Float64Array; basis: Float64Array } {
  const basis = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
  const vector = (i: number): Vec3 => mulRow(row(basis, i), lattice);
  for (let isShorter = true; isShorter; ) {
    isShorter = false;
    for (let i = 0; i < 3; i++) {
      const [p, q] = [(i + 1) % 3, (i + 2) % 3];
      for (const [m, n] of STEPS) {
        const next = threeOf(
          (k) => basis[3 * i + k]! + m * basis[3 * p + k]! + n * basis[3 * q + k]!,
        );
        if (!(norm(mulRow(next, lattice)) < (1 - SHORTER) * norm(vector(i)))) continue;
        basis.set(next, 3 * i);
        isShorter = true;
      }
    }
  }
  const compact = mul(mostCompact(mul(basis, lattice)), basis);
  const hand = det(mul(compact, lattice)) < 0 ? -1 : 1;
  // Plus zero: no −0 in a file.
  const turned = compact.map((x) => hand * x + 0);
  return { reduced: mul(turned, lattice), basis: turned };
}

/** Rows of whole numbers: of the cells with the same three lengths, the first with the least Σ|b|². */
function mostCompact(reduced: Mat3): Float64Array {
  const range = [0, 1, -1];
  const all = range.flatMap((i) => range.flatMap((j) => range.map((k): IntVec3 => [i, j, k])));
  const like = [0, 1, 2].map((i) => {
    const length = norm(row(reduced, i));
    return all.filter((v) => Math.abs(norm(mulRow(v, reduced)) - length) < METRIC * length);
  });
  let best = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
  let least = reciprocalSquares(reduced);
  for (const a of like[0]!)
    for (const b of like[1]!)
      for (const c of like[2]!) {
        const rows = Float64Array.of(...a, ...b, ...c);
        if (Math.abs(det(rows)) !== 1) continue;
        const squares = reciprocalSquares(mul(rows, reduced));
        if (squares < (1 - METRIC) * least) [best, least] = [rows, squares];
      }
  return best;
}

const reciprocalSquares = (lattice: Mat3): number =>
  inverse(lattice).reduce((sum, x) => sum + x * x, 0);

/**
 * Point operations of a lattice, those of its crystal among them: whole-number matrices W of the rows of
 * `reduced`, `W · reduced` being `reduced` turned or mirrored.
 * @param reduced as {@link reducedCell} gives it: images of its vectors lie within ±2 of each
 */
export function latticeOperations(
  reduced: Mat3,
): readonly (readonly [IntVec3, IntVec3, IntVec3])[] {
  const range = [-2, -1, 0, 1, 2];
  const all = range.flatMap((i) => range.flatMap((j) => range.map((k): IntVec3 => [i, j, k])));
  const own = [0, 1, 2].map((i) => row(reduced, i));
  const lengths = own.map(norm);
  const images = lengths.map((length) =>
    all
      .map((whole) => ({ whole, at: mulRow(whole, reduced) }))
      .filter(({ at }) => Math.abs(norm(at) - length) < METRIC * length),
  );
  const agree = (p: Vec3, q: Vec3, i: number, j: number) =>
    Math.abs(dot(p, q) - dot(own[i]!, own[j]!)) < METRIC * lengths[i]! * lengths[j]!;
  return images[0]!.flatMap((a) =>
    images[1]!
      .filter((b) => agree(a.at, b.at, 0, 1))
      .flatMap((b) =>
        images[2]!
          .filter((c) => agree(a.at, c.at, 0, 2) && agree(b.at, c.at, 1, 2))
          .map((c) => [a.whole, b.whole, c.whole] as const),
      ),
  );
}

/** Those operations as maps of Cartesian row vectors: x′ = x · R. */
export function latticeRotations(lattice: Mat3): readonly Float64Array[] {
  const { reduced } = reducedCell(lattice);
  const toReduced = inverse(reduced);
  return latticeOperations(reduced).map((w) =>
    mul(toReduced, mul(Float64Array.from(w.flat()), reduced)),
  );
}
