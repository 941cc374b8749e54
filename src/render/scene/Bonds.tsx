import { useThree } from '@react-three/fiber';
import { useEffect, useLayoutEffect, useMemo } from 'react';
import { cellsOf } from '#render/gpu/block.ts';
import type { DrawnAtoms, DrawnBonds } from '#render/gpu/buffers.ts';
import {
  bindSpheres,
  type FrameUniforms,
  type SphereTextures,
  stickMaterial,
} from '#render/gpu/materials.ts';
import { floatTexture, quads } from '#render/gpu/textures.ts';
import { BROKEN_BOND } from '#render/style.ts';

/**
 * Sticks whose ends are fetched from the atoms' own texture, so that a new frame moves both. Each
 * half has the colour of its atom; a stub towards an image that is not drawn ends half-way.
 */
export function Bonds(props: {
  readonly bonds: DrawnBonds;
  readonly drawn: DrawnAtoms;
  readonly textures: SphereTextures;
  readonly radiusAng: number;
  /** Whether an MD frame is shown: only then may a bond be stretched to nothing. */
  readonly moving: boolean;
  readonly frame: FrameUniforms;
}) {
  const { bonds, drawn, textures, radiusAng, moving, frame } = props;
  const invalidate = useThree((s) => s.invalidate);
  const material = useMemo(() => stickMaterial(frame), [frame]);
  const geometry = useMemo(
    () => quads(bonds.count, cellsOf(drawn.block).length),
    [bonds.count, drawn.block],
  );
  const sticks = useMemo(() => floatTexture(bonds.sticks), [bonds]);
  useEffect(() => () => material.dispose(), [material]);
  useEffect(() => () => geometry.dispose(), [geometry]);
  useEffect(() => () => sticks.dispose(), [sticks]);
  useLayoutEffect(() => {
    const u = material.uniforms;
    bindSpheres(material, textures);
    u['uSticks']!.value = sticks;
    u['uRadius']!.value = radiusAng;
    u['uBroken']!.value = moving ? BROKEN_BOND : 1e9;
    invalidate();
  }, [material, textures, sticks, radiusAng, moving, invalidate]);
  return <mesh geometry={geometry} material={material} frustumCulled={false} />;
}
