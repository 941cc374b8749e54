import type { Vec2 } from '#core/math/plane2.ts';

/**
 * Points of a periodic grid that none of their eight neighbours is lower than, the lowest first.
 * @param values at (i, j) in [j · counts[0] + i]
 * @param most how many at most
 */
export function localMinima(
  values: Float64Array,
  [n, m]: readonly [number, number],
  most: number,
): readonly number[] {
  const at = (i: number, j: number): number => values[((j + m) % m) * n + ((i + n) % n)]!;
  return Array.from(values.keys())
    .filter((k) => {
      const [i, j] = [k % n, Math.floor(k / n)];
      for (const di of [-1, 0, 1])
        for (const dj of [-1, 0, 1]) if (at(i + di, j + dj) < values[k]!) return false;
      return true;
    })
    .sort((p, q) => values[p]! - values[q]! || p - q)
    .slice(0, most);
}

const DIRECTIONS = 16;
/** Turned by this after each failure, so that in the end every direction is tried. */
const GOLDEN_ANGLE_RAD = Math.PI * (3 - Math.sqrt(5));
const GROWTH = 2;
const MAX_ROUNDS = 400;

/**
 * Pattern search for a minimum in the plane. The functions here are smallest or largest distances, whose best place
 * is often where several of them are equal: a kink, at which a search along fixed directions stops too early. So the
 * directions are turned whenever none of them leads down.
 * @param step first step, in the unit of the place
 * @param until the step at which the search ends
 * @see C. Audet, J. E. Dennis, SIAM J. Optim. 17 (2006) 188, doi 10.1137/040603371 (dense sets of directions)
 */
export function minimumNear(
  cost: (at: Vec2) => number,
  start: Vec2,
  step: number,
  until: number,
): { readonly at: Vec2; readonly value: number } {
  let [at, value, length, turn] = [start, cost(start), step, 0];
  for (let round = 0; round < MAX_ROUNDS && length > until; round++) {
    let [next, least] = [at, value];
    for (let k = 0; k < DIRECTIONS; k++) {
      const angle = turn + (2 * Math.PI * k) / DIRECTIONS;
      const there: Vec2 = [at[0] + length * Math.cos(angle), at[1] + length * Math.sin(angle)];
      const found = cost(there);
      if (found < least) [next, least] = [there, found];
    }
    if (least < value) {
      [at, value] = [next, least];
      length = Math.min(step, GROWTH * length);
    } else {
      length /= 2;
      turn += GOLDEN_ANGLE_RAD;
    }
  }
  return { at, value };
}
