import { useThree } from '@react-three/fiber';
import { useEffect, useLayoutEffect, useMemo } from 'react';
import {
  BufferAttribute,
  DoubleSide,
  InstancedBufferAttribute,
  InstancedBufferGeometry,
  ShaderMaterial,
} from 'three';
import { TINT } from '#render/gpu/blending.ts';
import type { FrameUniforms } from '#render/gpu/materials.ts';
import { type SegmentArrays, segments } from '#render/gpu/segments.ts';
import { LINE_FRAGMENT, LINE_VERTEX } from '#render/gpu/shaders.ts';

/**
 * Lines of real width, hidden by what stands before them. GL's own are 1 px: a projector loses them.
 * @param props.fill draws at most `capacity` lines; a new function is a reason to draw again
 * @param props.followers joined where the lines move with the frames of a trajectory
 */
export function Lines(props: {
  readonly capacity: number;
  readonly fill: (into: SegmentArrays) => void;
  readonly frame: FrameUniforms;
  readonly followers?: Set<() => void>;
}) {
  const { capacity, fill, frame, followers } = props;
  const invalidate = useThree((s) => s.invalidate);
  const material = useMemo(() => lineMaterial(frame), [frame]);
  const { lines, geometry } = useMemo(() => reserve(capacity), [capacity]);
  useEffect(() => () => material.dispose(), [material]);
  useEffect(() => () => geometry.dispose(), [geometry]);
  useLayoutEffect(() => {
    const refill = () => {
      lines.count = 0;
      fill(lines);
      geometry.instanceCount = lines.count;
      for (const name of INSTANCED) geometry.getAttribute(name).needsUpdate = true;
      invalidate();
    };
    refill();
    followers?.add(refill);
    return () => void followers?.delete(refill);
  }, [lines, geometry, fill, followers, invalidate]);
  return <mesh geometry={geometry} material={material} frustumCulled={false} renderOrder={1} />;
}

const INSTANCED = ['aFrom', 'aTo', 'aColor', 'aStroke'] as const;

function reserve(capacity: number) {
  const lines = segments(Math.max(1, capacity));
  const geometry = new InstancedBufferGeometry();
  const corners = new Float32Array([-1, 0, 0, 1, 0, 0, -1, 1, 0, 1, 1, 0]);
  geometry.setAttribute('position', new BufferAttribute(corners, 3));
  geometry.setIndex([0, 1, 2, 2, 1, 3]);
  const arrays = { aFrom: lines.from, aTo: lines.to, aColor: lines.color, aStroke: lines.stroke };
  for (const name of INSTANCED)
    geometry.setAttribute(name, new InstancedBufferAttribute(arrays[name], 3));
  return { lines, geometry };
}

const lineMaterial = (frame: FrameUniforms): ShaderMaterial =>
  new ShaderMaterial({
    vertexShader: LINE_VERTEX,
    fragmentShader: LINE_FRAGMENT,
    uniforms: { ...frame },
    side: DoubleSide,
    transparent: true,
    depthWrite: false,
    ...TINT,
  });
