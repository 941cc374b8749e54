import { useThree } from '@react-three/fiber';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import {
  DataTexture,
  LinearFilter,
  type Mesh,
  MeshBasicMaterial,
  PlaneGeometry,
  RGBAFormat,
  SRGBColorSpace,
} from 'three';
import { type Cart, sub, type Vec3 } from '#core/math/vec3.ts';
import { TINT } from '#render/gpu/blending.ts';
import type { DrawnAtoms } from '#render/gpu/buffers.ts';
import { FLOOR_CELLS, floorDepths, floorOf, writeFloor } from '#render/gpu/floorShadow.ts';
import type { FrameUniforms } from '#render/gpu/materials.ts';
import { draw, linear, type SegmentArrays } from '#render/gpu/segments.ts';
import { boxCorners, boxPosts } from '#render/stage/box.ts';
import type { Stage } from '#render/stage/stage.ts';
import { CELL_WIDTH, MAX_LIT_MOVING, OUTLINE_DASH, OUTLINE_WIDTH } from '#render/style.ts';
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
  // Each break mark adds four points to each of four posts.
  const capacity = 12 + 16 * (box?.breaksAng.length ?? 0);
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

/** What the balls leave of the light on a floor below them, seen from above it. */
export function FloorShadow(props: {
  readonly drawn: DrawnAtoms;
  readonly atomScale: number;
  /** Of the cell's box, relative to the scene's origin, Å; null where none is drawn. */
  readonly boxFloorAng: number | null;
  readonly dark: boolean;
  readonly stage: Stage;
}) {
  const { drawn, atomScale, boxFloorAng, dark, stage } = props;
  const invalidate = useThree((s) => s.invalidate);
  const mesh = useRef<Mesh>(null);
  const map = useMemo(() => {
    const bytes = new Uint8Array(4 * FLOOR_CELLS * FLOOR_CELLS);
    const texture = new DataTexture(bytes, FLOOR_CELLS, FLOOR_CELLS, RGBAFormat);
    texture.minFilter = LinearFilter;
    texture.magFilter = LinearFilter;
    texture.colorSpace = SRGBColorSpace;
    const material = new MeshBasicMaterial({
      map: texture,
      transparent: true,
      depthWrite: false,
      ...TINT,
    });
    return { texture, bytes, material, plane: new PlaneGeometry() };
  }, []);
  useEffect(
    () => () => {
      map.texture.dispose();
      map.material.dispose();
      map.plane.dispose();
    },
    [map],
  );
  useLayoutEffect(() => {
    let isWritten = false;
    const write = () => {
      const isMoving = stage.shown?.moving != null;
      if (isWritten && isMoving && drawn.count > MAX_LIT_MOVING) return;
      isWritten = true;
      const floor = floorOf(drawn, atomScale, boxFloorAng);
      writeFloor(floorDepths(drawn, atomScale, floor), dark, map.bytes);
      map.texture.needsUpdate = true;
      const [x, y] = [0, 1].map((k) => (floor.low[k]! + floor.high[k]!) / 2);
      mesh.current?.position.set(x!, y!, floor.zAng);
      mesh.current?.scale.set(floor.high[0] - floor.low[0], floor.high[1] - floor.low[1], 1);
      invalidate();
    };
    write();
    stage.followers.add(write);
    return () => {
      stage.followers.delete(write);
      invalidate();
    };
  }, [drawn, atomScale, boxFloorAng, dark, stage, map, invalidate]);
  return (
    <mesh
      ref={mesh}
      geometry={map.plane}
      material={map.material}
      frustumCulled={false}
      renderOrder={-1}
    />
  );
}
