import { cross, dot, norm, scale, sub, unit, type Vec3 } from './vec3.ts';

/** The surface of a convex body: each face a flat polygon, seen from outside counter-clockwise. */
export interface Hull {
  /** Points of each face by number, in order around it. */
  readonly faces: readonly (readonly number[])[];
}

/** Points farther than this from a plane, as a fraction of the body's size, do not lie on it. */
const FLAT = 1e-3;

/** A point higher than this over a triangle, as a fraction of the body's size, is outside of it: more than rounding. */
const OUTSIDE = 1e-9;

type Triangle = readonly [number, number, number];

/**
 * The convex hull of a few points, for the ligands of one atom, not for clouds. Points on one plane make one face, so that
 * a cube has six of them. However little the points are off a plane, faces neither overlap nor leave a gap: cut into fans,
 * they are no more than 2n − 4 triangles.
 * @returns no faces where all points lie on a plane
 */
export function convexHull(points: readonly Vec3[]): Hull {
  const n = points.length;
  const middle = scale(
    points.reduce<Vec3>((s, p) => [s[0] + p[0], s[1] + p[1], s[2] + p[2]], [0, 0, 0]),
    1 / Math.max(1, n),
  );
  const size = Math.max(0, ...points.map((p) => norm(sub(p, middle))));
  const first = firstBody(points, FLAT * size);
  if (!first) return { faces: [] };
  let body = first;
  for (let p = 0; p < n; p++) {
    const heights = new Map(body.map((t) => [t, heightOver(points, t, p)]));
    const highest = body.reduce((s, t) => (heights.get(t)! > heights.get(s)! ? t : s));
    if (!(heights.get(highest)! > OUTSIDE * size)) continue;
    const seen = patchAbout(highest, body, (t) => heights.get(t)! > OUTSIDE * size);
    body = [
      ...body.filter((t) => !seen.includes(t)),
      ...rimOf(seen).map(([from, to]): Triangle => [from, to, p]),
    ];
  }
  return { faces: joined(points, body, FLAT * size) };
}

/** Twice the area of a triangle, along its normal. */
const across = (points: readonly Vec3[], [i, j, k]: Triangle): Vec3 =>
  cross(sub(points[j]!, points[i]!), sub(points[k]!, points[i]!));

/** Of a point over the plane of a triangle; none over one without an area. */
function heightOver(points: readonly Vec3[], triangle: Triangle, p: number): number {
  const normal = across(points, triangle);
  const length = norm(normal);
  return length > 0 ? dot(sub(points[p]!, points[triangle[0]]!), normal) / length : 0;
}

/** The largest tetrahedron found by going farthest thrice; null where all lie on a plane. */
function firstBody(points: readonly Vec3[], flatAng: number): readonly Triangle[] | null {
  const farthest = (far: (p: number) => number): number => {
    let best = 0;
    for (let p = 1; p < points.length; p++) if (far(p) > far(best)) best = p;
    return best;
  };
  if (points.length < 4) return null;
  const i = farthest((p) => norm(sub(points[p]!, points[0]!)));
  const j = farthest((p) => norm(sub(points[p]!, points[i]!)));
  const k = farthest((p) => norm(across(points, [i, j, p])));
  const l = farthest((p) => Math.abs(heightOver(points, [i, j, k], p)));
  const height = heightOver(points, [i, j, k], l);
  if (!(Math.abs(height) > flatAng)) return null;
  const [a, b] = height < 0 ? [j, k] : [k, j];
  return [
    [i, a, b],
    [i, b, l],
    [b, a, l],
    [a, i, l],
  ];
}

const SIDES = [
  [0, 1],
  [1, 2],
  [2, 0],
] as const;

/** Sides of some triangles that no two of them share, each in the sense of its triangle. */
function rimOf(triangles: readonly Triangle[]): readonly (readonly [number, number])[] {
  const sides = triangles.flatMap((t) => SIDES.map(([p, q]) => [t[p], t[q]] as const));
  const names = new Set(sides.map(String));
  return sides.filter(([from, to]) => !names.has(String([to, from])));
}

/** The triangles that are reached from one of them over sides, as far as they belong. */
function patchAbout(
  seed: Triangle,
  body: readonly Triangle[],
  belongs: (t: Triangle) => boolean,
): readonly Triangle[] {
  const patch = [seed];
  for (;;) {
    const rim = new Set(rimOf(patch).map(([from, to]) => String([to, from])));
    const next = body.find(
      (t) =>
        !patch.includes(t) && belongs(t) && SIDES.some(([p, q]) => rim.has(String([t[p], t[q]]))),
    );
    if (!next) return patch;
    patch.push(next);
  }
}

/** Neighbours on one plane become one face, the largest triangle first. */
function joined(
  points: readonly Vec3[],
  body: readonly Triangle[],
  flatAng: number,
): readonly number[][] {
  const area = (t: Triangle): number => norm(across(points, t));
  let left = body.toSorted((s, t) => area(t) - area(s));
  const faces: number[][] = [];
  while (left.length > 0) {
    const seed = left[0]!;
    const face = patchAbout(seed, left, (t) =>
      t.every((p) => Math.abs(heightOver(points, seed, p)) <= flatAng),
    );
    left = left.filter((t) => !face.includes(t));
    faces.push(around(points, [...new Set(face.flat())], unit(across(points, seed))));
  }
  return faces;
}

/** Corners of a flat face in order, counter-clockwise about its normal; points within it are left out. */
function around(points: readonly Vec3[], on: readonly number[], normal: Vec3): number[] {
  const start = points[on[0]!]!;
  const x = sub(points[on[1]!]!, start);
  const u = scale(x, 1 / norm(x));
  const v = cross(normal, u);
  const flat = on
    .map((m) => ({ m, x: dot(sub(points[m]!, start), u), y: dot(sub(points[m]!, start), v) }))
    .sort((p, q) => p.x - q.x || p.y - q.y);
  // Andrew's monotone chain.
  const chain = (list: typeof flat) => {
    const out: typeof flat = [];
    for (const p of list) {
      for (;;) {
        const [a, b] = [out.at(-2), out.at(-1)];
        if (!a || !b) break;
        if ((b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x) > 0) break;
        out.pop();
      }
      out.push(p);
    }
    return out.slice(0, -1);
  };
  return [...chain(flat), ...chain(flat.toReversed())].map(({ m }) => m);
}
