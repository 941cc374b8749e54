import { EpistackError } from '#core/errors.ts';
import { det, fromRows, inverse, mulCol } from '#core/math/mat3.ts';
import { cross, dot, mapTuple, norm, sub, unit, type Vec3 } from '#core/math/vec3.ts';

/** All points x with n · x ≤ d; n of length 1. */
export interface HalfSpace {
  readonly normal: Vec3;
  /** Above 0: the origin is inside. */
  readonly distanceAng: number;
}

/** The body that half-spaces have in common. */
export interface Polyhedron {
  readonly vertices: readonly Vec3[];
  /** One a half-space, in their order: area in Å², 0 where others cut the face away. */
  readonly areasAng2: readonly number[];
  readonly volumeAng3: number;
  /** Distance of the farthest vertex from the origin. */
  readonly reachAng: number;
}

/** |det| of three unit normals below which their planes meet in no point. */
const PARALLEL = 1e-9;
/** Points this far beyond a plane, as part of the body's size, still lie on it. */
const ON_PLANE = 1e-9;
/** How much farther out than the farthest plane a body that is closed may reach. */
const OPEN = 1e4;

/**
 * Vertices, faces and volume of a convex body around the origin.
 * @throws `setting` where the half-spaces leave it open
 */
export function polyhedron(halfSpaces: readonly HalfSpace[]): Polyhedron {
  const farthest = Math.max(0, ...halfSpaces.map(({ distanceAng }) => distanceAng));
  const box = OPEN * farthest;
  const walls = [0, 1, 2].flatMap((k) =>
    [1, -1].map(
      (sign): HalfSpace => ({
        normal: mapTuple([0, 1, 2], (j) => (j === k ? sign : 0)),
        distanceAng: box,
      }),
    ),
  );
  const planes = [...halfSpaces, ...walls];
  const vertices: { at: Vec3; on: readonly number[] }[] = [];
  for (let i = 0; i < planes.length; i++)
    for (let j = i + 1; j < planes.length; j++)
      for (let k = j + 1; k < planes.length; k++) {
        const at = meeting(planes[i]!, planes[j]!, planes[k]!);
        if (at === null) continue;
        const slack = ON_PLANE * Math.max(farthest, norm(at));
        if (planes.some(({ normal, distanceAng }) => dot(normal, at) > distanceAng + slack))
          continue;
        if (vertices.some((v) => norm(sub(v.at, at)) < 1e-6 * farthest)) continue;
        const on = [...planes.keys()].filter(
          (p) => dot(planes[p]!.normal, at) > planes[p]!.distanceAng - 1e-6 * farthest,
        );
        vertices.push({ at, on });
      }
  if (vertices.length < 4 || vertices.some(({ on }) => on.some((p) => p >= halfSpaces.length)))
    throw new EpistackError({
      code: 'setting',
      field: 'facets',
      expected: 'faces that enclose the particle on all sides: more of them, or a sphere',
    });
  const areasAng2 = halfSpaces.map((plane, p) =>
    faceArea(
      plane.normal,
      vertices.filter(({ on }) => on.includes(p)).map(({ at }) => at),
    ),
  );
  return {
    vertices: vertices.map(({ at }) => at),
    areasAng2,
    volumeAng3: areasAng2.reduce((v, area, p) => v + (area * halfSpaces[p]!.distanceAng) / 3, 0),
    reachAng: Math.max(...vertices.map(({ at }) => norm(at))),
  };
}

function meeting(p: HalfSpace, q: HalfSpace, r: HalfSpace): Vec3 | null {
  const normals = fromRows(p.normal, q.normal, r.normal);
  if (Math.abs(det(normals)) < PARALLEL) return null;
  return mulCol(inverse(normals), [p.distanceAng, q.distanceAng, r.distanceAng]);
}

/** Area of the convex polygon that points in a plane are the corners of. */
function faceArea(normal: Vec3, corners: readonly Vec3[]): number {
  if (corners.length < 3) return 0;
  const middle = corners.reduce<Vec3>(
    (s, c) => [
      s[0] + c[0] / corners.length,
      s[1] + c[1] / corners.length,
      s[2] + c[2] / corners.length,
    ],
    [0, 0, 0],
  );
  const along = unit(sub(corners[0]!, middle));
  const across = cross(normal, along);
  const around = corners
    .map((c) => sub(c, middle))
    .map((c): readonly [number, number] => [dot(c, along), dot(c, across)])
    .toSorted((p, q) => Math.atan2(p[1], p[0]) - Math.atan2(q[1], q[0]));
  return (
    around.reduce((sum, [x, y], k) => {
      const [u, v] = around[(k + 1) % around.length]!;
      return sum + x * v - y * u;
    }, 0) / 2
  );
}
