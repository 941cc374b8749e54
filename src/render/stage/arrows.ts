import { mulRow } from '#core/math/mat3.ts';
import { add, cross, norm, scale, unit, type Vec3 } from '#core/math/vec3.ts';
import { cellsOf, isInBlock } from '#render/gpu/block.ts';
import type { DrawnAtoms } from '#render/gpu/buffers.ts';

/** Of an arrow's head, as a share of the arrow, and at most, Å. */
const HEAD = { share: 0.3, mostAng: 0.6, wide: 0.4 } as const;
/** Shorter ones are left out, Å. */
const LEAST_ANG = 1e-3;
/** Where there are more balls, repeated cells have no arrows: they would be a thicket. */
const MOST_COPIED = 10_000;

/** A line of an arrow, relative to the scene's origin, Å. */
export interface ArrowLine {
  readonly from: Vec3;
  readonly to: Vec3;
  /** Whether its atom is the cell's own, an image that completes it, or one of a repeated cell. */
  readonly of: 'own' | 'completing' | 'repeated';
}

/**
 * Lines of the arrows at all balls that are drawn. An arrow has the length of its vector and begins at the surface of its
 * ball, which would hide it from its middle on.
 * @param vectors 3 per atom, Å; none where they are not known
 * @param atomScale multiplies the radii
 */
export function arrowLines(
  drawn: DrawnAtoms,
  vectors: ArrayLike<number>,
  atomScale: number,
): readonly ArrowLine[] {
  const { block, lattice, shift, source, spheres } = drawn;
  const copies = cellsOf(block);
  const out: ArrowLine[] = [];
  for (const copy of drawn.count * copies.length > MOST_COPIED ? [HOME] : copies) {
    const aside = mulRow(copy, lattice);
    for (let k = 0; k < drawn.count; k++) {
      const i = 3 * source[k]!;
      const vector: Vec3 = [vectors[i]!, vectors[i + 1]!, vectors[i + 2]!];
      const length = norm(vector);
      const radiusAng = spheres[4 * k + 3]! * atomScale;
      // The negated form also leaves out what is not known.
      if (!(length > LEAST_ANG) || radiusAng === 0) continue;
      const cells = [0, 1, 2].map((x) => copy[x]! + shift[3 * k + x]!) as [number, number, number];
      const isImage = [0, 1, 2].some((x) => shift[3 * k + x] !== 0);
      // An image that completes the cell is an atom of the next copy, where there is one.
      if (isImage && isInBlock(block, cells)) continue;
      const of = cells.every((n) => n === 0)
        ? 'own'
        : copy.every((n) => n === 0)
          ? 'completing'
          : 'repeated';
      const along = unit(vector);
      const centre = add([spheres[4 * k]!, spheres[4 * k + 1]!, spheres[4 * k + 2]!], aside);
      const from = add(centre, scale(along, radiusAng));
      const tip = add(from, vector);
      out.push({ from, to: tip, of });
      const side = unit(cross(along, Math.abs(along[2]) < 0.9 ? [0, 0, 1] : [1, 0, 0]));
      const back = Math.min(HEAD.mostAng, HEAD.share * length);
      for (const way of [side, cross(along, side)])
        for (const sign of [1, -1])
          out.push({
            from: tip,
            to: add(tip, add(scale(along, -back), scale(way, sign * HEAD.wide * back))),
            of,
          });
    }
  }
  return out;
}

const HOME = [0, 0, 0] as const;

/** The share of the page's colour that an arrow takes, as its atom does. */
export const paleOf = (
  { of }: ArrowLine,
  pale: { readonly completing: number; readonly repeated: number },
): number => (of === 'own' ? 0 : pale[of]);
