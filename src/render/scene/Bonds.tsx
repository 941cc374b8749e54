import { useThree } from '@react-three/fiber';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import type { Mesh } from 'three';
import { binBodies } from '#render/gpu/bins.ts';
import { cellsOf } from '#render/gpu/block.ts';
import type { DrawnAtoms, DrawnBonds } from '#render/gpu/buffers.ts';
import { createCrowd } from '#render/gpu/crowd.ts';
import { bindSpheres, type SphereTextures, stickMaterial } from '#render/gpu/materials.ts';
import { floatTexture, quads, setQuads } from '#render/gpu/textures.ts';
import {
  areSticksSeen,
  type Detail,
  inCopies,
  mostOf,
  QUAD_CORNERS,
  type Share,
} from '#render/stage/detail.ts';
import type { Stage } from '#render/stage/stage.ts';
import { BROKEN_BOND, MANY_BODIES } from '#render/style.ts';

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
    const crowd =
      bonds.count > MANY_BODIES.coarse
        ? createCrowd(geometry, 'quads', bonds.count, () => sorted(bonds, drawn))
        : null;
    const share = (found: { readonly taken: number; readonly seen: number }): Share => ({
      what: 'sticks',
      drawn: copies * found.taken,
      seen: copies * found.seen,
      corners: copies * QUAD_CORNERS * found.taken,
    });
    const follow = (detail: Detail): Share => {
      const areThick = areSticksSeen(bonds.count * copies, { radiusAng, wirePx }, detail);
      if (mesh.current) mesh.current.visible = areThick;
      // What nobody could make out is not missed.
      if (!areThick) return share({ taken: 0, seen: 0 });
      if (crowd)
        return share(
          crowd.choose(
            inCopies(detail.isSeen, drawn),
            mostOf(bonds.count * copies, copies * QUAD_CORNERS, detail),
            detail.depthOf,
          ),
        );
      setQuads(geometry, bonds.count);
      return share({ taken: bonds.count, seen: bonds.count });
    };
    const move = () => crowd?.moved();
    stage.detailFollowers.add(follow);
    stage.followers.add(move);
    return () => {
      stage.detailFollowers.delete(follow);
      stage.followers.delete(move);
    };
  }, [stage, geometry, bonds, drawn, copies, radiusAng, wirePx]);
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

/** Sticks by where they begin; they reach as far as the longest. */
function sorted({ sticks, count }: DrawnBonds, drawn: DrawnAtoms): ReturnType<typeof binBodies> {
  let longest = 0;
  for (let k = 0; k < count; k++) longest = Math.max(longest, Math.abs(sticks[4 * k + 3]!));
  return binBodies(drawn.spheres, count, longest, (k) => sticks[4 * k]!);
}
