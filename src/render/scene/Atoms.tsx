import { useThree } from '@react-three/fiber';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import type { Mesh, Points } from 'three';
import { type Bins, binBodies } from '#render/gpu/bins.ts';
import { cellsOf } from '#render/gpu/block.ts';
import type { DrawnAtoms } from '#render/gpu/buffers.ts';
import { createCrowd } from '#render/gpu/crowd.ts';
import { atomMaterial, bindSpheres, type SphereTextures } from '#render/gpu/materials.ts';
import { points, quads, setQuads } from '#render/gpu/textures.ts';
import {
  arePoints,
  type Detail,
  inCopies,
  mostOf,
  QUAD_CORNERS,
  type Share,
} from '#render/stage/detail.ts';
import type { Stage } from '#render/stage/stage.ts';
import { MANY_BODIES } from '#render/style.ts';

/** All spheres in one draw call: a quad each, which a ray–sphere test turns into a ball, or a point if it is tiny. */
export function Atoms(props: {
  readonly drawn: DrawnAtoms;
  readonly textures: SphereTextures;
  readonly scale: number;
  readonly stage: Stage;
}) {
  const { drawn, textures, scale, stage } = props;
  const { frame } = stage;
  const invalidate = useThree((s) => s.invalidate);
  const asQuads = useRef<Mesh>(null);
  const asPoints = useRef<Points>(null);
  const materials = useMemo(
    () => ({ quads: atomMaterial(frame, false), points: atomMaterial(frame, true) }),
    [frame],
  );
  useEffect(
    () => () => {
      materials.quads.dispose();
      materials.points.dispose();
    },
    [materials],
  );
  const copies = cellsOf(drawn.block).length;
  // Quads take memory: they are made when they are first drawn.
  const geometries = useMemo(
    () => ({ quads: quads(copies), points: points(drawn.count, copies) }),
    [drawn.count, copies],
  );
  useEffect(
    () => () => {
      geometries.quads.dispose();
      geometries.points.dispose();
    },
    [geometries],
  );
  useLayoutEffect(() => {
    let bins: Bins | null = null;
    const sort = () => {
      bins ??= binBodies(drawn.spheres, drawn.count);
      return bins;
    };
    const crowds = drawn.count > MANY_BODIES.coarse && {
      points: createCrowd(geometries.points, 'points', drawn.count, sort),
      quads: createCrowd(geometries.quads, 'quads', drawn.count, sort),
    };
    const follow = (detail: Detail): Share => {
      const tiny = arePoints(drawn.count * copies, detail);
      if (asQuads.current) asQuads.current.visible = !tiny;
      if (asPoints.current) asPoints.current.visible = tiny;
      const corners = copies * (tiny ? 1 : QUAD_CORNERS);
      if (crowds) {
        const crowd = crowds[tiny ? 'points' : 'quads'];
        const found = crowd.choose(
          inCopies(detail.isSeen, drawn),
          mostOf(drawn.count * copies, corners, detail),
          detail.depthOf,
        );
        // Fewer balls fill the same room.
        const part = found.taken / Math.max(1, found.seen);
        if (tiny) materials.points.uniforms['uScale']!.value = scale * grown(part);
        return {
          what: 'balls',
          drawn: copies * found.taken,
          seen: copies * found.seen,
          corners: corners * found.taken,
        };
      }
      if (!tiny) setQuads(geometries.quads, drawn.count);
      const all = copies * drawn.count;
      return { what: 'balls', drawn: all, seen: all, corners: corners * drawn.count };
    };
    const move = () => {
      if (!crowds) return;
      bins = null;
      crowds.points.moved();
      crowds.quads.moved();
    };
    stage.detailFollowers.add(follow);
    stage.followers.add(move);
    return () => {
      stage.detailFollowers.delete(follow);
      stage.followers.delete(move);
    };
  }, [stage, geometries, materials, scale, drawn, copies]);
  useLayoutEffect(() => {
    for (const material of [materials.quads, materials.points]) {
      bindSpheres(material, textures);
      material.uniforms['uScale']!.value = scale;
    }
    invalidate();
  }, [materials, textures, scale, invalidate]);
  return (
    <>
      <mesh
        ref={asQuads}
        geometry={geometries.quads}
        material={materials.quads}
        frustumCulled={false}
      />
      <points
        ref={asPoints}
        geometry={geometries.points}
        material={materials.points}
        frustumCulled={false}
      />
    </>
  );
}

/** At most: larger ones would look like other atoms. */
const MOST_GROWN = 2;
/** How much larger balls are drawn where only a part of them is. */
const grown = (part: number): number => Math.min(MOST_GROWN, part ** (-1 / 3));
