import { mulRow } from '#core/math/mat3.ts';
import { add, dot, scale, type Vec3 } from '#core/math/vec3.ts';
import { cornerShifts } from '#render/gpu/block.ts';
import type { SceneBlock, SceneFrame } from '#render/types.ts';
import type { FilmShots } from './film.ts';

/** So many frames are looked at before the first is drawn: the first, the last, and some between. */
const SAMPLED = 12;
/** What a ball and its stroke take beyond its middle, Å. */
const BALL_ANG = 1.2;

/** Towards the faces, edges and corners of a cube: what holds the outermost atoms there holds all, or nearly. */
const DIRECTIONS: readonly Vec3[] = [-1, 0, 1]
  .flatMap((x) => [-1, 0, 1].flatMap((y) => [-1, 0, 1].map((z): Vec3 => [x, y, z])))
  .filter((v) => v.some((n) => n !== 0))
  .map((v) => scale(v, 1 / Math.hypot(...v)));

/** The numbers of frames to look at. */
const sampled = (count: number): readonly number[] => {
  const n = Math.min(count, SAMPLED);
  return Array.from({ length: n }, (_, k) =>
    n === 1 ? 0 : Math.round((k * (count - 1)) / (n - 1)),
  );
};

/**
 * Outermost points of the frames of a film, Å, so that its camera, which stands still, holds what is to come.
 * @param lattice of frames that have none of their own
 * @param hasOwnCell whether the cell of a frame is drawn as it is, and must be held as well
 */
export async function filmReach(
  { count, frameAt }: FilmShots,
  lattice: ArrayLike<number>,
  block: SceneBlock,
  hasOwnCell: boolean,
): Promise<readonly Vec3[]> {
  if (!frameAt) return [];
  const frames: SceneFrame[] = [];
  for (const k of sampled(count)) frames.push(await frameAt(k));
  return frames.flatMap((frame) => {
    const cell = frame.lattice ?? Float64Array.from(lattice);
    const shifts = cornerShifts(block, cell);
    const ends = outermost(frame.positions);
    const corners = hasOwnCell && frame.lattice !== null ? cornersOf(frame.lattice) : [];
    return [...ends.flatMap((end) => shifts.map((shift) => add(end, shift))), ...corners];
  });
}

function outermost(xyz: Float32Array): readonly Vec3[] {
  const best = DIRECTIONS.map(() => ({ far: -Infinity, at: [0, 0, 0] as Vec3 }));
  for (let i = 0; i + 2 < xyz.length; i += 3) {
    const at: Vec3 = [xyz[i]!, xyz[i + 1]!, xyz[i + 2]!];
    for (const [d, direction] of DIRECTIONS.entries()) {
      const far = dot(at, direction);
      if (far > best[d]!.far) best[d] = { far, at };
    }
  }
  return best
    .filter(({ far }) => Number.isFinite(far))
    .map(({ at }, d) => add(at, scale(DIRECTIONS[d]!, BALL_ANG)));
}

const cornersOf = (lattice: Float64Array): readonly Vec3[] =>
  [0, 1].flatMap((u) => [0, 1].flatMap((v) => [0, 1].map((w) => mulRow([u, v, w], lattice))));
