/** Components of the harmonics of degrees 0 to 3, one after the other: 1 + 3 + 5 + 7. */
export const HARMONIC_COMPONENTS = 16;
/** Where the components of degree l begin: l². */
export const harmonicOffset = (l: number): number => l * l;

const S3 = Math.sqrt(3);
const S5 = Math.sqrt(5);
const S7 = Math.sqrt(7);
const S15 = Math.sqrt(15);
const A = Math.sqrt(35 / 6);
const B = Math.sqrt(35);
const C = Math.sqrt(21 / 8);
const D = S7 / 2;

/**
 * Real spherical harmonics of degrees 0 to 3 as homogeneous polynomials with y as the polar axis, the sum of squares
 * of degree l being 2l + 1 on the unit sphere (the convention of e3nn).
 * @param x, y, z a unit vector
 * @param at where in `out` to begin
 */
export function harmonics(x: number, y: number, z: number, out: Float64Array, at = 0): void {
  const s = S3 * x * z;
  const t = (S3 / 2) * (z * z - x * x);
  const q = 4 * y * y - x * x - z * z;
  out[at] = 1;
  out[at + 1] = S3 * x;
  out[at + 2] = S3 * y;
  out[at + 3] = S3 * z;
  out[at + 4] = S15 * x * z;
  out[at + 5] = S15 * x * y;
  out[at + 6] = S5 * (y * y - (x * x + z * z) / 2);
  out[at + 7] = S15 * y * z;
  out[at + 8] = (S15 / 2) * (z * z - x * x);
  out[at + 9] = A * (s * z + t * x);
  out[at + 10] = B * s * y;
  out[at + 11] = C * x * q;
  out[at + 12] = D * y * (2 * y * y - 3 * x * x - 3 * z * z);
  out[at + 13] = C * z * q;
  out[at + 14] = B * t * y;
  out[at + 15] = A * (t * z - s * x);
}

/**
 * Σ g_m ∇Y_m of the polynomials of `harmonics`, at a unit vector: its part along the vector is no derivative on the
 * sphere and has to be taken off.
 * @param g 16 derivatives by the components, from `at`
 */
export function harmonicsGradient(
  x: number,
  y: number,
  z: number,
  g: ArrayLike<number>,
  at: number,
  out: Float64Array,
): void {
  const [g1, g2, g3, g4] = [g[at + 1]!, g[at + 2]!, g[at + 3]!, g[at + 4]!];
  const [g5, g6, g7, g8] = [g[at + 5]!, g[at + 6]!, g[at + 7]!, g[at + 8]!];
  const [g9, g10, g11, g12] = [g[at + 9]!, g[at + 10]!, g[at + 11]!, g[at + 12]!];
  const [g13, g14, g15] = [g[at + 13]!, g[at + 14]!, g[at + 15]!];
  const s = S3 * x * z;
  const t = (S3 / 2) * (z * z - x * x);
  const q = 4 * y * y - x * x - z * z;
  // ∂s = √3 (z, 0, x), ∂t = √3 (−x, 0, z), ∂q = (−2x, 8y, −2z).
  out[0] =
    S3 * g1 +
    S15 * (z * g4 + y * g5 - x * g8) -
    S5 * x * g6 +
    A * (S3 * z * z - S3 * x * x + t) * g9 +
    B * S3 * z * y * g10 +
    C * (q - 2 * x * x) * g11 -
    6 * D * x * y * g12 -
    2 * C * x * z * g13 -
    B * S3 * x * y * g14 +
    A * (-2 * S3 * x * z - s) * g15;
  out[1] =
    S3 * g2 +
    S15 * (x * g5 + z * g7) +
    2 * S5 * y * g6 +
    B * s * g10 +
    8 * C * x * y * g11 +
    D * (6 * y * y - 3 * x * x - 3 * z * z) * g12 +
    8 * C * y * z * g13 +
    B * t * g14;
  out[2] =
    S3 * g3 +
    S15 * (x * g4 + y * g7 + z * g8) -
    S5 * z * g6 +
    A * (2 * S3 * x * z + s) * g9 +
    B * S3 * x * y * g10 -
    2 * C * x * z * g11 -
    6 * D * y * z * g12 +
    C * (q - 2 * z * z) * g13 +
    B * S3 * z * y * g14 +
    A * (S3 * z * z + t - S3 * x * x) * g15;
}
