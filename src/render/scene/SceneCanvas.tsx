import {
  type CSSProperties,
  useEffect,
  useLayoutEffect,
  useRef,
  useSyncExternalStore,
} from 'react';
import { EpistackError } from '#core/errors.ts';
import type { SceneHandle, SceneProps } from '#render/types.ts';
import type { MountedScene } from './mountScene.tsx';
import { LackNotice, SceneNotice } from './SceneNotice.tsx';

const FILL: CSSProperties = { position: 'absolute', inset: 0, width: '100%', height: '100%' };

interface SceneCanvasProps extends SceneProps {
  /** The picture, which may already be drawn; null without WebGL 2. */
  readonly scene: MountedScene | null;
  /** Told once, when its first frame has been drawn. */
  readonly onReady: (scene: SceneHandle) => void;
}

/** Places the mounted picture in the page. It fills its parent, which must be positioned. */
export function SceneCanvas({ scene, onReady, ...props }: SceneCanvasProps) {
  return scene ? (
    <LiveCanvas scene={scene} onReady={onReady} props={props} />
  ) : (
    <NoCanvas theme={props.theme} onReady={onReady} />
  );
}

function LiveCanvas({
  scene,
  onReady,
  props,
}: {
  readonly scene: MountedScene;
  readonly onReady: (scene: SceneHandle) => void;
  readonly props: SceneProps;
}) {
  const host = useRef<HTMLDivElement>(null);
  const lacks = useSyncExternalStore(scene.watchLacks, scene.lacks);
  const isLost = useSyncExternalStore(scene.watchLost, scene.isLost);
  useLayoutEffect(() => host.current!.append(scene.element), [scene]);
  useLayoutEffect(() => scene.show(props), [scene, props]);
  useEffect(() => {
    let isHere = true;
    void scene.ready.then((handle) => isHere && onReady(handle));
    return () => {
      isHere = false;
    };
  }, [scene, onReady]);
  return (
    <>
      <div ref={host} style={FILL} />
      {lacks && <LackNotice lack={lacks} theme={props.theme} />}
      {isLost && (
        <SceneNotice theme={props.theme} title="The graphics context was lost — restoring…">
          The graphics driver was reset. The picture comes back by itself; if it does not, reload
          the page. Nothing of the structure is lost.
        </SceneNotice>
      )}
    </>
  );
}

function NoCanvas({ theme, onReady }: Pick<SceneCanvasProps, 'theme' | 'onReady'>) {
  useEffect(() => {
    onReady({
      webgl2: false,
      capture: () => Promise.reject(new EpistackError(NO_PICTURE)),
      still: () => Promise.reject(new EpistackError(NO_PICTURE)),
      now: () => null,
      painter: () => Promise.reject(new EpistackError(NO_PICTURE)),
      drawn: () => ({ spheres: 0, polyhedra: 0 }),
      isAwaiting: () => false,
      size: () => ({ widthCssPx: 0, heightCssPx: 0 }),
      projectAtom: () => [Number.NaN, Number.NaN],
      atomAt: () => null,
    });
  }, [onReady]);
  return (
    <div style={{ ...FILL, background: theme.background }}>
      <SceneNotice theme={theme} title="This page needs WebGL 2 to draw the crystal">
        This browser has it switched off or does not know it. Switch on hardware acceleration, or
        open the page in a recent Firefox, Chrome, Edge or Safari. Everything but the picture works
        without it.
      </SceneNotice>
    </div>
  );
}

const NO_PICTURE = { code: 'engine', engine: 'picture', reason: 'there is no WebGL 2' } as const;
