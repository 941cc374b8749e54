/** Cartesian, Å, z along the normal of the interface. */
export type Point = readonly [x: number, y: number, z: number];

/** sRGB, 0..1. */
export type Rgb = readonly [r: number, g: number, b: number];

export interface Ball {
  readonly name: string;
  readonly at: Point;
  readonly radiusAng: number;
  readonly rgb: Rgb;
  /** Striped where a file can say it: the number that colours stand for is not known. */
  readonly isStriped?: true;
}

export interface Rod {
  readonly kind: 'bond' | 'contact' | 'line';
  readonly from: Point;
  readonly to: Point;
  readonly radiusAng: number;
  /** Of its first and second half. */
  readonly rgb: readonly [Rgb, Rgb];
  /** A line that is drawn in dashes where it is drawn flat. */
  readonly isDashed?: true;
  /** Balls at its ends, by number. */
  readonly joins: readonly number[];
}

/** A convex body with flat faces. */
export interface Body {
  /** Corners of its triangles, three each, counter-clockwise from outside. */
  readonly corners: readonly Point[];
  readonly rgb: Rgb;
}

/** A picture as bodies in space: what files of three dimensions are written from. */
export interface Solids {
  readonly title: string;
  readonly balls: readonly Ball[];
  readonly rods: readonly Rod[];
  readonly bodies: readonly Body[];
  /** 1 hides what is behind a body. */
  readonly bodyOpacity: number;
}

/** Corners of a box around all of it, radii included. */
export function boundsOf({ balls, rods, bodies }: Solids): readonly [low: Point, high: Point] {
  const low: [number, number, number] = [Infinity, Infinity, Infinity];
  const high: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  const grow = (p: Point, r: number) => {
    for (let x = 0; x < 3; x++) {
      low[x] = Math.min(low[x]!, p[x]! - r);
      high[x] = Math.max(high[x]!, p[x]! + r);
    }
  };
  for (const { at, radiusAng } of balls) grow(at, radiusAng);
  for (const { from, to, radiusAng } of rods) {
    grow(from, radiusAng);
    grow(to, radiusAng);
  }
  for (const { corners } of bodies) for (const p of corners) grow(p, 0);
  return [low, high];
}

/** Bodies of a picture with nothing in it have no size. */
export const isEmpty = ({ balls, rods, bodies }: Solids): boolean =>
  balls.length + rods.length + bodies.length === 0;

const linear = (x: number): number => (x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4);

/** The linear amounts of a colour, as renderers mix light. */
export const linearOf = (rgb: Rgb): Rgb => [linear(rgb[0]), linear(rgb[1]), linear(rgb[2])];

const encoded = (x: number): number =>
  x <= 0.0031308 ? 12.92 * x : 1.055 * x ** (1 / 2.4) - 0.055;

/** A colour of which a share is another one, mixed as light. */
export function mixed(rgb: Rgb, other: Rgb, share: number): Rgb {
  const [p, q] = [linearOf(rgb), linearOf(other)];
  const at = (k: 0 | 1 | 2) => encoded(p[k] + share * (q[k] - p[k]));
  return [at(0), at(1), at(2)];
}

/** "#rrggbb" */
export const hexOf = (rgb: Rgb): string =>
  `#${rgb
    .map((x) =>
      Math.round(255 * x)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;

/** Parts that hang together by rods and by balls that overlap. */
export function piecesOf({ balls, rods }: Solids): number {
  const parent = balls.map((_, k) => k);
  const root = (k: number): number => {
    let at = k;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!;
      at = parent[at]!;
    }
    return at;
  };
  const join = (p: number, q: number) => {
    parent[root(p)] = root(q);
  };
  for (const { joins } of rods) if (joins.length === 2) join(joins[0]!, joins[1]!);
  const size = 2 * balls.reduce((most, { radiusAng }) => Math.max(most, radiusAng), 0.1);
  const cell = (p: Point, dx = 0, dy = 0, dz = 0) =>
    `${Math.floor(p[0] / size) + dx},${Math.floor(p[1] / size) + dy},${Math.floor(p[2] / size) + dz}`;
  const grid = new Map<string, number[]>();
  balls.forEach(({ at, radiusAng }, k) => {
    for (let n = 0; n < 27; n++)
      for (const l of grid.get(
        cell(at, (n % 3) - 1, (Math.floor(n / 3) % 3) - 1, Math.floor(n / 9) - 1),
      ) ?? []) {
        const other = balls[l]!;
        const apart = Math.hypot(at[0] - other.at[0], at[1] - other.at[1], at[2] - other.at[2]);
        if (apart < radiusAng + other.radiusAng) join(k, l);
      }
    const here = grid.get(cell(at));
    if (here) here.push(k);
    else grid.set(cell(at), [k]);
  });
  return new Set(parent.map((_, k) => root(k))).size;
}
