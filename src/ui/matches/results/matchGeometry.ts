import { type Match, mirrored } from '#core/match/match.ts';
import { deformation } from '#core/match/strain.ts';
import {
  type Cell2,
  inverse2,
  length2,
  mul2,
  polar2,
  rowTimes,
  type Vec2,
} from '#core/math/plane2.ts';
import type { Built } from '#core/recipe/build.ts';
import type { SceneOutline } from '#render/types.ts';

/** Both unstrained cells of a match as they lie on each other, seen from above, Å. */
export interface Overlay {
  readonly film: Cell2;
  readonly substrate: Cell2;
  /** Primitive in-plane cells, in the same frame. */
  readonly filmPrimitive: Cell2;
  readonly substratePrimitive: Cell2;
}

/** The substrate's a to the right, the film turned by the twist; a mirror match by its mirror image. */
export function overlayOf(match: Match): Overlay {
  const turn = -Math.atan2(match.substrate[0][1], match.substrate[0][0]);
  const upright = match.mirror ? mirrored(match.film) : match.film;
  const film = turned(upright, match.twistRad + turn);
  const substrate = turned(match.substrate, turn);
  return {
    film,
    substrate,
    filmPrimitive: mul2(inverse2(match.filmMatrix), film),
    substratePrimitive: mul2(inverse2(match.substrateMatrix), substrate),
  };
}

/** Row vectors turned counter-clockwise. */
function turned(cell: Cell2, angleRad: number): Cell2 {
  const [c, s] = [Math.cos(angleRad), Math.sin(angleRad)];
  return mul2(cell, [
    [c, s],
    [-s, c],
  ]);
}

export const cornersOf = ([a, b]: Cell2): readonly Vec2[] => [
  [0, 0],
  a,
  [a[0] + b[0], a[1] + b[1]],
  b,
];

/** Points of a lattice inside a rectangle; empty when there are more than `limit`. */
export function latticePoints(
  cell: Cell2,
  [x0, y0, x1, y1]: readonly [number, number, number, number],
  limit: number,
): readonly Vec2[] {
  const back = inverse2(cell);
  const corners = [
    rowTimes([x0, y0], back),
    rowTimes([x1, y0], back),
    rowTimes([x0, y1], back),
    rowTimes([x1, y1], back),
  ];
  const range = (k: 0 | 1) => [
    Math.floor(Math.min(...corners.map((c) => c[k]))),
    Math.ceil(Math.max(...corners.map((c) => c[k]))),
  ];
  const [[i0, i1], [j0, j1]] = [range(0), range(1)];
  if ((i1! - i0!) * (j1! - j0!) > 4 * limit) return [];
  const out: Vec2[] = [];
  for (let i = i0!; i <= i1!; i++)
    for (let j = j0!; j <= j1!; j++) {
      const p = rowTimes([i, j], cell);
      if (p[0] >= x0 && p[0] <= x1 && p[1] >= y0 && p[1] <= y1) out.push(p);
    }
  return out.length > limit ? [] : out;
}

/** Two in-plane cells are the same below this difference, Å: the match belongs to the built planes. */
const SAME_ANG = 1e-6;

/**
 * The cells of a match in the picture of the stack, in the gap under a film: the substrate's on the drawn
 * atoms, by a lattice vector near the middle, the film's turned with it. Empty when the match is of other
 * planes than the built ones.
 */
export function outlinesOf(
  match: Match,
  built: Built,
  film: number,
  colors: readonly string[],
): readonly SceneOutline[] {
  const [below, base, above] = [built.slabs[film - 1], built.slabs[0], built.slabs[film]];
  if (below === undefined || base === undefined || above === undefined) return [];
  const own = mul2(match.substrateMatrix, base.slab.surface.cell);
  const ownFilm = mul2(match.filmMatrix, above.slab.surface.cell);
  if (!near(own, match.substrate) || !near(ownFilm, match.film)) return [];
  const laid = deformation(base.supercell, built.cell);
  const substrate = mul2(match.substrate, laid);
  const upright = match.mirror ? mirrored(match.film) : match.film;
  const filmCell = turned(upright, match.twistRad + polar2(laid).angleRad);
  const primitive = mul2(base.slab.surface.cell, laid);
  const [wanted, mine] = [middleOf(built.cell), middleOf(substrate)];
  const steps = rowTimes([wanted[0] - mine[0], wanted[1] - mine[1]], inverse2(primitive));
  const origin = rowTimes([Math.round(steps[0]), Math.round(steps[1])], primitive);
  const z = (below.highAng + above.lowAng) / 2;
  const place = (cell: Cell2, color: string, dashed: boolean): SceneOutline => ({
    corners: cornersOf(cell).map((p) => [p[0] + origin[0], p[1] + origin[1], z] as const),
    color,
    dashed,
  });
  return [place(substrate, colors[0]!, false), place(filmCell, colors[film]!, true)];
}

const near = (p: Cell2, q: Cell2): boolean =>
  p.every((v, i) => length2([v[0] - q[i]![0], v[1] - q[i]![1]]) < SAME_ANG);

const middleOf = ([a, b]: Cell2): Vec2 => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
