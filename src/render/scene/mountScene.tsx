import { AdaptiveDpr } from '@react-three/drei/core/AdaptiveDpr';
import { addAfterEffect, createRoot, extend } from '@react-three/fiber';
import { Mesh, Points } from 'three';
import { createStage, type Lack } from '#render/stage/stage.ts';
import { COARSEST, MAX_PIXEL_RATIO } from '#render/style.ts';
import type { SceneHandle, SceneProps } from '#render/types.ts';
import { Scene } from './Scene.tsx';

// Registers only the elements that the scene uses: fiber's own Canvas registers all of three, which prevents tree
// shaking.
extend({ Mesh, Points });

/** The picture in an element of its own: it is drawn before the page around it, and then moved into the page. */
export interface MountedScene {
  /** Fills its parent, which must be positioned. */
  readonly element: HTMLElement;
  readonly show: (props: SceneProps) => void;
  /** Of a size that was given, CSS px: what is shown next has this one. */
  readonly resize: (width: number, height: number) => void;
  /** Settles when the first frame has been drawn. */
  readonly ready: Promise<SceneHandle>;
  /** Whether the graphics context is lost. */
  readonly isLost: () => boolean;
  /** @returns stops */
  readonly watchLost: (tell: () => void) => () => void;
  /** What the picture in rest leaves out, as this machine draws slowly; null for nothing. */
  readonly lacks: () => Lack | null;
  /** @returns stops */
  readonly watchLacks: (tell: () => void) => () => void;
  /** Gives the graphics context back. */
  readonly close: () => void;
}

const FILL = { position: 'absolute', inset: '0', width: '100%', height: '100%' } as const;

/** Whether there is a WebGL 2 to draw with. Asks for a context and gives it back: browsers allow only a few. */
export function hasWebgl2(): boolean {
  const gl = document.createElement('canvas').getContext('webgl2');
  gl?.getExtension('WEBGL_lose_context')?.loseContext();
  return gl !== null;
}

/**
 * Makes the elements of a picture. Nothing is drawn before `show`, and before it has a size.
 * @param given drawing pixels a CSS px, and the size in CSS px; absent: as the screen and the page have them
 */
export function mountScene(given?: {
  readonly pixelRatio: number;
  readonly width: number;
  readonly height: number;
}): MountedScene {
  const stage = createStage();
  const element = styled('div', { ...FILL, overflow: 'hidden' });
  // One finger turns the crystal and must not scroll the page.
  const surface = styled('div', {
    ...FILL,
    touchAction: 'none',
    outlineOffset: '-2px',
    cursor: 'grab',
  });
  // The role makes a screen reader pass the arrow keys on.
  surface.setAttribute('role', 'application');
  surface.tabIndex = 0;
  const canvas = styled('canvas', { display: 'block', pointerEvents: 'none' });
  const overlay = styled('canvas', { ...FILL, pointerEvents: 'none' });
  surface.append(canvas);
  element.append(surface, overlay);

  const root = createRoot(canvas);
  let shown: SceneProps | null = null;
  let size = { width: given?.width ?? 0, height: given?.height ?? 0, top: 0, left: 0 };
  let handle: SceneHandle | null = null;
  const ready = new Promise<SceneHandle>((done) => {
    const stop = addAfterEffect(() => {
      if (handle === null || stage.view === null) return;
      stop();
      done(handle);
    });
  });

  const draw = (): void => {
    if (shown === null || size.width === 0 || size.height === 0) return;
    // Labels are written in the page's own font.
    stage.fontFamily = getComputedStyle(surface).fontFamily;
    void root.configure({
      flat: true,
      frameloop: 'demand',
      dpr: given?.pixelRatio ?? [1, MAX_PIXEL_RATIO],
      performance: { min: COARSEST },
      gl: { antialias: true, alpha: false, stencil: false },
      size,
    });
    root.render(
      <>
        <Scene
          scene={shown}
          stage={stage}
          surface={surface}
          overlay={overlay}
          onReady={(made) => {
            handle = made;
          }}
        />
        <AdaptiveDpr />
      </>,
    );
  };
  const resized = new ResizeObserver(([entry]) => {
    const { width, height } = entry!.contentRect;
    size = { width, height, top: 0, left: 0 };
    draw();
  });
  if (given === undefined) resized.observe(surface);

  const { isLost, watchLost } = lostContext(surface);
  return {
    element,
    show: (props) => {
      shown = props;
      surface.setAttribute('aria-label', props.label);
      element.style.background = props.theme.background;
      draw();
    },
    resize: (width, height) => {
      size = { width, height, top: 0, left: 0 };
    },
    ready,
    isLost,
    watchLost,
    lacks: () => stage.lacks,
    watchLacks: (tell) => {
      stage.lackWatchers.add(tell);
      return () => stage.lackWatchers.delete(tell);
    },
    close: () => {
      resized.disconnect();
      root.unmount();
      element.remove();
    },
  };
}

/** The event does not bubble, but it can be caught on its way down. */
function lostContext(surface: HTMLElement): Pick<MountedScene, 'isLost' | 'watchLost'> {
  let lost = false;
  const told = new Set<() => void>();
  const set = (now: boolean): void => {
    lost = now;
    for (const tell of told) tell();
  };
  const onLost = (e: Event): void => {
    // Without this the browser never restores the context.
    e.preventDefault();
    set(true);
  };
  surface.addEventListener('webglcontextlost', onLost, true);
  surface.addEventListener('webglcontextrestored', () => set(false), true);
  return {
    isLost: () => lost,
    watchLost: (tell) => {
      told.add(tell);
      return () => told.delete(tell);
    },
  };
}

function styled<K extends 'div' | 'canvas'>(
  name: K,
  style: Partial<CSSStyleDeclaration>,
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  Object.assign(element.style, style);
  return element;
}
