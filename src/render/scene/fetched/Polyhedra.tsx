import { useThree } from '@react-three/fiber';
import { useEffect, useLayoutEffect, useMemo } from 'react';
import { BufferAttribute, DoubleSide, InstancedBufferGeometry, ShaderMaterial } from 'three';
import { TINT } from '#render/gpu/blending.ts';
import { cellsOf } from '#render/gpu/block.ts';
import { type DrawnAtoms, singleColor } from '#render/gpu/buffers.ts';
import type { FrameUniforms } from '#render/gpu/materials.ts';
import { POLYHEDRON_FRAGMENT, POLYHEDRON_VERTEX } from '#render/gpu/polyhedronShaders.ts';
import { linearRgb } from '#render/gpu/segments.ts';
import {
  bodyOnRay,
  type PolyhedronMesh,
  polyhedronMesh,
  writePolyhedra,
} from '#render/stage/polyhedronMesh.ts';
import type { Stage } from '#render/stage/stage.ts';
import { GLASS } from '#render/style.ts';
import type { ScenePolyhedra } from '#render/types.ts';

/** Bodies of ligands around their centres, in the colour of the centre. They follow each frame. */
export function Polyhedra(props: {
  readonly polyhedra: ScenePolyhedra;
  readonly drawn: DrawnAtoms;
  readonly glassy: boolean;
  readonly stage: Stage;
}) {
  const { polyhedra, drawn, glassy, stage } = props;
  const invalidate = useThree((s) => s.invalidate);
  const { mesh, geometry } = useMemo(() => reserve(polyhedra), [polyhedra]);
  const material = useMemo(() => polyhedronMaterial(stage.frame, glassy), [stage, glassy]);
  useEffect(() => () => geometry.dispose(), [geometry]);
  useEffect(() => () => material.dispose(), [material]);
  useLayoutEffect(() => {
    geometry.instanceCount = cellsOf(drawn.block).length;
    const write = () => {
      const { shown } = stage;
      if (shown === null) return;
      const colors = shown.moving?.colors ?? shown.props.colors;
      writePolyhedra(mesh, polyhedra, drawn, shown.xyz, (centre) =>
        linearRgb(...singleColor(colors, centre)),
      );
      geometry.setDrawRange(0, mesh.count);
      for (const name of Object.keys(ARRAYS)) geometry.getAttribute(name).needsUpdate = true;
      stage.bodies = mesh.bodies;
      invalidate();
    };
    write();
    stage.followers.add(write);
    stage.drawnBodies = { glassy, onRay: (ray) => bodyOnRay(mesh, polyhedra, drawn, ray) };
    return () => {
      stage.followers.delete(write);
      stage.bodies = 0;
      stage.drawnBodies = null;
      invalidate();
    };
  }, [mesh, geometry, polyhedra, drawn, glassy, stage, invalidate]);
  return (
    <mesh
      geometry={geometry}
      material={material}
      frustumCulled={false}
      renderOrder={glassy ? 2 : 0}
    />
  );
}

const ARRAYS = {
  position: 'position',
  aNormal: 'normal',
  aColor: 'color',
  aCells: 'cells',
  aEdges: 'edges',
} as const satisfies Readonly<Record<string, keyof PolyhedronMesh>>;

function reserve(polyhedra: ScenePolyhedra) {
  const mesh = polyhedronMesh(polyhedra);
  const geometry = new InstancedBufferGeometry();
  for (const [name, key] of Object.entries(ARRAYS))
    geometry.setAttribute(name, new BufferAttribute(mesh[key], 3));
  return { mesh, geometry };
}

const polyhedronMaterial = (frame: FrameUniforms, glassy: boolean): ShaderMaterial =>
  new ShaderMaterial({
    vertexShader: POLYHEDRON_VERTEX,
    fragmentShader: POLYHEDRON_FRAGMENT,
    uniforms: { ...frame, uOpacity: { value: glassy ? GLASS : 1 } },
    side: DoubleSide,
    transparent: glassy,
    depthWrite: !glassy,
    ...TINT,
  });
