import { useThree } from '@react-three/fiber';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import type { Mesh, Points } from 'three';
import { cellsOf } from '#render/gpu/block.ts';
import type { DrawnAtoms } from '#render/gpu/buffers.ts';
import { atomMaterial, bindSpheres, type SphereTextures } from '#render/gpu/materials.ts';
import { points, quads, setQuads } from '#render/gpu/textures.ts';
import { arePoints, type Detail } from '#render/stage/detail.ts';
import type { Stage } from '#render/stage/stage.ts';

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
  useLayoutEffect(() => {
    const follow = (detail: Detail) => {
      const tiny = arePoints(drawn.count * copies, detail);
      if (!tiny) setQuads(geometries.quads, drawn.count);
      if (asQuads.current) asQuads.current.visible = !tiny;
      if (asPoints.current) asPoints.current.visible = tiny;
    };
    stage.detailFollowers.add(follow);
    return () => {
      stage.detailFollowers.delete(follow);
      geometries.quads.dispose();
      geometries.points.dispose();
    };
  }, [stage, geometries, drawn.count, copies]);
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
