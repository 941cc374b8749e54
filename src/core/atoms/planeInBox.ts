import { add, cross, dot, norm, scale, sub, unit, type Vec3 } from '#core/math/vec3.ts';

/** A box with upright walls or leaning ones: a corner and its three edges, Å. */
export interface Box {
  readonly corner: Vec3;
  readonly edges: readonly [Vec3, Vec3, Vec3];
}

const CORNERS = [0, 1, 2, 3, 4, 5, 6, 7];

const cornerOf = ({ corner, edges }: Box, k: number): Vec3 =>
  edges.reduce((at, edge, axis) => ((k >> axis) & 1 ? add(at, edge) : at), corner);

/** The middle of a box. */
export const middleOf = ({ corner, edges }: Box): Vec3 =>
  edges.reduce((at, edge) => add(at, scale(edge, 0.5)), corner);

/**
 * The part of a plane inside a box.
 * @returns its corners in order around; fewer than three where they do not meet
 */
export function planeInBox(box: Box, normal: Vec3, through: Vec3): readonly Vec3[] {
  const found: Vec3[] = [];
  const isNew = (p: Vec3) => found.every((q) => norm(sub(p, q)) > 1e-6);
  for (const k of CORNERS)
    for (const axis of [0, 1, 2]) {
      if ((k >> axis) & 1) continue;
      const [from, edge] = [cornerOf(box, k), box.edges[axis]!];
      const along = dot(edge, normal);
      const start = dot(sub(through, from), normal);
      if (Math.abs(along) < 1e-9) continue;
      const t = start / along;
      const p = add(from, scale(edge, t));
      if (t > -1e-9 && t < 1 + 1e-9 && isNew(p)) found.push(p);
    }
  if (found.length < 3) return [];
  const centre = scale(
    found.reduce((sum, p) => add(sum, p)),
    1 / found.length,
  );
  const u = unit(sub(found[0]!, centre));
  const v = cross(normal, u);
  const angle = (p: Vec3) => Math.atan2(dot(sub(p, centre), v), dot(sub(p, centre), u));
  return found.toSorted((p, q) => angle(p) - angle(q));
}
