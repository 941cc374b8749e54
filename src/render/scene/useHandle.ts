import { useThree } from '@react-three/fiber';
import { useEffect, useRef } from 'react';
import { atomOnRay } from '#render/camera/picking.ts';
import { project, rayAt, viewFrom } from '#render/camera/view.ts';
import type { Drawing } from '#render/figure/drawPart.ts';
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
    /** Draws into the picture's own buffer, and then the picture again. */
    const drawing = <T>(draw: (picture: Drawing) => T): T => {
      const { gl, scene, invalidate } = get();
      try {
        return draw({ gl, scene, stage, screen: screen() });
      } finally {
        invalidate();
      }
    };
    onReady({
      webgl2: true,
      capture: async (widthPx, heightPx, transparent) => {
        const { capture } = await import('#render/figure/capture.ts');
        const request = { widthPx, heightPx, transparent };
        return drawing((picture) => capture(picture, request));
      },
      still: async () => {
        const { drawStill } = await import('#render/figure/capture.ts');
        return (widthPx, heightPx, theme, marks) =>
          drawing((picture) =>
            drawStill(picture, { widthPx, heightPx, transparent: false, theme, marks }),
          );
      },
      now: () =>
        stage.pose &&
        stage.shown && {
          scene: stage.shown.props,
          frame: stage.shown.moving,
          stand: stage.isFitted
            ? {
                azimuthRad: stage.pose.azimuthRad,
                elevationRad: stage.pose.elevationRad,
                allRound: false,
              }
            : { pose: stage.pose },
        },
      painter: async () => {
        const { drawPart } = await import('#render/figure/drawPart.ts');
        return (request, part, ctx) => drawing((picture) => drawPart(picture, request, part, ctx));
      },
      drawn: () => ({ spheres: stage.shown?.drawn.count ?? 0, polyhedra: stage.bodies }),
      isAwaiting: () => stage.awaited > 0,
      size: () => ({ widthCssPx: surface.clientWidth, heightCssPx: surface.clientHeight }),
      projectAtom: (atom) => {
        const { pose, shown } = stage;
        if (!pose || !shown) return [Number.NaN, Number.NaN];
        const perspective = shown.props.look.projection === 'perspective';
        const view = viewFrom(pose, shown.drawn.origin, { ...screen(), perspective });
        const [x, y] = project(view, ...atomPlace(shown.drawn, shown.xyz, atom), [0, 0, 0, 0]);
        return [x, y];
      },
      atomAt: (x, y) => {
        const { pose, shown } = stage;
        if (!pose || !shown) return null;
        const { atomScale, projection } = shown.props.look;
        const perspective = projection === 'perspective';
        const view = viewFrom(pose, shown.drawn.origin, { ...screen(), perspective });
        return atomOnRay(shown.drawn, atomScale, rayAt(view, x, y), stage.drawnBodies);
      },
    });
    // This picture alone: another one may have no renderer yet.
    get().invalidate();
  }, [get, stage, surface, onReady]);
}
