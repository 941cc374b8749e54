import { useThree } from '@react-three/fiber';
import { useEffect, useRef } from 'react';
import { project, viewFrom } from '#render/camera/view.ts';
import { atomPlace } from '#render/stage/contactLines.ts';
import type { Stage } from '#render/stage/stage.ts';
import type { SceneHandle } from '#render/types.ts';

/** Gives the page its handle on the picture, once, when the first camera is set. */
export function useHandle(
  stage: Stage,
  surface: HTMLElement,
  onReady: (scene: SceneHandle) => void,
): void {
  const get = useThree((s) => s.get);
  const told = useRef(false);
  useEffect(() => {
    if (told.current) return;
    told.current = true;
    const screen = () => ({ widthPx: surface.clientWidth, heightPx: surface.clientHeight });
    onReady({
      webgl2: true,
      capture: async (widthPx, heightPx, transparent) => {
        const { gl, scene, invalidate } = get();
        const { capture } = await import('#render/figure/capture.ts');
        const { fontFamily } = stage;
        const request = { widthPx, heightPx, transparent, fontFamily };
        try {
          return await capture(gl, scene, stage, screen(), request);
        } finally {
          invalidate();
        }
      },
      still: async () => {
        const { drawStill } = await import('#render/figure/capture.ts');
        return (widthPx, heightPx, theme) => {
          const { gl, scene, invalidate } = get();
          const { fontFamily } = stage;
          const request = { widthPx, heightPx, transparent: false, fontFamily, theme };
          try {
            return drawStill(gl, scene, stage, screen(), request);
          } finally {
            invalidate();
          }
        };
      },
      drawn: () => ({ spheres: stage.shown?.drawn.count ?? 0, polyhedra: stage.bodies }),
      size: () => ({ widthCssPx: surface.clientWidth, heightCssPx: surface.clientHeight }),
      projectAtom: (atom) => {
        const { pose, shown } = stage;
        if (!pose || !shown) return [Number.NaN, Number.NaN];
        const perspective = shown.props.look.projection === 'perspective';
        const view = viewFrom(pose, shown.drawn.origin, { ...screen(), perspective });
        const [x, y] = project(view, ...atomPlace(shown.drawn, shown.xyz, atom), [0, 0, 0, 0]);
        return [x, y];
      },
    });
  }, [get, stage, surface, onReady]);
}
