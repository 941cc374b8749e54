import { useCallback } from 'react';
import { row } from '#core/math/mat3.ts';
import { add, type Cart, scale, sub, type Vec3 } from '#core/math/vec3.ts';
import type { DrawnAtoms } from '#render/gpu/buffers.ts';
import type { FrameUniforms } from '#render/gpu/materials.ts';
import { draw, linear, type SegmentArrays } from '#render/gpu/segments.ts';
import type { Stage } from '#render/stage/stage.ts';
import { CELL_WIDTH, OUTLINE_DASH, OUTLINE_WIDTH } from '#render/style.ts';
import type { SceneOutline } from '#render/types.ts';
import { Lines } from './Lines.tsx';

/** The twelve edges of the periodic cell, which a trajectory may change. */
export function Cell(props: {
  readonly drawn: DrawnAtoms;
  readonly color: string;
  readonly stage: Stage;
}) {
  const { drawn, color, stage } = props;
  const fill = useCallback(
    (into: SegmentArrays) => {
      const { lattice, origin } = drawn;
      const stroke = { rgb: linear(color), width: CELL_WIDTH, dash: null };
      for (let axis = 0; axis < 3; axis++)
        for (const [u, v] of [
          [0, 0],
          [0, 1],
          [1, 0],
          [1, 1],
        ] as const) {
          const across = scale(row(lattice, (axis + 1) % 3), u);
          const start = sub(add(across, scale(row(lattice, (axis + 2) % 3), v)), origin);
          draw(into, start, add(start, row(lattice, axis)), stroke);
        }
    },
    [drawn, color],
  );
  return <Lines capacity={12} fill={fill} frame={stage.frame} followers={stage.followers} />;
}

/** Closed polylines: the film's and the substrate's own cells in the plane where they meet. */
export function Outlines(props: {
  readonly outlines: readonly SceneOutline[];
  readonly origin: Cart;
  readonly frame: FrameUniforms;
}) {
  const { outlines, origin, frame } = props;
  const fill = useCallback(
    (into: SegmentArrays) => {
      for (const { corners, color, dashed } of outlines) {
        const stroke = {
          rgb: linear(color),
          width: OUTLINE_WIDTH,
          dash: dashed ? OUTLINE_DASH : null,
        };
        corners.forEach((corner: Vec3, i) => {
          const next = corners[(i + 1) % corners.length]!;
          draw(into, sub(corner, origin), sub(next, origin), stroke);
        });
      }
    },
    [outlines, origin],
  );
  const capacity = outlines.reduce((n, o) => n + o.corners.length, 0);
  return <Lines capacity={capacity} fill={fill} frame={frame} />;
}
