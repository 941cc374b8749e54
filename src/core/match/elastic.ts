import type { Mat3 } from '#core/math/mat3.ts';
import { det2, inverse2, type Mat2, mul2, polar2 } from '#core/math/plane2.ts';
import type { Surface } from '#core/surface/surface.ts';
import {
  type Elastic,
  planeRotation,
  rotateStiffness,
  type Stiffness,
  stiffnessOf,
  turnStiffness,
} from './stiffness.ts';
import type { PlaneStrain } from './strain.ts';

/** 1 GPa in meV/Å³. @see CODATA: 1 eV = 1.602176634e-19 J, exact since 2019 */
export const MEV_PER_ANG3_PER_GPA = 1e9 / 1.602176634e-19 / 1e27;
/** 1 eV/Å² in J/m². */
export const J_PER_M2_PER_EV_PER_ANG2 = 16.02176634;

/** What a slab does along its normal when its plane is strained: tensor strains, fractions. */
export interface NormalResponse {
  readonly zz: number;
  /** Shears of the plane's normal; zero where symmetry forbids them, so on every plane of high symmetry. */
  readonly xz: number;
  readonly yz: number;
}

/** In-plane Voigt indices, and those that the free surface relaxes. */
const HELD = [0, 1, 5] as const;
const FREE = [2, 3, 4] as const;

/** Stiffness of a crystal in the frame of one of its surfaces. @throws `recipe` as {@link stiffnessOf} */
export const surfaceStiffness = (
  elastic: Elastic,
  spaceGroup: number,
  lattice: Mat3,
  surface: Pick<Surface, 'plane' | 'directions'>,
): Stiffness =>
  rotateStiffness(
    stiffnessOf(elastic.cGPa, spaceGroup),
    planeRotation(lattice, surface.plane.coprime, surface.directions[0]),
  );

/**
 * Strains along the normal that leave a strained slab without stress on its faces: σzz = σxz = σyz = 0.
 * @param c in the frame of the strain, z along the normal
 */
export function normalResponse(c: Stiffness, strain: PlaneStrain): NormalResponse {
  const held = heldStrains(strain);
  const block = FREE.map((f) => FREE.map((g) => c[6 * f + g]!));
  const load = FREE.map(
    (f) => -HELD.reduce<number>((sum, h, k) => sum + c[6 * f + h]! * held[k]!, 0),
  );
  const [zz, yz, xz] = solve3(block, load);
  return { zz: zz!, xz: xz! / 2, yz: yz! / 2 };
}

/**
 * Elastic energy density, meV per Å³ of the unstrained crystal.
 * @param normal the strains along the normal; by default those that relax it
 */
export function energyDensity(
  c: Stiffness,
  strain: PlaneStrain,
  normal: NormalResponse = normalResponse(c, strain),
): number {
  const [xx, yy, xy] = heldStrains(strain);
  const e = [xx, yy, normal.zz, 2 * normal.yz, 2 * normal.xz, xy];
  let twice = 0;
  for (let i = 0; i < 6; i++) for (let j = 0; j < 6; j++) twice += e[i]! * c[6 * i + j]! * e[j]!;
  return (twice / 2) * MEV_PER_ANG3_PER_GPA;
}

/** xx, yy and the engineering shear γxy. */
const heldStrains = (s: PlaneStrain): readonly [number, number, number] => [s.xx, s.yy, 2 * s.xy];

/** A layer of a bilayer, its stiffness in its own surface frame. */
export interface ElasticLayer {
  readonly stiffness: Stiffness;
  readonly thicknessAng: number;
}

/**
 * How much of the strain the film should take so that film and substrate together hold the least elastic
 * energy, both relaxed along the normal. Exact for linear elasticity: with `filmShare` w as in
 * {@link import('./strain.ts').sharedCell} the film's strain is w·E and the substrate's −(1 − w)·E/(1 + E),
 * E the stretch between the cells, so the energy is w²·a + (1 − w)²·b and w = b / (a + b).
 * @param deformation x′ = x · f, from the film's supercell in its frame to the substrate's in its own
 * @returns the share, 0 to 1; 1 when the cells agree and nothing is strained
 */
export function optimalFilmShare(
  film: ElasticLayer,
  substrate: ElasticLayer,
  deformation: Mat2,
): number {
  const { stretch, angleRad } = polar2(deformation);
  const e = minusOne(stretch);
  const g = minusOne(inverse2(stretch));
  const filmEnergy =
    film.thicknessAng * energyDensity(turnStiffness(film.stiffness, angleRad), planeStrain(e));
  // Per area of the film: the substrate's unstrained area is larger by the determinant.
  const substrateEnergy =
    substrate.thicknessAng * det2(deformation) * energyDensity(substrate.stiffness, planeStrain(g));
  const sum = filmEnergy + substrateEnergy;
  return sum > 0 ? substrateEnergy / sum : 1;
}

const minusOne = (u: Mat2): Mat2 => [
  [u[0][0] - 1, u[0][1]],
  [u[1][0], u[1][1] - 1],
];
const planeStrain = (e: Mat2): PlaneStrain => ({ xx: e[0][0], yy: e[1][1], xy: e[0][1] });

/** Turn of a slab about its normal when its supercell becomes the interface cell. */
export const turnOf = (from: Mat2, to: Mat2): number => polar2(mul2(inverse2(from), to)).angleRad;

/** Cramer's rule; the block of a positive definite matrix is never singular. */
function solve3(m: readonly (readonly number[])[], b: readonly number[]): readonly number[] {
  const det = (p: readonly (readonly number[])[]): number =>
    p[0]![0]! * (p[1]![1]! * p[2]![2]! - p[1]![2]! * p[2]![1]!) -
    p[0]![1]! * (p[1]![0]! * p[2]![2]! - p[1]![2]! * p[2]![0]!) +
    p[0]![2]! * (p[1]![0]! * p[2]![1]! - p[1]![1]! * p[2]![0]!);
  const whole = det(m);
  return [0, 1, 2].map(
    (k) => det(m.map((row, i) => row.map((x, j) => (j === k ? b[i]! : x)))) / whole,
  );
}
