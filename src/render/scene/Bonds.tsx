import { useThree } from '@react-three/fiber';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import type { Mesh } from 'three';
import { cellsOf } from '#render/gpu/block.ts';
import type { DrawnAtoms, DrawnBonds } from '#render/gpu/buffers.ts';
import { bindSpheres, type SphereTextures, stickMaterial } from '#render/gpu/materials.ts';
import { floatTexture, quads, setQuads } from '#render/gpu/textures.ts';
import { areSticksSeen, type Detail } from '#render/stage/detail.ts';
import type { Stage } from '#render/stage/stage.ts';
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
  readonly wirePx: number;
  /** Whether an MD frame is shown: only then may a bond be stretched to nothing. */
  readonly moving: boolean;
  readonly stage: Stage;
}) {
  const { bonds, drawn, textures, radiusAng, wirePx, moving, stage } = props;
  const { frame } = stage;
  const mesh = useRef<Mesh>(null);
  const copies = cellsOf(drawn.block).length;
  const invalidate = useThree((s) => s.invalidate);
  const material = useMemo(() => stickMaterial(frame), [frame]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is filled for one number of bonds
  const geometry = useMemo(() => quads(copies), [bonds.count, copies]);
  const sticks = useMemo(() => floatTexture(bonds.sticks), [bonds]);
  useEffect(() => () => material.dispose(), [material]);
  useEffect(() => () => sticks.dispose(), [sticks]);
  useLayoutEffect(() => {
    const follow = (detail: Detail) => {
      const isSeen = areSticksSeen(bonds.count * copies, { radiusAng, wirePx }, detail);
      if (isSeen) setQuads(geometry, bonds.count);
      if (mesh.current) mesh.current.visible = isSeen;
    };
    stage.detailFollowers.add(follow);
    return () => {
      stage.detailFollowers.delete(follow);
    };
  }, [stage, geometry, bonds.count, copies, radiusAng, wirePx]);
  useEffect(() => () => geometry.dispose(), [geometry]);
  useLayoutEffect(() => {
    const u = material.uniforms;
    bindSpheres(material, textures);
    u['uSticks']!.value = sticks;
    u['uRadius']!.value = radiusAng;
    u['uBroken']!.value = moving ? BROKEN_BOND : 1e9;
    invalidate();
  }, [material, textures, sticks, radiusAng, moving, invalidate]);
  return <mesh ref={mesh} geometry={geometry} material={material} frustumCulled={false} />;
}
