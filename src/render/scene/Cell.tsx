import { useCallback } from 'react';
import { type Cart, sub, type Vec3 } from '#core/math/vec3.ts';
import type { DrawnAtoms } from '#render/gpu/buffers.ts';
import type { FrameUniforms } from '#render/gpu/materials.ts';
import { draw, linear, type SegmentArrays } from '#render/gpu/segments.ts';
import { boxCorners, boxPosts } from '#render/stage/box.ts';
import type { Stage } from '#render/stage/stage.ts';
import { CELL_WIDTH, OUTLINE_DASH, OUTLINE_WIDTH } from '#render/style.ts';
import { type SceneBox, type SceneOutline, sidesOfOutline } from '#render/types.ts';
import { Lines } from './Lines.tsx';

/** The twelve edges of the periodic cell, which a trajectory may change, with a break where vacuum is left out. */
export function Cell(props: {
  readonly drawn: DrawnAtoms;
  readonly box: SceneBox | null;
  readonly color: string;
  readonly stage: Stage;
}) {
  const { drawn, box, color, stage } = props;
  // Each break mark adds six points to each of four posts.
  const capacity = 12 + 24 * (box?.breaksAng.length ?? 0);
  const fill = useCallback(
    (into: SegmentArrays) => {
      const stroke = { rgb: linear(color), width: CELL_WIDTH, dash: null };
      const join = (points: readonly Vec3[]) =>
        points.slice(1).forEach((to, k) => void draw(into, points[k]!, to, stroke));
      const corners = boxCorners(drawn, box);
      for (const end of [corners.slice(0, 4), corners.slice(4)]) join([...end, end[0]!]);
      for (const post of boxPosts(drawn, box)) join(post);
    },
    [drawn, box, color],
  );
  return <Lines capacity={capacity} fill={fill} frame={stage.frame} followers={stage.followers} />;
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
        for (let i = 0; i < sidesOfOutline({ corners }); i++) {
          const [corner, next] = [corners[i]!, corners[(i + 1) % corners.length]!];
          draw(into, sub(corner, origin), sub(next, origin), stroke);
        }
      }
    },
    [outlines, origin],
  );
  const capacity = outlines.reduce((n, o) => n + o.corners.length, 0);
  return <Lines capacity={capacity} fill={fill} frame={frame} />;
}
