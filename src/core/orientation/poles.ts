import type { Crystal } from '#core/crystal/crystal.ts';
import { areHexagonalAxes } from '#core/crystal/lattice.ts';
import { gcd, type IntVec3 } from '#core/math/integer.ts';
import { inverse, type Mat3, mulCol, mulRow } from '#core/math/mat3.ts';
import { mapTuple, norm, unit, type Vec3 } from '#core/math/vec3.ts';
import { spacedIndices } from '#core/surface/miller.ts';
import { laueRotations } from './laueClass.ts';

/** The normal of planes (hkl), or a direction [uvw]. */
export type PoleKind = 'plane' | 'direction';

/** A plane normal or direction of a crystal, without a sense: of the two, the one written with fewer minus signs. */
export interface Pole {
  readonly kind: PoleKind;
  /** Three, coprime, on the conventional axes. */
  readonly indices: IntVec3;
  /** First of its family: what symmetry makes of one plane or direction. */
  readonly family: IntVec3;
  /** Unit vector on the crystal's own Cartesian axes. */
  readonly along: Vec3;
}

/** The largest index of poles that may be asked for. */
export const MAX_POLE_INDEX = 4;

/** Where the normal of (hkl), or [uvw], points on the Cartesian axes of a lattice. */
export const vectorOf = (lattice: Mat3, kind: PoleKind, indices: Vec3): Vec3 =>
  kind === 'plane' ? mulCol(inverse(lattice), indices) : mulRow(indices, lattice);

/** The inverse of {@link vectorOf}; not whole numbers but for planes and directions of the lattice. */
const indicesOf = (lattice: Mat3, kind: PoleKind, vector: Vec3): Vec3 =>
  kind === 'plane' ? mulCol(lattice, vector) : mulRow(vector, inverse(lattice));

/** Indices of a cell that is not the symmetric one are fractions with a denominator up to this. */
const LARGEST_FACTOR = 12;

/** The smallest whole numbers in the same proportion. */
function wholeIndices(v: Vec3): IntVec3 {
  for (let factor = 1; factor <= LARGEST_FACTOR; factor++) {
    const whole = mapTuple(v, (x) => Math.round(factor * x) + 0);
    if (whole.some((x, k) => Math.abs(x - factor * v[k]!) > 0.02)) continue;
    const divisor = whole.reduce((g, x) => gcd(g, x), 0);
    return mapTuple(whole, (x) => x / divisor + 0);
  }
  return mapTuple(v, (x) => Math.round(x) + 0);
}

/** All poles with no index above a limit, family by family, simple ones first. */
export function polesOf(crystal: Crystal, kind: PoleKind, maxIndex: number): readonly Pole[] {
  const { lattice } = crystal;
  const rotations = laueRotations(crystal);
  const seen = new Set<string>();
  const out: Pole[] = [];
  for (const first of candidates(maxIndex)) {
    if (seen.has(first.join())) continue;
    const vector = vectorOf(lattice, kind, first);
    for (const rotation of rotations) {
      const turned = mulCol(rotation, vector);
      const image = withoutSense(wholeIndices(indicesOf(lattice, kind, turned)));
      if (seen.has(image.join())) continue;
      seen.add(image.join());
      // Symmetry may take low indices to higher ones, on hexagonal axes above all: the family stays whole.
      out.push({
        kind,
        indices: image,
        family: first,
        along: unit(vectorOf(lattice, kind, image)),
      });
    }
  }
  return out;
}

/** Coprime indices without a sense up to a limit, the simplest first; of a family the one without minus signs. */
function candidates(maxIndex: number): readonly IntVec3[] {
  const range = Array.from({ length: 2 * maxIndex + 1 }, (_, k) => k - maxIndex);
  return range
    .flatMap((h) => range.flatMap((k) => range.map((l): IntVec3 => [h, k, l])))
    .filter((v) => gcd(gcd(v[0], v[1]), v[2]) === 1 && withoutSense(v).join() === v.join())
    .sort((p, q) => complexity(p) - complexity(q) || minuses(p) - minuses(q) || isLater(p, q));
}

/** Sum of the squares of the indices: how simple they are. */
export const complexity = ([h, k, l]: Vec3): number => h * h + k * k + l * l;
const minuses = (v: IntVec3): number => v.filter((x) => x < 0).length;
/** Larger indices first: (1 0 0) before (0 0 1). */
const isLater = (p: IntVec3, q: IntVec3): number => q[0] - p[0] || q[1] - p[1] || q[2] - p[2];

/** Chooses between a vector and its opposite: fewer minus signs, then the last index not negative. */
export function withoutSense(v: IntVec3): IntVec3 {
  const opposite = mapTuple(v, (x) => -x + 0);
  const plain = mapTuple(v, (x) => x + 0);
  if (minuses(plain) !== minuses(opposite))
    return minuses(plain) < minuses(opposite) ? plain : opposite;
  for (const k of [0, 1, 2] as const)
    if (plain[k] !== opposite[k]) return plain[k] > opposite[k] ? plain : opposite;
  return plain;
}

/** Whether indices are written in fours. */
export const hasFourIndices = (crystal: Pick<Crystal, 'lattice'>): boolean =>
  areHexagonalAxes(crystal.lattice);

/** The four indices of hexagonal axes: (h k i l) with i = −h − k, or [U V T W] of Weber in smallest whole numbers. */
export function fourIndices(kind: PoleKind, [u, v, w]: IntVec3): readonly number[] {
  if (kind === 'plane') return [u, v, -(u + v) + 0, w];
  const whole = [2 * u - v, 2 * v - u, -(u + v), 3 * w];
  const divisor = whole.reduce((g, x) => gcd(g, x), 0);
  return whole.map((x) => x / divisor + 0);
}

const BRACKETS = {
  plane: { one: '()', family: '{}' },
  direction: { one: '[]', family: '⟨⟩' },
} as const;

/** "(1 −1 0)", "[0 0 0 1]", or of a family "{1 1 0}", "⟨1 1 −2 0⟩". */
export function poleText(
  crystal: Pick<Crystal, 'lattice'>,
  kind: PoleKind,
  indices: IntVec3,
  of: 'one' | 'family' = 'one',
): string {
  const [open, close] = BRACKETS[kind][of];
  const shown = hasFourIndices(crystal) ? fourIndices(kind, indices) : indices;
  return `${open}${spacedIndices(shown)}${close}`;
}

/** The angle between two lines, 0 … 90°. */
export function angleBetweenDeg(p: Vec3, q: Vec3): number {
  const along = Math.abs(p[0] * q[0] + p[1] * q[1] + p[2] * q[2]);
  // Of cross and dot product, so that small angles keep their digits.
  const across = norm([
    p[1] * q[2] - p[2] * q[1],
    p[2] * q[0] - p[0] * q[2],
    p[0] * q[1] - p[1] * q[0],
  ]);
  return (Math.atan2(across, along) * 180) / Math.PI;
}
