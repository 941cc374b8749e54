import { useThree } from '@react-three/fiber';
import { useEffect, useLayoutEffect, useMemo } from 'react';
import type { DataTexture } from 'three';
import type { DrawnAtoms } from '#render/gpu/buffers.ts';
import { atomMaterial, type FrameUniforms } from '#render/gpu/materials.ts';
import { quads } from '#render/gpu/textures.ts';

/** All spheres in one draw call: a quad each, which a ray–sphere test turns into a ball. */
export function Atoms(props: {
  readonly drawn: DrawnAtoms;
  readonly spheres: DataTexture;
  readonly colors: DataTexture;
  readonly scale: number;
  readonly frame: FrameUniforms;
}) {
  const { drawn, spheres, colors, scale, frame } = props;
  const invalidate = useThree((s) => s.invalidate);
  const material = useMemo(() => atomMaterial(frame), [frame]);
  const geometry = useMemo(() => quads(drawn.count), [drawn.count]);
  useEffect(() => () => material.dispose(), [material]);
  useEffect(() => () => geometry.dispose(), [geometry]);
  useLayoutEffect(() => {
    material.uniforms['uSpheres']!.value = spheres;
    material.uniforms['uColors']!.value = colors;
    material.uniforms['uScale']!.value = scale;
    invalidate();
  }, [material, spheres, colors, scale, invalidate]);
  return <mesh geometry={geometry} material={material} frustumCulled={false} />;
}
