import { cross, dot, norm, scale, sub, type Vec3 } from './vec3.ts';

/** The surface of a convex body: each face a flat polygon, seen from outside counter-clockwise. */
export interface Hull {
  /** Points of each face by number, in order around it. */
  readonly faces: readonly (readonly number[])[];
}

/** Points farther than this from a plane, as a fraction of the body's size, do not lie on it. */
const FLAT = 1e-3;

/**
 * The convex hull of a few points, by trying the plane of every three: for the ligands of one atom, not for clouds.
 * Points on one plane make one face, so that a cube has six of them.
 * @returns no faces where all points lie on a plane
 */
export function convexHull(points: readonly Vec3[]): Hull {
  const n = points.length;
  const middle = scale(
    points.reduce<Vec3>((s, p) => [s[0] + p[0], s[1] + p[1], s[2] + p[2]], [0, 0, 0]),
    1 / Math.max(1, n),
  );
  const size = Math.max(0, ...points.map((p) => norm(sub(p, middle))));
  const faces: number[][] = [];
  const seen = new Set<string>();
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++)
      for (let k = j + 1; k < n; k++) {
        const across = cross(sub(points[j]!, points[i]!), sub(points[k]!, points[i]!));
        const length = norm(across);
        if (!(length > FLAT * size * size)) continue;
        const normal = scale(across, 1 / length);
        const heights = points.map((p) => dot(sub(p, points[i]!), normal));
        const above = heights.some((h) => h > FLAT * size);
        const below = heights.some((h) => h < -FLAT * size);
        if (above === below) continue;
        const on = heights.flatMap((h, m) => (Math.abs(h) <= FLAT * size ? [m] : []));
        const name = on.join();
        if (seen.has(name)) continue;
        seen.add(name);
        faces.push(around(points, on, above ? scale(normal, -1) : normal));
      }
  return { faces };
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
