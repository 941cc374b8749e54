import { det2, type IntMat2, inverse2, mul2, polar2 } from '#core/math/plane2.ts';
import type { PlaneLattice } from './planeLattice.ts';
import { hermiteForm } from './superlattice.ts';

/** A pair of planar operations, one of each plane, that leaves the hand of an interface's map alone. */
interface PairOperation {
  readonly film: IntMat2;
  readonly substrate: IntMat2;
  /** Twist of the image: sign · twist + offsetRad. */
  readonly sign: 1 | -1;
  readonly offsetRad: number;
}

/** Supercell matrices whose rows lie on each other: what fixes an interface but for shift and distance. */
export interface RowPair {
  readonly film: IntMat2;
  readonly substrate: IntMat2;
}

/** The same pairing with the substrate's rows right-handed. */
export const rightHandedPair = ({ film, substrate }: RowPair): RowPair =>
  det2(substrate) > 0
    ? { film, substrate }
    : { film: [film[1], film[0]], substrate: [substrate[1], substrate[0]] };

export interface Equivalent extends RowPair {
  readonly twistRad: number;
}

/**
 * The pairs of operations under which two interfaces are the same: both proper, or both mirrors.
 * @param hand −1 for the film's mirror image, whose frame turns the other way
 */
export function pairOperations(
  film: PlaneLattice,
  substrate: PlaneLattice,
  hand: 1 | -1,
): readonly PairOperation[] {
  return film.symmetry.flatMap((f) =>
    substrate.symmetry
      .filter((s) => det2(s) === det2(f))
      .map((s) => ({
        film: f,
        substrate: s,
        sign: det2(f) > 0 ? 1 : -1,
        offsetRad: angleOf(substrate, s) - hand * angleOf(film, f),
      })),
  );
}

/** An operation takes the direction φ to angle + φ (proper) or angle − φ (mirror). */
function angleOf({ cell }: PlaneLattice, operation: IntMat2): number {
  const map = mul2(mul2(inverse2(cell), operation), cell);
  if (det2(operation) > 0) return polar2(map).angleRad;
  return Math.atan2(map[0][1], map[0][0]);
}

/** Every equivalent form of an interface, with its twist; itself among them. */
export const orbitOf = (
  pair: RowPair,
  twistRad: number,
  operations: readonly PairOperation[],
): readonly Equivalent[] =>
  operations.map((o) => ({
    film: mul2(pair.film, o.film),
    substrate: mul2(pair.substrate, o.substrate),
    twistRad: wrapAngle(o.sign * twistRad + o.offsetRad),
  }));

/** Angle in (−π, π], −π with its rounding counted as π. */
export function wrapAngle(rad: number): number {
  const turned = rad - 2 * Math.PI * Math.round(rad / (2 * Math.PI));
  return turned < -Math.PI + 1e-9 ? turned + 2 * Math.PI : turned;
}

/** The same for any choice of the paired rows: the film's Hermite form and what its rows lie on. */
function rowFree({ film, substrate }: RowPair): readonly number[] {
  const { form, transform } = hermiteForm(film);
  const [u, w] = mul2(transform, substrate);
  return [...form[0], ...form[1], ...u, ...w];
}

/** One text for all choices of the paired rows, in exact integers. */
export const pairKey = (pair: RowPair): string => rowFree(pair).join();

export function isBefore(a: readonly number[], b: readonly number[]): boolean {
  const at = a.findIndex((x, i) => x !== b[i]);
  return at >= 0 && a[at]! < b[at]!;
}

/** Twists closer than this are a tie, rad. */
const SAME_TWIST = 1e-7;

/** The form to show: least turned, of ±θ the positive one, then the first in integers. */
export function leastTurned(orbit: readonly Equivalent[]): Equivalent {
  return orbit.reduce((best, next) => {
    const smaller = Math.abs(best.twistRad) - Math.abs(next.twistRad);
    if (Math.abs(smaller) > SAME_TWIST) return smaller > 0 ? next : best;
    if (Math.abs(best.twistRad - next.twistRad) > SAME_TWIST)
      return next.twistRad > best.twistRad ? next : best;
    return isBefore(rowFree(next), rowFree(best)) ? next : best;
  });
}
