import { HARMONIC_COMPONENTS, harmonicOffset, harmonics } from './harmonics.ts';

/** One number of a coupling that is not zero. */
export interface CouplingEntry {
  readonly m1: number;
  readonly m2: number;
  readonly m3: number;
  readonly value: number;
}

/** Points on the sphere that integrate polynomials up to degree 9 exactly. */
const POLAR = 8;
const AROUND = 16;
/** What is smaller is zero by symmetry: the smallest that is not is 0.06. */
const ZERO = 1e-9;

/** Gauss–Legendre points on (−1, 1) with weights of sum 1, by Newton's method. */
function gaussLegendre(n: number): { x: number; weight: number }[] {
  return Array.from({ length: n }, (_, k) => {
    let x = Math.cos((Math.PI * (k + 0.75)) / (n + 0.5));
    let slope = 1;
    for (let step = 0; step < 50; step++) {
      let [before, here] = [1, x];
      for (let l = 2; l <= n; l++)
        [before, here] = [here, ((2 * l - 1) * x * here - (l - 1) * before) / l];
      slope = (n * (x * here - before)) / (x * x - 1);
      x -= here / slope;
    }
    return { x, weight: 1 / ((1 - x * x) * slope * slope) };
  });
}

/** Harmonics at each point of the sphere, and the point's weight. */
const sphere: { y: Float64Array; weight: number }[] = gaussLegendre(POLAR).flatMap(
  ({ x: polar, weight }) =>
    Array.from({ length: AROUND }, (_, k) => {
      const [radius, angle] = [Math.sqrt(1 - polar * polar), (2 * Math.PI * k) / AROUND];
      const y = new Float64Array(HARMONIC_COMPONENTS);
      harmonics(radius * Math.sin(angle), polar, radius * Math.cos(angle), y);
      return { y, weight: weight / AROUND };
    }),
);

/**
 * Real 3j symbols of three degrees whose sum is even: the integral of three harmonics over the sphere (Gaunt), with
 * a sum of squares of 1 and a positive sign. Those of the published weights are the same.
 */
export function coupling(l1: number, l2: number, l3: number): CouplingEntry[] {
  const [o1, o2, o3] = [harmonicOffset(l1), harmonicOffset(l2), harmonicOffset(l3)];
  const found: CouplingEntry[] = [];
  for (let m1 = 0; m1 <= 2 * l1; m1++)
    for (let m2 = 0; m2 <= 2 * l2; m2++)
      for (let m3 = 0; m3 <= 2 * l3; m3++) {
        const value = sphere.reduce(
          (sum, { y, weight }) => sum + weight * y[o1 + m1]! * y[o2 + m2]! * y[o3 + m3]!,
          0,
        );
        if (Math.abs(value) > ZERO) found.push({ m1, m2, m3, value });
      }
  const norm = Math.sqrt(found.reduce((sum, { value }) => sum + value * value, 0));
  return found.map((entry) => ({ ...entry, value: entry.value / norm }));
}
