import { fixed } from '#core/math/decimals.ts';
import { type Ball, hexOf, type Point, type Rgb, type Rod, type Solids } from './solids.ts';

/** Triangles of one colour. */
export interface Mesh {
  readonly name: string;
  readonly rgb: Rgb;
  readonly opacity: number;
  /** 3 a vertex, Å. */
  readonly positions: Float32Array;
  /** 3 a vertex, unit. */
  readonly normals: Float32Array;
  /** 3 a triangle, counter-clockwise from outside. */
  readonly triangles: Uint32Array;
}

/** How finely balls and rods are cut. */
export interface Detail {
  /** How often the faces of an icosahedron are quartered. */
  readonly quartered: number;
  readonly sides: number;
}

const DETAILS: readonly [...Detail[], Detail] = [
  { quartered: 3, sides: 24 },
  { quartered: 2, sides: 12 },
  { quartered: 1, sides: 8 },
  { quartered: 0, sides: 4 },
];

/** How many triangles a kind of file may have. */
export interface TriangleLimits {
  /** With which it opens at once. */
  readonly aim: number;
  /** With which anything opens it at all. */
  readonly most: number;
}

/**
 * The finest cut that keeps a file of a size that opens at once; the coarsest one may have more triangles.
 * @throws Error in words where even that has too many
 */
export function detailFor(
  { balls, rods }: Pick<Solids, 'balls' | 'rods'>,
  { aim, most }: TriangleLimits,
): Detail {
  const count = (detail: Detail): number => {
    const { ball, rod } = trianglesOf(detail);
    return ball * balls.length + 2 * rod * rods.length;
  };
  const coarsest = DETAILS.at(-1)!;
  if (count(coarsest) > most)
    throw new Error(
      `${balls.length.toLocaleString('en')} balls and ${rods.length.toLocaleString('en')} rods are at least ${fixed(count(coarsest) / 1e6, 1)} million triangles, more than the ${fixed(most / 1e6, 1)} million with which such a file can be opened. Show fewer atoms or cells; POV-Ray and VESTA need no triangles`,
    );
  return DETAILS.find((detail) => count(detail) <= aim) ?? coarsest;
}

/** Triangles of a ball, and of a rod or of half a rod. */
export const trianglesOf = ({ quartered, sides }: Detail) => ({
  ball: 20 * 4 ** quartered,
  rod: 4 * sides,
});

interface Shape {
  readonly positions: readonly Point[];
  readonly normals: readonly Point[];
  readonly triangles: readonly (readonly [number, number, number])[];
}

const GOLDEN = (1 + Math.sqrt(5)) / 2;

/** A ball of radius 1 about the origin, corners on it. */
function unitBall(quartered: number): Shape {
  const unit = ([x, y, z]: Point): Point => {
    const length = Math.hypot(x, y, z);
    return [x / length, y / length, z / length];
  };
  const g = GOLDEN;
  const corners: Point[] = (
    [
      [-1, g, 0],
      [1, g, 0],
      [-1, -g, 0],
      [1, -g, 0],
      [0, -1, g],
      [0, 1, g],
      [0, -1, -g],
      [0, 1, -g],
      [g, 0, -1],
      [g, 0, 1],
      [-g, 0, -1],
      [-g, 0, 1],
    ] as const
  ).map(unit);
  // biome-ignore format: twenty faces, five a line
  let faces: [number, number, number][] = [
    [0, 11, 5], [0, 5, 1], [0, 1, 7], [0, 7, 10], [0, 10, 11],
    [1, 5, 9], [5, 11, 4], [11, 10, 2], [10, 7, 6], [7, 1, 8],
    [3, 9, 4], [3, 4, 2], [3, 2, 6], [3, 6, 8], [3, 8, 9],
    [4, 9, 5], [2, 4, 11], [6, 2, 10], [8, 6, 7], [9, 8, 1],
  ];
  for (let round = 0; round < quartered; round++) {
    const middles = new Map<string, number>();
    const between = (p: number, q: number): number => {
      const key = p < q ? `${p} ${q}` : `${q} ${p}`;
      const known = middles.get(key);
      if (known !== undefined) return known;
      const [a, b] = [corners[p]!, corners[q]!];
      middles.set(key, corners.push(unit([a[0] + b[0], a[1] + b[1], a[2] + b[2]])) - 1);
      return corners.length - 1;
    };
    faces = faces.flatMap(([p, q, r]): [number, number, number][] => {
      const [pq, qr, rp] = [between(p, q), between(q, r), between(r, p)];
      return [
        [p, pq, rp],
        [q, qr, pq],
        [r, rp, qr],
        [pq, qr, rp],
      ];
    });
  }
  return { positions: corners, normals: corners, triangles: faces };
}

