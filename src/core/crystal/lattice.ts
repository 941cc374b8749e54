import { EpistackError } from '#core/errors.ts';
import { det, row } from '#core/math/mat3.ts';
import { dot, norm } from '#core/math/vec3.ts';

/** Edge lengths in Å, angles in degrees: the form people write. */
export interface CellParameters {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
}

/** Smallest |V| / (abc) of a usable cell. Relative, so it holds in Å and nm alike. */
const MIN_FILL = 1e-4;

/**
 * Rows of a right-handed cell with a along x and b in the xy plane.
 * @throws `bad-lattice` when a length is not positive or the angles close no volume
 */
export function latticeFromParameters(p: CellParameters): Float64Array {
  for (const key of ['a', 'b', 'c', 'alpha', 'beta', 'gamma'] as const) checkParameter(key, p[key]);
  const [ca, cb, cg] = [cosDeg(p.alpha), cosDeg(p.beta), cosDeg(p.gamma)];
  const sg = Math.sqrt(1 - cg * cg);
  const cy = (ca - cb * cg) / sg;
  const cz2 = 1 - cb * cb - cy * cy;
  if (!(cz2 * sg * sg > MIN_FILL * MIN_FILL))
    throw new EpistackError({ code: 'bad-lattice', reason: 'no cell has these three angles' });
  return Float64Array.of(
    p.a,
    0,
    0,
    p.b * cg,
    p.b * sg,
    0,
    p.c * cb,
    p.c * cy,
    p.c * Math.sqrt(cz2),
  );
}

/** @throws `bad-lattice` for what is no length and no angle */
export function checkParameter(key: keyof CellParameters, value: number): void {
  const isAngle = key.length > 1;
  if (value > 0 && value < (isAngle ? 180 : 1e4)) return;
  const reason = isAngle ? `${value}° is not between 0° and 180°` : `${value} Å is no length`;
  throw new EpistackError({ code: 'bad-lattice', reason: `${key} = ${reason}` });
}

/** Cosine that is exact where people write exact angles: 60°, 90°, 120°. */
function cosDeg(deg: number): number {
  if (deg === 90) return 0;
  if (deg === 60) return 0.5;
  if (deg === 120) return -0.5;
  return Math.cos((deg * Math.PI) / 180);
}

/** The inverse reading of {@link latticeFromParameters}. */
export function cellParameters(lattice: ArrayLike<number>): CellParameters {
  const [a, b, c] = [row(lattice, 0), row(lattice, 1), row(lattice, 2)];
  const angle = (u: typeof a, v: typeof a) =>
    (Math.acos(Math.min(1, Math.max(-1, dot(u, v) / (norm(u) * norm(v))))) * 180) / Math.PI;
  return {
    a: norm(a),
    b: norm(b),
    c: norm(c),
    alpha: angle(b, c),
    beta: angle(a, c),
    gamma: angle(a, b),
  };
}

/** Relative difference of a and b, and cosine beyond 90° or 120°, that a file's digits explain. */
const HEXAGONAL_TOLERANCE = 1e-3;

/** Whether four indices have a meaning: a = b, α = β = 90°, γ = 120°. */
export function areHexagonalAxes(lattice: ArrayLike<number>): boolean {
  const [a, b, c] = [row(lattice, 0), row(lattice, 1), row(lattice, 2)];
  const cosine = (u: typeof a, v: typeof a) => dot(u, v) / (norm(u) * norm(v));
  const near = (x: number, y: number) => Math.abs(x - y) < HEXAGONAL_TOLERANCE;
  return (
    near(norm(a) / norm(b), 1) &&
    near(cosine(b, c), 0) &&
    near(cosine(a, c), 0) &&
    near(cosine(a, b), -0.5)
  );
}

/** @throws `bad-lattice` unless the rows span a volume (NaN is refused too) */
export function checkLattice(lattice: ArrayLike<number>): void {
  const fill =
    Math.abs(det(lattice)) /
    (norm(row(lattice, 0)) * norm(row(lattice, 1)) * norm(row(lattice, 2)));
  if (!(fill > MIN_FILL))
    throw new EpistackError({
      code: 'bad-lattice',
      reason: 'the three vectors lie in one plane and span no volume',
    });
}
