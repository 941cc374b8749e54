import { useThree } from '@react-three/fiber';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { DataTexture, LinearFilter, type Mesh, PlaneGeometry, ShaderMaterial } from 'three';
import { TINT } from '#render/gpu/blending.ts';
import type { DrawnAtoms } from '#render/gpu/buffers.ts';
import {
  castingRadii,
  FLOOR_CELLS,
  FLOOR_FADES,
  type Floor as FloorSize,
  floorDepths,
  floorOf,
  writeFloor,
} from '#render/gpu/floorShadow.ts';
import type { FrameUniforms } from '#render/gpu/materials.ts';
import type { Stage } from '#render/stage/stage.ts';
import { MAX_LIT_MOVING, PALE } from '#render/style.ts';
import type { SceneLook, SceneTopology } from '#render/types.ts';

/** What the balls leave of the light on a floor below them. Seen from above it; from below it would hide them. */
export function Floor(props: {
  readonly drawn: DrawnAtoms;
  readonly topology: SceneTopology;
  readonly look: SceneLook;
  /** Of the cell's box, relative to the scene's origin, Å; null where none is drawn. */
  readonly boxFloorAng: number | null;
  readonly dark: boolean;
  readonly stage: Stage;
}) {
  const { drawn, topology, look, boxFloorAng, dark, stage } = props;
  const invalidate = useThree((s) => s.invalidate);
  const mesh = useRef<Mesh>(null);
  const { bytes, texture, material, plane } = useMemo(() => reserve(stage.frame), [stage]);
  useEffect(
    () => () => {
      for (const made of [texture, material, plane]) made.dispose();
    },
    [texture, material, plane],
  );
  useLayoutEffect(() => {
    let floor: FloorSize | null = null;
    const write = () => {
      const { shown } = stage;
      // The picture tells its followers when it has come to these atoms.
      if (shown?.drawn !== drawn) return;
      // Among more atoms that move, the shadow stays that at rest, as the light on them does.
      if (floor === null || shown.moving === null || drawn.count <= MAX_LIT_MOVING) {
        const radii = castingRadii(drawn, shown.xyz, topology, look);
        floor = floorOf(drawn, radii, boxFloorAng);
        const pale = PALE[dark ? 'dark' : 'light'];
        writeFloor(floorDepths(drawn, radii, floor, pale), dark, bytes);
        texture.needsUpdate = true;
        const { low, high, zAng } = floor;
        mesh.current?.position.set((low[0] + high[0]) / 2, (low[1] + high[1]) / 2, zAng);
        mesh.current?.scale.set(high[0] - low[0], high[1] - low[1], 1);
        invalidate();
      }
      // The floor reaches beyond the balls: the camera must span it, too.
      const { all } = stage.boxes;
      for (const [x, at] of [...floor.low, floor.zAng].entries()) all[x] = Math.min(all[x]!, at);
      for (const [x, at] of floor.high.entries()) all[3 + x] = Math.max(all[3 + x]!, at);
    };
    write();
    stage.followers.add(write);
    return () => {
      stage.followers.delete(write);
      invalidate();
    };
  }, [drawn, topology, look, boxFloorAng, dark, stage, bytes, texture, invalidate]);
  // Before all lines and glass, which stand on it.
  return (
    <mesh ref={mesh} geometry={plane} material={material} frustumCulled={false} renderOrder={-1} />
  );
}

function reserve(frame: FrameUniforms) {
  const bytes = new Uint8Array(4 * FLOOR_CELLS * FLOOR_CELLS);
  const texture = new DataTexture(bytes, FLOOR_CELLS, FLOOR_CELLS);
  texture.minFilter = LinearFilter;
  texture.magFilter = LinearFilter;
  return { bytes, texture, material: floorMaterial(frame, texture), plane: new PlaneGeometry() };
}

/** Display values, blended as they are; a noise hides the bands of so soft an edge, as behind the atoms. */
const floorMaterial = (frame: FrameUniforms, texture: DataTexture): ShaderMaterial =>
  new ShaderMaterial({
    vertexShader: /* glsl */ `
varying vec2 vAt;
varying float vAbove; // 1 for an eye right above
void main() {
  vAt = uv;
  vAbove = viewMatrix[2].z;
  gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
}
`,
    fragmentShader: /* glsl */ `
uniform sampler2D uShadow;
uniform float uDither;
varying vec2 vAt;
varying float vAbove;
void main() {
  float noise = fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715))));
  gl_FragColor = texture2D(uShadow, vAt);
  gl_FragColor.a *= 1.0 - smoothstep(${FLOOR_FADES.join(', ')}, vAbove);
  gl_FragColor.a += uDither * (noise - 0.5) / 255.0 * step(0.002, gl_FragColor.a);
}
`,
    uniforms: { uDither: frame.uDither, uShadow: { value: texture } },
    transparent: true,
    depthWrite: false,
    ...TINT,
  });
