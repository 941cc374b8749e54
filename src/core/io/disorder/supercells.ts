import type { Symop } from '#core/io/cif/symop.ts';
import { mul } from '#core/math/mat3.ts';

// Superlattices by their Hermite normal forms: rows (a 0 0), (b c 0), (d e f) in the vectors of the cell.

/** 3×3 whole numbers, lower triangular, rows; every lattice point has one of a·c·f places in it. */
export type Supercell = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/** All superlattices of an index. */
function supercells(index: number): Supercell[] {
  const out: Supercell[] = [];
  for (let a = 1; a <= index; a++)
    for (let c = 1; a * c <= index; c++) {
      if (index % (a * c) !== 0) continue;
      const f = index / (a * c);
      for (let b = 0; b < a; b++)
        for (let d = 0; d < a; d++) for (let e = 0; e < c; e++) out.push([a, b, c, d, e, f]);
    }
  return out;
}

/** The superlattices of an index that no operation of the crystal turns into one before. */
export function differentSupercells(index: number, operations: readonly Symop[]): Supercell[] {
  const seen = new Set<string>();
  return supercells(index).filter((cell) => {
    if (seen.has(cell.join())) return false;
    for (const { rotation } of operations) seen.add(normalForm(turned(cell, rotation)).join());
    return true;
  });
}

export const rowsOf = ([a, b, c, d, e, f]: Supercell): Float64Array =>
  Float64Array.of(a, 0, 0, b, c, 0, d, e, f);

/** The vectors of a supercell after a rotation of columns. */
function turned(cell: Supercell, rotation: ArrayLike<number>): number[][] {
  const rows = rowsOf(cell);
  const columns = Float64Array.from(
    { length: 9 },
    (_, k) => rotation[3 * (k % 3) + Math.floor(k / 3)]!,
  );
  const out = mul(rows, columns);
  return [0, 1, 2].map((i) => [out[3 * i]!, out[3 * i + 1]!, out[3 * i + 2]!]);
}

/** Whether a rotation brings a superlattice onto itself. */
export const isKept = (cell: Supercell, rotation: ArrayLike<number>): boolean =>
  turned(cell, rotation).every((v) => pointOf(cell, v).every((x) => x === 0));

/** The lattice point in a supercell that a lattice point of the crystal is an image of. */
export function pointOf(
  [a, b, c, d, e, f]: Supercell,
  [x, y, z]: readonly number[],
): [number, number, number] {
  const k = Math.floor(z! / f);
  const [x1, y1, z1] = [x! - k * d, y! - k * e, z! - k * f];
  const j = Math.floor(y1 / c);
  const [x2, y2] = [x1 - j * b, y1 - j * c];
  return [x2 - Math.floor(x2 / a) * a, y2, z1];
}

/** Number of a lattice point within a supercell, from 0. */
export const numberOf = ([a, , c]: Supercell, [x, y, z]: readonly number[]): number =>
  x! + a * (y! + c * z!);

/** Lattice points of a supercell in the order of {@link numberOf}. */
export function pointsOf([a, , c, , , f]: Supercell): [number, number, number][] {
  const out: [number, number, number][] = [];
  for (let z = 0; z < f; z++)
    for (let y = 0; y < c; y++) for (let x = 0; x < a; x++) out.push([x, y, z]);
  return out;
}

/** The Hermite normal form of three rows of whole numbers that span a volume. */
function normalForm(rows: number[][]): Supercell {
  const m = rows.map((r) => [...r]);
  // Column by column from the last: one row keeps what the others lose to it by Euclid's rule.
  for (let k = 2; k >= 0; k--) {
    for (let i = 0; i < k; i++)
      while (m[i]![k] !== 0) {
        const q = Math.floor(m[k]![k]! / m[i]![k]!);
        const rest = m[k]!.map((x, j) => x - q * m[i]![j]!);
        m[k] = m[i]!;
        m[i] = rest;
      }
    if (m[k]![k]! < 0) m[k] = m[k]!.map((x) => -x);
  }
  const [[a], [b, c], [d, e, f]] = m as [[number], [number, number], [number, number, number]];
  const j = Math.floor(e / c);
  const [d1, e1] = [d - j * b, e - j * c];
  return [a, b - Math.floor(b / a) * a, c, d1 - Math.floor(d1 / a) * a, e1, f];
}
