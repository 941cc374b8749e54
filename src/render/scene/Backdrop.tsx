import { useThree } from '@react-three/fiber';
import { useEffect, useLayoutEffect, useMemo } from 'react';
import {
  BufferAttribute,
  BufferGeometry,
  Color,
  LinearSRGBColorSpace,
  ShaderMaterial,
} from 'three';
import type { FrameUniforms } from '#render/gpu/materials.ts';
import { BACKDROP_FRAGMENT, BACKDROP_VERTEX } from '#render/gpu/shaders.ts';
import { BACKDROP } from '#render/stage/stage.ts';

/** The page behind the atoms. Drawn in GL and not in CSS: smooth edges need something to blend with. */
export function Backdrop(props: {
  readonly centre: string;
  readonly edge: string;
  readonly frame: FrameUniforms;
}) {
  const { centre, edge, frame } = props;
  const invalidate = useThree((s) => s.invalidate);
  const geometry = useMemo(() => {
    const triangle = new BufferGeometry();
    triangle.setIndex(new BufferAttribute(new Uint16Array([0, 1, 2]), 1));
    return triangle;
  }, []);
  const material = useMemo(
    () =>
      new ShaderMaterial({
        vertexShader: BACKDROP_VERTEX,
        fragmentShader: BACKDROP_FRAGMENT,
        uniforms: { ...frame, uCentre: { value: new Color() }, uEdge: { value: new Color() } },
        depthTest: false,
        depthWrite: false,
      }),
    [frame],
  );
  useEffect(() => () => geometry.dispose(), [geometry]);
  useEffect(() => () => material.dispose(), [material]);
  useLayoutEffect(() => {
    // Display values, mixed and written as they are: CSS gradients mix them so too.
    for (const [name, css] of [
      ['uCentre', centre],
      ['uEdge', edge],
    ] as const) {
      const { r, g, b } = new Color(css).convertLinearToSRGB();
      (material.uniforms[name]!.value as Color).setRGB(r, g, b, LinearSRGBColorSpace);
    }
    invalidate();
  }, [material, centre, edge, invalidate]);
  return (
    <mesh
      name={BACKDROP}
      geometry={geometry}
      material={material}
      frustumCulled={false}
      renderOrder={-1}
    />
  );
}
