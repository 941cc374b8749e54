export function gcd(a: number, b: number): number {
  let [x, y] = [Math.abs(a), Math.abs(b)];
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}

/** `a·x + b·y = g = gcd(a, b) ≥ 0`. */
export function extendedGcd(a: number, b: number): { g: number; x: number; y: number } {
  let [r0, r1, x0, x1, y0, y1] = [a, b, 1, 0, 0, 1];
  while (r1 !== 0) {
    const q = Math.floor(r0 / r1);
    [r0, r1] = [r1, r0 - q * r1];
    [x0, x1] = [x1, x0 - q * x1];
    [y0, y1] = [y1, y0 - q * y1];
  }
  return r0 < 0 ? { g: -r0, x: -x0, y: -y0 } : { g: r0, x: x0, y: y0 };
}

export type IntVec3 = readonly [number, number, number];

/**
 * Integer basis adapted to a plane: the first two rows span the integer solutions of h·u = 0,
 * the third has h·w = 1.
 * @param h coprime indices, not all zero
 * @returns rows of a unimodular matrix, det +1
 */
export function planeBasis(h: IntVec3): readonly [IntVec3, IntVec3, IntVec3] {
  const [p, q, r] = h;
  const g = gcd(p, q);
  if (g === 0)
    return r > 0
      ? [
          [1, 0, 0],
          [0, 1, 0],
          [0, 0, 1],
        ]
      : [
          [0, 1, 0],
          [1, 0, 0],
          [0, 0, -1],
        ];
  // u solves the first two indices; v trades one step of them for a step of the third.
  const { x, y } = extendedGcd(p, q);
  const u: IntVec3 = [q / g, -p / g, 0];
  const v: IntVec3 = [r * x, r * y, -g];
  const { x: s, y: t } = extendedGcd(g, r);
  const w: IntVec3 = [s * x, s * y, t];
  const d = det3(u, v, w);
  return d > 0 ? [u, v, w] : [v, u, w];
}

/** Rank of a set of integer vectors, exact. */
export function rankOf(rows: readonly IntVec3[]): 0 | 1 | 2 | 3 {
  const isZero = (v: IntVec3) => v[0] === 0 && v[1] === 0 && v[2] === 0;
  const first = rows.find((v) => !isZero(v));
  if (first === undefined) return 0;
  const second = rows.find((v) => !isZero(cross3(first, v)));
  if (second === undefined) return 1;
  return rows.some((v) => det3(first, second, v) !== 0) ? 3 : 2;
}

const cross3 = (a: IntVec3, b: IntVec3): IntVec3 => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

const det3 = (a: IntVec3, b: IntVec3, c: IntVec3): number =>
  a[0] * (b[1] * c[2] - b[2] * c[1]) -
  a[1] * (b[0] * c[2] - b[2] * c[0]) +
  a[2] * (b[0] * c[1] - b[1] * c[0]);

/**
 * Basis of the integer lattice that a set of integer rows generates (row-style Hermite normal form).
 * @param rows at least three rows of rank 3
 * @returns three rows, lower triangle zero, positive diagonal
 */
export function latticeBasis(rows: readonly IntVec3[]): readonly [IntVec3, IntVec3, IntVec3] {
  const m = rows.map((r) => [...r]);
  const basis: number[][] = [];
  for (let col = 0; col < 3; col++) {
    let pivot: number[] | null = null;
    for (let i = 0; i < m.length; i++) {
      const candidate = m[i]!;
      if (candidate[col] === 0) continue;
      if (pivot === null) {
        pivot = candidate;
        m.splice(i, 1);
        i = -1;
        continue;
      }
      const { g, x, y } = extendedGcd(pivot[col]!, candidate[col]!);
      const [cp, cc] = [pivot[col]! / g, candidate[col]! / g];
      const old: number[] = pivot;
      pivot = old.map((p, k) => x * p + y * candidate[k]!);
      m[i] = candidate.map((c, k) => cp * c - cc * old[k]!);
    }
    basis.push(pivot!.map((p) => (pivot![col]! < 0 ? -p : p)));
  }
  // One row was pushed for each of three columns.
  return basis as unknown as readonly [IntVec3, IntVec3, IntVec3];
}