/** A closed rod of radius 1 along z, from 0 to 1. */
function unitRod(sides: number): Shape {
  const positions: Point[] = [];
  const normals: Point[] = [];
  const triangles: [number, number, number][] = [];
  const put = (p: Point, n: Point): number => {
    normals.push(n);
    return positions.push(p) - 1;
  };
  const around = (k: number) => {
    const t = (2 * Math.PI * k) / sides;
    return [Math.cos(t), Math.sin(t)] as const;
  };
  const rim = Array.from({ length: sides }, (_, k) => {
    const [x, y] = around(k);
    return [put([x, y, 0], [x, y, 0]), put([x, y, 1], [x, y, 0])] as const;
  });
  const caps = ([0, 1] as const).map((z) => ({
    middle: put([0, 0, z], [0, 0, 2 * z - 1]),
    rim: Array.from({ length: sides }, (_, k) => put([...around(k), z], [0, 0, 2 * z - 1])),
  }));
  for (let k = 0; k < sides; k++) {
    const next = (k + 1) % sides;
    const [low, high] = rim[k]!;
    const [lowNext, highNext] = rim[next]!;
    triangles.push([low, lowNext, highNext], [low, highNext, high]);
    const [floor, lid] = caps as [(typeof caps)[number], (typeof caps)[number]];
    triangles.push([floor.middle, floor.rim[next]!, floor.rim[k]!]);
    triangles.push([lid.middle, lid.rim[k]!, lid.rim[next]!]);
  }
  return { positions, normals, triangles };
}

/** Collects shapes of one colour. */
class Collected {
  readonly positions: number[] = [];
  readonly normals: number[] = [];
  readonly triangles: number[] = [];
  readonly name: string;
  readonly rgb: Rgb;
  readonly opacity: number;

  constructor(name: string, rgb: Rgb, opacity: number) {
    this.name = name;
    this.rgb = rgb;
    this.opacity = opacity;
  }

  add(shape: Shape, place: (p: Point) => Point, turn: (n: Point) => Point): void {
    const first = this.positions.length / 3;
    for (const p of shape.positions) this.positions.push(...place(p));
    for (const n of shape.normals) this.normals.push(...turn(n));
    for (const [p, q, r] of shape.triangles) this.triangles.push(first + p, first + q, first + r);
  }

  mesh(name: string): Mesh {
    return {
      name,
      rgb: this.rgb,
      opacity: this.opacity,
      positions: Float32Array.from(this.positions),
      normals: Float32Array.from(this.normals),
      triangles: Uint32Array.from(this.triangles),
    };
  }
}

const ROD_NAMES = { bond: 'bonds', contact: 'contacts', line: 'cell' } as const;

/**
 * A picture as triangles, one mesh for each name and colour.
 * @param halves whether rods of two colours are cut in the middle; else they are one body of no colour of their own
 */
