import { AdaptiveDpr } from '@react-three/drei/core/AdaptiveDpr';
import { Canvas } from '@react-three/fiber';
import { type CSSProperties, useEffect, useState } from 'react';
import { EpistackError } from '#core/errors.ts';
import { createStage } from '#render/stage/stage.ts';
import { COARSEST, MAX_PIXEL_RATIO } from '#render/style.ts';
import type { SceneProps } from '#render/types.ts';
import { Notice } from './Notice.tsx';
import { Scene } from './Scene.tsx';

const FILL: CSSProperties = { position: 'absolute', inset: 0, width: '100%', height: '100%' };
const OVERLAY: CSSProperties = { ...FILL, pointerEvents: 'none' };
/** One finger turns the crystal and must not scroll the page. */
const SURFACE: CSSProperties = { ...FILL, touchAction: 'none', outlineOffset: -2, cursor: 'grab' };

/** The crystal, drawn. Fills its parent, which must be positioned. */
export function SceneCanvas(props: SceneProps) {
  const [supported] = useState(hasWebgl2);
  return supported ? <LiveCanvas {...props} /> : <NoCanvas {...props} />;
}

function LiveCanvas(props: SceneProps) {
  const { theme, label } = props;
  const [stage] = useState(createStage);
  const [surface, setSurface] = useState<HTMLDivElement | null>(null);
  const [overlay, setOverlay] = useState<HTMLCanvasElement | null>(null);
  const [isLost, setLost] = useState(false);

  useEffect(() => {
    if (!surface) return;
    // Labels are written in the page's own font.
    stage.fontFamily = getComputedStyle(surface).fontFamily;
    // The event does not bubble, but it can be caught on its way down.
    const off = new AbortController();
    const options = { signal: off.signal, capture: true };
    const onLost = (e: Event) => {
      // Without this the browser never restores the context.
      e.preventDefault();
      setLost(true);
    };
    surface.addEventListener('webglcontextlost', onLost, options);
    surface.addEventListener('webglcontextrestored', () => setLost(false), options);
    return () => off.abort();
  }, [surface, stage]);

  return (
    <div style={{ ...FILL, background: theme.background, overflow: 'hidden' }}>
      {/* The role makes a screen reader pass the arrow keys on. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keys turn and zoom it */}
      <div ref={setSurface} role="application" aria-label={label} tabIndex={0} style={SURFACE}>
        {surface && overlay && (
          <Canvas
            flat
            frameloop="demand"
            dpr={[1, MAX_PIXEL_RATIO]}
            performance={{ min: COARSEST }}
            gl={{ antialias: true, alpha: false, stencil: false }}
            style={{ pointerEvents: 'none' }}
          >
            <Scene scene={props} stage={stage} surface={surface} overlay={overlay} />
            <AdaptiveDpr />
          </Canvas>
        )}
      </div>
      <canvas ref={setOverlay} style={OVERLAY} />
      {isLost && (
        <Notice theme={theme} title="The graphics context was lost — restoring…">
          The graphics driver was reset. The picture comes back by itself; if it does not, reload
          the page. Nothing of the structure is lost.
        </Notice>
      )}
    </div>
  );
}

function NoCanvas({ theme, onReady }: SceneProps) {
  useEffect(() => {
    onReady?.({
      webgl2: false,
      capture: () => Promise.reject(new EpistackError(NO_PICTURE)),
      projectAtom: () => [Number.NaN, Number.NaN],
    });
  }, [onReady]);
  return (
    <div style={{ ...FILL, background: theme.background }}>
      <Notice theme={theme} title="This page needs WebGL 2 to draw the crystal">
        This browser has it switched off or does not know it. Switch on hardware acceleration, or
        open the page in a recent Firefox, Chrome, Edge or Safari. Everything but the picture works
        without it.
      </Notice>
    </div>
  );
}

const NO_PICTURE = { code: 'engine', engine: 'picture', reason: 'there is no WebGL 2' } as const;

/** Asks for a context and gives it back: browsers allow only a few at a time. */
function hasWebgl2(): boolean {
  const gl = document.createElement('canvas').getContext('webgl2');
  gl?.getExtension('WEBGL_lose_context')?.loseContext();
  return gl !== null;
}
