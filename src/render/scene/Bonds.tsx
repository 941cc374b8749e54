import { useThree } from '@react-three/fiber';
import { useEffect, useLayoutEffect, useMemo } from 'react';
import { type DataTexture, Matrix3 } from 'three';
import type { DrawnAtoms, DrawnBonds } from '#render/gpu/buffers.ts';
import { stickMaterial } from '#render/gpu/materials.ts';
import { floatTexture, quads } from '#render/gpu/textures.ts';
import type { Stage } from '#render/stage/stage.ts';
import { BROKEN_BOND } from '#render/style.ts';

/**
 * Sticks whose ends are fetched from the atoms' own texture, so that a new frame moves both. Each
 * half has the colour of its atom; a stub towards an image ends half-way.
 */
export function Bonds(props: {
  readonly bonds: DrawnBonds;
  readonly drawn: DrawnAtoms;
  readonly spheres: DataTexture;
  readonly colors: DataTexture;
  readonly radiusAng: number;
  /** Whether an MD frame is shown: only then may a bond be stretched to nothing. */
  readonly moving: boolean;
  readonly stage: Stage;
}) {
  const { bonds, drawn, spheres, colors, radiusAng, moving, stage } = props;
  const { frame, followers } = stage;
  const invalidate = useThree((s) => s.invalidate);
  const material = useMemo(() => stickMaterial(frame), [frame]);
  const geometry = useMemo(() => quads(bonds.count), [bonds.count]);
  const sticks = useMemo(() => floatTexture(bonds.sticks), [bonds]);
  useEffect(() => () => material.dispose(), [material]);
  useEffect(() => () => geometry.dispose(), [geometry]);
  useEffect(() => () => sticks.dispose(), [sticks]);
  useLayoutEffect(() => {
    const u = material.uniforms;
    u['uSpheres']!.value = spheres;
    u['uColors']!.value = colors;
    u['uSticks']!.value = sticks;
    // Rows of the lattice are the columns of a matrix that multiplies from the left.
    const lattice = new Matrix3().fromArray(drawn.lattice);
    u['uLattice']!.value = lattice;
    u['uRadius']!.value = radiusAng;
    u['uBroken']!.value = moving ? BROKEN_BOND : 1e9;
    invalidate();
    const follow = () => void lattice.fromArray(drawn.lattice);
    followers.add(follow);
    return () => void followers.delete(follow);
  }, [material, spheres, colors, sticks, drawn, radiusAng, moving, followers, invalidate]);
  return <mesh geometry={geometry} material={material} frustumCulled={false} />;
}