export function meshesOf(solids: Solids, detail: Detail, halves: boolean): readonly Mesh[] {
  const found = new Map<string, Collected>();
  const into = (name: string, rgb: Rgb, opacity = 1): Collected => {
    const key = `${name} ${hexOf(rgb)}`;
    const known = found.get(key) ?? new Collected(name, rgb, opacity);
    found.set(key, known);
    return known;
  };
  const [ball, rod] = [unitBall(detail.quartered), unitRod(detail.sides)];
  for (const b of solids.balls) addBall(into(b.name, b.rgb), ball, b);
  for (const r of solids.rods) {
    const name = ROD_NAMES[r.kind];
    if (!halves || hexOf(r.rgb[0]) === hexOf(r.rgb[1])) {
      addRod(into(name, r.rgb[0]), rod, r, 0, 1);
      continue;
    }
    addRod(into(name, r.rgb[0]), rod, r, 0, 0.5);
    addRod(into(name, r.rgb[1]), rod, r, 0.5, 1);
  }
  for (const { corners, rgb } of solids.bodies)
    addFaces(into('polyhedra', rgb, solids.bodyOpacity), corners);
  const named = new Map<string, number>();
  return [...found.values()].map((part) => {
    const count = (named.get(part.name) ?? 0) + 1;
    named.set(part.name, count);
    return part.mesh(count === 1 ? part.name : `${part.name} ${count}`);
  });
}

const same = (n: Point): Point => n;

function addBall(out: Collected, shape: Shape, { at, radiusAng: r }: Ball): void {
  out.add(shape, (p) => [at[0] + r * p[0], at[1] + r * p[1], at[2] + r * p[2]], same);
}

/** @param start,end parts of the way along the rod */
function addRod(out: Collected, shape: Shape, rod: Rod, start: number, end: number): void {
  const { from, to, radiusAng: r } = rod;
  const along: Point = [to[0] - from[0], to[1] - from[1], to[2] - from[2]];
  const length = Math.hypot(...along);
  if (length === 0) return;
  const w: Point = [along[0] / length, along[1] / length, along[2] / length];
  const aside: Point = Math.abs(w[2]) < 0.9 ? [0, 0, 1] : [1, 0, 0];
  const u = unitCross(aside, w);
  const v = unitCross(w, u);
  const turn = (n: Point): Point => [
    n[0] * u[0] + n[1] * v[0] + n[2] * w[0],
    n[0] * u[1] + n[1] * v[1] + n[2] * w[1],
    n[0] * u[2] + n[1] * v[2] + n[2] * w[2],
  ];
  out.add(
    shape,
    ([x, y, z]) => {
      const p = turn([r * x, r * y, length * (start + (end - start) * z)]);
      return [from[0] + p[0], from[1] + p[1], from[2] + p[2]];
    },
    turn,
  );
}

function unitCross(a: Point, b: Point): Point {
  const c: Point = [
    a[1] * b[2] - a[2] * b[1],
    a[2] * b[0] - a[0] * b[2],
    a[0] * b[1] - a[1] * b[0],
  ];
  const length = Math.hypot(...c);
  return [c[0] / length, c[1] / length, c[2] / length];
}

/** Flat triangles, each with its own corners. */
function addFaces(out: Collected, corners: readonly Point[]): void {
  for (let k = 0; k + 2 < corners.length; k += 3) {
    const three = corners.slice(k, k + 3) as [Point, Point, Point];
    const normal = normalOf(three);
    out.add(
      { positions: three, normals: [normal, normal, normal], triangles: [[0, 1, 2]] },
      same,
      same,
    );
  }
}

/** Of a triangle, towards where its corners run counter-clockwise; zero for one without an area. */
export function normalOf([a, b, c]: readonly [Point, Point, Point]): Point {
  const u: Point = [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
  const v: Point = [c[0] - a[0], c[1] - a[1], c[2] - a[2]];
  const n = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
  const length = Math.hypot(...n);
  return length === 0 ? [0, 0, 0] : [n[0]! / length, n[1]! / length, n[2]! / length];
}
