import { Canvas } from '@react-three/fiber';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Scene } from './Scene.tsx';
import { createStage } from './stage.ts';
import { MAX_PIXEL_RATIO } from './style.ts';
import type { SceneProps } from './types.ts';

const fill = { position: 'absolute', inset: 0 } as const;

/** Asked once: a second context would count against the browser's limit. */
let webgl2: boolean | undefined;
function hasWebGl2(): boolean {
  webgl2 ??= document.createElement('canvas').getContext('webgl2') !== null;
  return webgl2;
}

/** The picture: a GL canvas for the scene, a flat one above it for what is written. */
export function SceneCanvas(props: SceneProps) {
  const stage = useMemo(createStage, []);
  const host = useRef<HTMLDivElement>(null);
  const sheet = useRef<HTMLCanvasElement>(null);
  const [lost, setLost] = useState(false);
  const { onReady } = props;
  const supported = hasWebGl2();
  useEffect(() => {
    if (!supported)
      onReady?.({
        webgl2: false,
        capture: () => Promise.reject(new Error('no WebGL 2')),
        projectAtom: () => [Number.NaN, Number.NaN],
      });
  }, [supported, onReady]);
  if (!supported)
    return (
      <p
        style={{ ...fill, display: 'grid', placeItems: 'center', margin: 24, textAlign: 'center' }}
      >
        This picture needs WebGL 2, which this browser or machine does not offer. Everything else
        works: edit, read the report, export.
      </p>
    );
  return (
    // A focusable drawing that the arrow keys turn: the role tells screen readers to pass the keys on.
    <div
      ref={host}
      role="application"
      aria-label={props.label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys below turn and zoom it
      tabIndex={0}
      style={{ ...fill, touchAction: 'none', cursor: props.hovered === null ? 'grab' : 'pointer' }}
    >
      <Canvas
        flat
        frameloop="demand"
        dpr={[1, MAX_PIXEL_RATIO]}
        camera={stage.cameras.orthographic}
        gl={{ antialias: true, alpha: true }}
        style={{ ...fill, pointerEvents: 'none' }}
        onCreated={({ gl }) => {
          gl.domElement.addEventListener('webglcontextlost', (e) => {
            // Without this the browser never gives the context back.
            e.preventDefault();
            setLost(true);
          });
          gl.domElement.addEventListener('webglcontextrestored', () => setLost(false));
        }}
      >
        <Scene {...props} stage={stage} host={host} sheet={sheet} />
      </Canvas>
      <canvas
        ref={sheet}
        style={{ ...fill, width: '100%', height: '100%', pointerEvents: 'none' }}
      />
      {lost && (
        <p role="status" style={{ ...fill, display: 'grid', placeItems: 'center', margin: 0 }}>
          The graphics context was lost; restoring it …
        </p>
      )}
    </div>
  );
}
