import type { FigurePainter } from '#render/figureRequest.ts';
import { drawUnasked } from '#render/scene/drawUnasked.ts';
import { type MountedScene, mountScene } from '#render/scene/mountScene.tsx';
import type { SceneFrame, SceneHandle, SceneProps } from '#render/types.ts';
import { nextTask } from './nextTask.ts';

/** A picture that is not on the page: what is drawn from it disturbs nothing that is looked at. */
export interface Studio {
  readonly paint: FigurePainter;
  /** Draws a frame in place of the structure from now on. */
  readonly show: (frame: SceneFrame | null) => Promise<void>;
  /** Draws another scene from now on, perhaps in other proportions: sooner than a studio of its own. */
  readonly change: (scene: SceneProps, size: StudioSize) => Promise<void>;
  readonly close: () => void;
}

/** Proportions of a picture; its px are the unit of letters and lines. */
export interface StudioSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** The largest side of the studio's own canvas, px. Figures are drawn in tiles beside it. */
const MOST_PX = 1024;
/** Some parts of the picture are fetched when they are first needed. */
const PATIENCE_MS = 5000;

/** Opens a picture that is drawn from what is handed in alone. */
export async function openStudio(scene: SceneProps, size: StudioSize): Promise<Studio> {
  let frame: SceneFrame | null = scene.feed.now();
  const told = new Set<() => void>();
  const ratio = Math.min(1, MOST_PX / Math.max(size.widthPx, size.heightPx));
  const mounted = mountScene({ pixelRatio: ratio, width: size.widthPx, height: size.heightPx });
  const host = document.createElement('div');
  host.inert = true;
  Object.assign(host.style, {
    position: 'fixed',
    top: '0',
    left: '0',
    contain: 'strict',
    opacity: '0',
    zIndex: '-1',
  });
  const resize = ({ widthPx, heightPx }: StudioSize) => {
    Object.assign(host.style, { width: `${widthPx}px`, height: `${heightPx}px` });
    mounted.resize(widthPx, heightPx);
  };
  resize(size);
  host.append(mounted.element);
  document.body.append(host);
  const stage = (next: SceneProps) =>
    mounted.show({
      ...next,
      feed: {
        now: () => frame,
        watch: (tell) => {
          told.add(tell);
          return () => told.delete(tell);
        },
      },
      hovered: null,
      onPick: () => undefined,
      onHover: () => undefined,
    });
  const close = () => {
    mounted.close();
    host.remove();
  };
  try {
    stage(scene);
    const handle = await firstDrawn(mounted);
    await document.fonts.ready;
    await whole(handle);
    return {
      paint: await handle.painter(),
      show: async (next) => {
        frame = next;
        for (const tell of told) tell();
        // Another topology is laid out by React, before the next task.
        await nextTask();
      },
      change: async (next, nextSize) => {
        frame = next.feed.now();
        resize(nextSize);
        stage(next);
        // What is new is laid out before the next frame but one.
        await nextFrame();
        await nextFrame();
        await whole(handle);
      },
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}

async function whole(handle: SceneHandle): Promise<void> {
  const untilMs = performance.now() + PATIENCE_MS;
  while (handle.isAwaiting() && performance.now() < untilMs) await task();
}

async function firstDrawn({ ready }: MountedScene): Promise<SceneHandle> {
  let isReady = false;
  void ready.then(() => {
    isReady = true;
  });
  while (!isReady) await nextFrame();
  return ready;
}

/** Browsers ask for no frame in a tab that nobody looks at: there it is drawn without being asked for. */
async function nextFrame(): Promise<void> {
  if (document.hidden) {
    drawUnasked();
    return nextTask();
  }
  const waits = new AbortController();
  await new Promise<void>((done) => {
    requestAnimationFrame(() => done());
    document.addEventListener('visibilitychange', () => done(), { signal: waits.signal });
  });
  waits.abort();
}

const task = (): Promise<void> => new Promise((done) => setTimeout(done));
