/**
 * Numbers of a (001) film of a diamond or zinc-blende crystal, for which both formulas are written: misfit dislocations
 * of the 60° kind, Burgers vector a/2 ⟨110⟩, gliding on {111}.
 */
export interface MisfitFilm {
  /** (l_film − l_substrate) / l_substrate, a fraction; only its size counts. */
  readonly mismatch: number;
  /** Poisson's ratio of the film. */
  readonly poisson: number;
  /** Lattice constant of the film, Å. */
  readonly latticeAng: number;
}

/** Length of the Burgers vector a/2 ⟨110⟩, Å. */
export const burgersAng = (latticeAng: number): number => latticeAng / Math.SQRT2;

/**
 * Poisson's ratio along the cube axes of a cubic crystal: what it contracts along [010] for a pull along [100].
 * @param c11 @param c12 in the same unit
 */
export const poissonRatio = (c11: number, c12: number): number => c12 / (c11 + c12);

/** Angle between a 60° dislocation and its Burgers vector, and between that and the direction across it: both 60°. */
const COS = 0.5;

/**
 * Thickness from which a threading dislocation is bent over into the interface by the misfit stress against its own line
 * tension: h = b (1 − ν cos²θ) / (8π f (1 + ν) cos λ) · (ln(h/b) + 1). One film with a free surface; the layers of a
 * multilayer bear about four times as much.
 * @returns Å; infinite without mismatch; null where the formula has no solution: the mismatch is so large that the film
 *   would have to be thinner than the core of a dislocation
 * @see J. W. Matthews, A. E. Blakeslee, J. Cryst. Growth 27, 118 (1974), doi 10.1016/S0022-0248(74)80055-2
 */
export function matthewsBlakesleeAng(film: MisfitFilm): number | null {
  const { poisson: nu, latticeAng } = film;
  const f = Math.abs(film.mismatch);
  if (f === 0) return Number.POSITIVE_INFINITY;
  const scale = (1 - nu * COS * COS) / (8 * Math.PI * f * (1 + nu) * COS);
  return times(burgersAng(latticeAng), largestRoot(scale, 1));
}

/**
 * Thickness at which the strain energy of an area of the film is that of a screw dislocation at this distance from the
 * surface: h = (1 − ν) / (1 + ν) · 1 / (16π√2) · b² / a · 1 / f² · ln(h/b).
 * @returns Å; infinite without mismatch; null where the formula has no solution
 * @see R. People, J. C. Bean, Appl. Phys. Lett. 47, 322 (1985), doi 10.1063/1.96206; erratum 49, 229 (1986), doi 10.1063/1.97637
 */
export function peopleBeanAng(film: MisfitFilm): number | null {
  const { poisson: nu, latticeAng: a } = film;
  const f = Math.abs(film.mismatch);
  if (f === 0) return Number.POSITIVE_INFINITY;
  const b = burgersAng(a);
  const scale = (((1 - nu) / (1 + nu)) * b) / (16 * Math.PI * Math.SQRT2 * a * f * f);
  return times(b, largestRoot(scale, 0));
}

const times = (lengthAng: number, root: number | null) => (root === null ? null : lengthAng * root);

/**
 * The larger x of x = k (ln x + c): x − k (ln x + c) is least at x = k, so that there are two solutions where it is
 * negative there, and none where it is not. The smaller one, below the core of a dislocation, means nothing.
 */
function largestRoot(k: number, c: number): number | null {
  const rest = (x: number) => x - k * (Math.log(x) + c);
  if (rest(k) > 0) return null;
  let [low, high] = [k, 2 * k + 2];
  while (rest(high) < 0) high *= 2;
  for (let i = 0; i < 80; i++) {
    const middle = (low + high) / 2;
    if (rest(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
