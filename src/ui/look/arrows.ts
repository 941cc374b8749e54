import { drawnVectors } from '#app/player/fileColumns.ts';
import { playerStore } from '#app/player/player.ts';
import { cross, norm, scale, unit, type Vec3 } from '#core/math/vec3.ts';
import type { LegendMark } from '#render/figureRequest.ts';

/** Of an arrow's head, as a share of the arrow, and at most, Å. */
const HEAD = { share: 0.3, mostAng: 0.6, wide: 0.4 } as const;
/** Lines of an arrow: its shaft and four of the head. */
const LINES = 5;
/** Shorter ones are left out, Å. */
const LEAST_ANG = 1e-3;

/**
 * Arrows from the atoms along their vectors, as lines.
 * @param columns of the frame, by name
 * @returns 6 coordinates a line, Å; null where nothing is drawn
 */
export function arrowLines(
  positions: ArrayLike<number>,
  columns: Readonly<Record<string, Float32Array>> | undefined,
): Float32Array | null {
  const drawn = drawnVectors(playerStore.getState().source);
  const values = drawn && columns?.[drawn.name];
  if (!drawn || values?.length !== positions.length) return null;
  const out = new Float32Array(2 * LINES * positions.length);
  let at = 0;
  const line = (from: Vec3, to: Vec3) => {
    out.set(from, at);
    out.set(to, at + 3);
    at += 6;
  };
  for (let i = 0; i < values.length; i += 3) {
    const arrow = scale([values[i]!, values[i + 1]!, values[i + 2]!], drawn.angPerUnit);
    const length = norm(arrow);
    // The negated form also leaves out what is not known.
    if (!(length > LEAST_ANG)) continue;
    const from: Vec3 = [positions[i]!, positions[i + 1]!, positions[i + 2]!];
    const tip: Vec3 = [from[0] + arrow[0], from[1] + arrow[1], from[2] + arrow[2]];
    line(from, tip);
    const along = unit(arrow);
    const aside = unit(cross(along, Math.abs(along[2]) < 0.9 ? [0, 0, 1] : [1, 0, 0]));
    const back = Math.min(HEAD.mostAng, HEAD.share * length);
    for (const side of [aside, cross(along, aside)])
      for (const sign of [1, -1])
        line(tip, [
          tip[0] - back * along[0] + sign * HEAD.wide * back * side[0],
          tip[1] - back * along[1] + sign * HEAD.wide * back * side[1],
          tip[2] - back * along[2] + sign * HEAD.wide * back * side[2],
        ]);
  }
  // A frame without these numbers has none, and no legend of them.
  return at === 0 ? null : out.subarray(0, at);
}

/** What the arrows are, for a legend; null where there are none. */
export function arrowMark(color: string): LegendMark | null {
  const drawn = drawnVectors(playerStore.getState().source);
  if (drawn === null) return null;
  const { name, unit: of, angPerUnit } = drawn;
  return {
    name: `${name}: ${angPerUnit} Å for 1${of === '' ? '' : ` ${of}`}`,
    color,
    shape: 'line',
  };
}
