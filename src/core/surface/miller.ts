import { EpistackError } from '#core/errors.ts';
import { trueMinus } from '#core/math/decimals.ts';
import { gcd, type IntVec3 } from '#core/math/integer.ts';
import { inverse, type Mat3, mulCol } from '#core/math/mat3.ts';
import { mapTuple, norm } from '#core/math/vec3.ts';

/** Indices beyond this name planes so dense in lattice points that no slab of them is meant. */
export const MAX_INDEX = 30;

/**
 * Three or four indices as people write them: "1 1 0", "1,1,0", "110", "-2,0,1", "2̄ 0 1" (a bar over the digit),
 * with any sort of minus. Brackets are the caller's.
 * @returns null for anything else; whether the indices name a plane is for `planeOf` to say
 */
export function readIndices(text: string): readonly number[] | null {
  const clean = text
    .normalize('NFD')
    .replace(/(\d)[\u0304\u0305]/g, '-$1')
    .replace(/[−–—‐‑]/g, '-')
    .replace(/([-+])\s+/g, '$1')
    .trim();
  const isCompact = /^(-?\d){3,4}$/.test(clean);
  const parts = isCompact ? clean.match(/-?\d/g)! : clean.split(/\s*,\s*|\s+/);
  const isRead =
    (parts.length === 3 || parts.length === 4) && parts.every((p) => /^[-+]?\d+$/.test(p));
  // "+ 0" turns a negative zero into zero.
  return isRead ? parts.map((p) => Number(p) + 0) : null;
}

/** Three whole numbers that are not all 0, of a plane or a direction, written as `readIndices` takes them. */
export function readThreeIndices(text: string): IntVec3 | null {
  const [h, k, l, ...more] = readIndices(text) ?? [];
  if (h === undefined || k === undefined || l === undefined || more.length > 0) return null;
  return h === 0 && k === 0 && l === 0 ? null : [h, k, l];
}

/** "211", or "−1 1 12" where digits run together would be read wrongly. */
export const indexText = (indices: readonly number[]): string =>
  trueMinus(indices.join(indices.some((x) => Math.abs(x) > 9) ? ' ' : ''));

/** As fields show what is typed, with true minus signs: −1 0 1. */
export const spacedIndices = (indices: readonly number[]): string => trueMinus(indices.join(' '));

/** A plane as people write it: (−1 0 1). */
export const hklText = (hkl: readonly number[]): string => `(${spacedIndices(hkl)})`;

/** Indices that can be those of a plane or a direction: not all zero, none beyond what is ever meant. */
export function readPlane(text: string): readonly number[] | null {
  const indices = readIndices(text);
  const isPlane = indices?.some((x) => x !== 0) && indices.every((x) => Math.abs(x) <= MAX_INDEX);
  return isPlane ? indices : null;
}

/** A plane as given and as cut: (2 2 0) is cut as (1 1 0), and keeps its own spacing. */
export interface Plane {
  /** Three indices as given (the redundant one of four removed), maybe with a common factor. */
  readonly hkl: IntVec3;
  /** The same orientation in coprime indices. */
  readonly coprime: IntVec3;
}

/**
 * Checks three or four integers (hexagonal axes: h k i l with i = −h − k).
 * @throws `bad-plane`
 */
export function planeOf(indices: readonly number[]): Plane {
  const refuse = (reason: string) => new EpistackError({ code: 'bad-plane', hkl: indices, reason });
  if (!indices.every((x) => Number.isInteger(x) && Math.abs(x) <= MAX_INDEX))
    throw refuse(`indices are integers from −${MAX_INDEX} to ${MAX_INDEX}`);
  if (indices.length !== 3 && indices.length !== 4)
    throw refuse('three indices, or four on hexagonal axes');
  if (indices.length === 4 && indices[2] !== -(indices[0]! + indices[1]!) + 0)
    throw refuse('in four indices h k i l, i is −h − k');
  // "+ 0" turns a negative zero into zero.
  const hkl: IntVec3 = [indices[0]! + 0, indices[1]! + 0, indices.at(-1)! + 0];
  const divisor = gcd(gcd(hkl[0], hkl[1]), hkl[2]);
  if (divisor === 0) throw refuse('(0 0 0) is no plane');
  return { hkl, coprime: mapTuple(hkl, (x) => x / divisor + 0) };
}

/** Spacing d of the planes (hkl) of a lattice, Å: 1/|g|, a common factor kept: d(220) = d(110)/2. */
export const dSpacingAng = (lattice: Mat3, hkl: IntVec3): number =>
  1 / norm(mulCol(inverse(lattice), hkl));
