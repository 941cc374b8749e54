import { useEffect, useMemo } from 'react';
import { BufferAttribute, BufferGeometry, DoubleSide, ShaderMaterial } from 'three';
import { type Cart, sub } from '#core/math/vec3.ts';
import { TINT } from '#render/gpu/blending.ts';
import { linear } from '#render/gpu/segments.ts';
import { FACE_OPACITY } from '#render/style.ts';
import type { SceneFace } from '#render/types.ts';

/** Flat polygons that tint what is behind them, hidden by what stands before them. */
export function Faces(props: { readonly faces: readonly SceneFace[]; readonly origin: Cart }) {
  const { faces, origin } = props;
  const geometry = useMemo(() => fans(faces, origin), [faces, origin]);
  const material = useMemo(faceMaterial, []);
  useEffect(() => () => geometry.dispose(), [geometry]);
  useEffect(() => () => material.dispose(), [material]);
  return <mesh geometry={geometry} material={material} frustumCulled={false} renderOrder={1} />;
}

function fans(faces: readonly SceneFace[], origin: Cart): BufferGeometry {
  const position: number[] = [];
  const color: number[] = [];
  for (const { corners, color: css } of faces)
    for (let k = 1; k + 1 < corners.length; k++)
      for (const corner of [corners[0]!, corners[k]!, corners[k + 1]!]) {
        position.push(...sub(corner, origin));
        color.push(...linear(css));
      }
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(new Float32Array(position), 3));
  geometry.setAttribute('aColor', new BufferAttribute(new Float32Array(color), 3));
  return geometry;
}

const faceMaterial = (): ShaderMaterial =>
  new ShaderMaterial({
    vertexShader: /* glsl */ `
attribute vec3 aColor;
varying vec3 vColor;
void main() {
  vColor = aColor;
  gl_Position = projectionMatrix * viewMatrix * vec4(position, 1.0);
}
`,
    fragmentShader: /* glsl */ `
uniform float uOpacity;
varying vec3 vColor;
void main() {
  gl_FragColor = vec4(vColor, uOpacity);
  #include <colorspace_fragment>
}
`,
    uniforms: { uOpacity: { value: FACE_OPACITY } },
    side: DoubleSide,
    transparent: true,
    depthWrite: false,
    ...TINT,
  });
