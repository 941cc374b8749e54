import {
  type Cell2,
  type IntMat2,
  inverse2,
  mul2,
  reduceCell,
  rowTimes,
  type Vec2,
} from '#core/math/plane2.ts';
import type { Built, Interface } from '#core/recipe/build.ts';

/** The lattice of shifts that change nothing, and the cell of those that differ. */
export interface RegistryCell {
  /** Rows, in fractions of the interface cell: a shift moved by any of them gives the same interface. */
  readonly rows: Cell2;
  /** The same rows in Å, Gauss-reduced, det > 0. */
  readonly cell: Cell2;
  /** How often each different interface occurs among the shifts of one interface cell. */
  readonly copies: number;
}

/**
 * The cell of non-equivalent shifts of one interface. A film moved by a translation of its own crystal
 * lies where it lay; moved by one of the crystal below it sees the same atoms there. So the shifts that
 * change nothing are the sums of both in-plane lattices, as strained to the interface cell. Point
 * symmetry may make more shifts alike; it is not used here.
 */
export function registryCell(built: Pick<Built, 'slabs' | 'cell'>, at: Interface): RegistryCell {
  const { numerators, denominator } = sumOfInverses(
    built.slabs[at.lower]!.matrix,
    built.slabs[at.upper]!.matrix,
  );
  const scaled = (m: IntMat2): Cell2 => [
    [m[0][0] / denominator, m[0][1] / denominator],
    [m[1][0] / denominator, m[1][1] / denominator],
  ];
  const { cell, transform } = reduceCell(mul2(scaled(numerators), built.cell));
  // From the integers again, so that the fractions carry no rounding of the cell.
  const rows = scaled(mul2(transform, numerators));
  const [[p], [, r]] = numerators;
  return { rows, cell, copies: Math.round((denominator / p) * (denominator / r)) };
}

/**
 * Basis of the lattice that the rows of m⁻¹ and n⁻¹ generate together: exact, row-style Hermite form.
 * @param m, n integer, det > 0
 * @returns integer rows [p, q], [0, r] with p, r > 0; the lattice is numerators / denominator
 */
export function sumOfInverses(
  m: IntMat2,
  n: IntMat2,
): { readonly numerators: IntMat2; readonly denominator: number } {
  const [first, second] = [adjugate(m), adjugate(n)];
  const common = (first.det * second.det) / gcdBig(first.det, second.det);
  let rows = [first, second].flatMap(({ rows, det }) =>
    rows.map(([x, y]) => [(x * common) / det, (y * common) / det] as const),
  );
  // Euclid down the first column leaves one row with it; the others are multiples of (0, 1).
  for (;;) {
    const pivot = rows
      .filter(([x]) => x !== 0n)
      .reduce((least, row) => (abs(row[0]) < abs(least[0]) ? row : least));
    const next = rows.map((row) => {
      if (row === pivot) return row;
      const q = row[0] / pivot[0];
      return [row[0] - q * pivot[0], row[1] - q * pivot[1]] as const;
    });
    const done = next.every((row) => row === pivot || row[0] === 0n);
    rows = next;
    if (!done) continue;
    const r = rows.filter((row) => row !== pivot).reduce((g, row) => gcdBig(g, row[1]), 0n);
    const [p, q] = pivot[0] < 0n ? [-pivot[0], -pivot[1]] : pivot;
    const divisor = gcdBig(gcdBig(p, r), gcdBig(q, common));
    const part = (x: bigint) => Number(x / divisor);
    return {
      numerators: [
        [part(p), part(((q % r) + r) % r)],
        [0, part(r)],
      ],
      denominator: part(common),
    };
  }
}

/** m⁻¹ = rows / det. */
function adjugate([[a, b], [c, d]]: IntMat2) {
  const [p, q, r, s] = [BigInt(a), BigInt(b), BigInt(c), BigInt(d)];
  return {
    det: p * s - q * r,
    rows: [
      [s, -q],
      [-r, p],
    ] as const,
  };
}

const abs = (x: bigint): bigint => (x < 0n ? -x : x);
function gcdBig(a: bigint, b: bigint): bigint {
  let [x, y] = [abs(a), abs(b)];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** A fraction this little below a whole number is that number: rounding, not a place of its own. */
const WHOLE = 1e-9;

/**
 * Takes a shift into the cell of non-equivalent shifts.
 * @param shift fractions of the interface cell
 * @returns `inCell`, fractions of the rows in [0, 1); `shift`, the same in fractions of the interface
 *   cell; `steps`, whole rows taken off: input = shift + steps · rows
 */
export function reduceShift(
  { rows }: Pick<RegistryCell, 'rows'>,
  shift: Vec2,
): { readonly inCell: Vec2; readonly shift: Vec2; readonly steps: Vec2 } {
  const f = rowTimes(shift, inverse2(rows));
  const steps: Vec2 = [Math.floor(f[0] + WHOLE), Math.floor(f[1] + WHOLE)];
  const inCell: Vec2 = [Math.max(0, f[0] - steps[0]), Math.max(0, f[1] - steps[1])];
  return { inCell, shift: rowTimes(inCell, rows), steps };
}
