import { inverse, mul, row } from '#core/math/mat3.ts';
import { reduceCell, type Vec2 } from '#core/math/plane2.ts';
import { dot, norm } from '#core/math/vec3.ts';
import { type Alignment, shiftBetween } from './alignAxes.ts';
import type { SpaceGroupSetting } from './spaceGroups.ts';

// In triclinic and monoclinic crystals symmetry leaves a choice of axes, which is a convention.

/** The last of the triclinic and monoclinic space groups. */
export const LAST_OF_FREE_AXES = 15;
/** How near to whole numbers the axes of one cell are in those of another of the same lattice. */
const WHOLE = 0.01;

/**
 * The setting of the tables that a cell is in already, of those given.
 * @param hall of the standard cell
 * @param axes 3×3, rows: the standard axes in the cell's own
 * @param settings in the order of preference
 * @returns `turn` from the standard axes to the cell's own and the origin there; null when the cell holds
 *   more or less than the standard one, or none of the settings has its symmetry axes
 */
export function keptAxes(
  hall: string,
  axes: Float64Array,
  settings: readonly SpaceGroupSetting[],
): (Alignment & { readonly setting: SpaceGroupSetting }) | null {
  const back = inverse(axes);
  // + 0: no minus zero.
  const turn = back.map((x) => Math.round(x) + 0);
  if (back.some((x, k) => !(Math.abs(x - turn[k]!) < WHOLE))) return null;
  for (const setting of settings) {
    const shift = shiftBetween(hall, turn, setting.hall);
    if (shift !== null) return { turn, shift, setting };
  }
  return null;
}

/** Two lengths in Å, or two cosines, this near are equal. */
const SAME = 1e-4;
/** Every basis of the plane of a and c that may hold the shortest vectors of a class. */
const SMALL = [-1, 0, 1].flatMap((p) =>
  [-1, 0, 1].flatMap((q) =>
    [-1, 0, 1].flatMap((r) =>
      [-1, 0, 1].flatMap((s) => (Math.abs(p * s - q * r) === 1 ? [[p, q, r, s] as const] : [])),
    ),
  ),
);

/**
 * Of the axes in which a monoclinic group, b unique, has the same Hall symbol: those with the shortest a
 * and c and β obtuse, then the one with β nearest 90°, then with a ≤ c.
 * @param lattice 3×3 rows of a cell in this setting
 */
export function shortestMonoclinic(hall: string, lattice: Float64Array): Alignment {
  const [a, c] = [row(lattice, 0), row(lattice, 2)];
  const along = norm(a);
  const across = dot(a, c) / along;
  const planar: readonly [Vec2, Vec2] = [
    [along, 0],
    [across, Math.sqrt(dot(c, c) - across * across)],
  ];
  const [[p0, q0], [r0, s0]] = reduceCell(planar).transform;
  const choices = SMALL.map(([p, q, r, s]) => {
    const [ax, az] = [p * p0 + q * r0, p * q0 + q * s0];
    const [cx, cz] = [r * p0 + s * r0, r * q0 + s * s0];
    const turn = Float64Array.of(ax, 0, az, 0, ax * cz - az * cx, 0, cx, 0, cz);
    const turned = mul(turn, lattice);
    const [x, z] = [row(turned, 0), row(turned, 2)];
    return { turn, a: norm(x), c: norm(z), cosBeta: dot(x, z) / (norm(x) * norm(z)) };
  })
    .filter(({ cosBeta }) => cosBeta < SAME)
    .sort((p, q) => {
      const longer = p.a + p.c - q.a - q.c;
      if (Math.abs(longer) > SAME) return longer;
      const farther = q.cosBeta - p.cosBeta;
      return Math.abs(farther) > SAME ? farther : p.a - q.a;
    });
  for (const { turn } of choices) {
    const shift = shiftBetween(hall, turn, hall);
    if (shift !== null) return { turn, shift };
  }
  return { turn: Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1), shift: [0, 0, 0] };
}
