import { hypot } from '#core/math/hypot.ts';
import { type Cell2, det2, inverse2, type Mat2, mul2, polar2, shapeOf } from '#core/math/plane2.ts';

/** Film against substrate, unstrained supercells; fractions, positive when the film is larger. */
export interface Mismatch {
  /** (l_film − l_substrate) / l_substrate along a. */
  readonly a: number;
  readonly b: number;
  /** γ_film − γ_substrate, degrees. */
  readonly gammaDeg: number;
  /** (A_film − A_substrate) / A_substrate. */
  readonly area: number;
}

/** Lengths and angle (rad) farther apart than this were never meant to lie on each other. */
const UNFIT = 0.15;

/** Whether two supercells plainly do not belong together, as after a change of crystal or plane. */
export const isUnfit = ({ a, b, gammaDeg }: Mismatch): boolean =>
  !(Math.abs(a) <= UNFIT && Math.abs(b) <= UNFIT && Math.abs(gammaDeg) * DEGREE <= UNFIT);

const DEGREE = Math.PI / 180;

/** ε = U − 1 in the frame of the interface cell (x along a), U the stretch left after the rotation. */
export interface PlaneStrain {
  readonly xx: number;
  readonly yy: number;
  readonly xy: number;
}

export function mismatchOf(film: Cell2, substrate: Cell2): Mismatch {
  const [f, s] = [shapeOf(film), shapeOf(substrate)];
  return {
    a: (f.aAng - s.aAng) / s.aAng,
    b: (f.bAng - s.bAng) / s.bAng,
    gammaDeg: ((f.gammaRad - s.gammaRad) * 180) / Math.PI,
    area: (f.areaAng2 - s.areaAng2) / s.areaAng2,
  };
}

/**
 * In-plane deformation that takes one cell to another, x′ = x · f (row vectors).
 * @returns `f` with from · f = to
 */
export const deformation = (from: Cell2, to: Cell2): Mat2 => mul2(inverse2(from), to);

/** Strain that a slab takes when its supercell becomes the interface cell; any rotation is removed. */
export function strainOf(supercell: Cell2, interfaceCell: Cell2): PlaneStrain {
  const { stretch } = polar2(deformation(supercell, interfaceCell));
  return { xx: stretch[0][0] - 1, yy: stretch[1][1] - 1, xy: stretch[0][1] };
}

/**
 * The cell that two supercells share, a along x. The film takes the fraction `filmShare` of the way to
 * the substrate along the stretch between them (rotation removed): 1 strains the film only, 0 the substrate only.
 */
export function sharedCell(film: Cell2, substrate: Cell2, filmShare: number): Cell2 {
  const { stretch } = polar2(deformation(film, substrate));
  const part: Mat2 = [
    [1 + filmShare * (stretch[0][0] - 1), filmShare * stretch[0][1]],
    [filmShare * stretch[1][0], 1 + filmShare * (stretch[1][1] - 1)],
  ];
  // film · R = substrate · stretch⁻¹, so the rotation need not be formed.
  return alongX(mul2(mul2(substrate, inverse2(stretch)), part));
}

/** The same cell turned so that a lies along x. */
export function alongX(cell: Cell2): Cell2 {
  const [a, b] = cell;
  const length = hypot(...a);
  return [
    [length, 0],
    [(a[0] * b[0] + a[1] * b[1]) / length, det2(cell) / length],
  ];
}
