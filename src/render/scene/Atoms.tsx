import { useThree } from '@react-three/fiber';
import { useEffect, useLayoutEffect, useMemo } from 'react';
import { cellsOf } from '#render/gpu/block.ts';
import type { DrawnAtoms } from '#render/gpu/buffers.ts';
import {
  atomMaterial,
  bindSpheres,
  type FrameUniforms,
  type SphereTextures,
} from '#render/gpu/materials.ts';
import { quads } from '#render/gpu/textures.ts';

/** All spheres in one draw call: a quad each, which a ray–sphere test turns into a ball. */
export function Atoms(props: {
  readonly drawn: DrawnAtoms;
  readonly textures: SphereTextures;
  readonly scale: number;
  readonly frame: FrameUniforms;
}) {
  const { drawn, textures, scale, frame } = props;
  const invalidate = useThree((s) => s.invalidate);
  const material = useMemo(() => atomMaterial(frame), [frame]);
  const geometry = useMemo(
    () => quads(drawn.count, cellsOf(drawn.block).length),
    [drawn.count, drawn.block],
  );
  useEffect(() => () => material.dispose(), [material]);
  useEffect(() => () => geometry.dispose(), [geometry]);
  useLayoutEffect(() => {
    bindSpheres(material, textures);
    material.uniforms['uScale']!.value = scale;
    invalidate();
  }, [material, textures, scale, invalidate]);
  return <mesh geometry={geometry} material={material} frustumCulled={false} />;
}
