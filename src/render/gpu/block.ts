import type { IntVec3 } from '#core/math/integer.ts';
import { mulRow } from '#core/math/mat3.ts';
import { mapTuple, type Vec3 } from '#core/math/vec3.ts';
import type { SceneBlock } from '#render/types.ts';

export const ONE_CELL: SceneBlock = { from: [0, 0, 0], to: [0, 0, 0] };

/** Cells along each axis. */
export const countsOf = ({ from, to }: SceneBlock): IntVec3 => [
  to[0] - from[0] + 1,
  to[1] - from[1] + 1,
  to[2] - from[2] + 1,
];

/** Every cell of a block. */
export function cellsOf({ from, to }: SceneBlock): readonly IntVec3[] {
  const out: IntVec3[] = [];
  for (let u = from[0]; u <= to[0]; u++)
    for (let v = from[1]; v <= to[1]; v++)
      for (let w = from[2]; w <= to[2]; w++) out.push([u, v, w]);
  return out;
}

export const isInBlock = ({ from, to }: SceneBlock, cells: IntVec3): boolean =>
  cells.every((c, k) => c >= from[k]! && c <= to[k]!);

/** The cells at the corners of a block, as shifts of what stands in the structure's own, Å. */
export const cornerShifts = ({ from, to }: SceneBlock, lattice: ArrayLike<number>): Vec3[] =>
  Array.from({ length: 8 }, (_, corner) =>
    mulRow(
      mapTuple([0, 1, 2], (k) => (corner & (1 << k) ? to[k]! : from[k]!)),
      lattice,
    ),
  );
