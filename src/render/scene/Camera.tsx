import { addAfterEffect, useFrame, useThree } from '@react-three/fiber';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { aim, seenBy } from '#render/camera/camera.ts';
import { listen } from '#render/camera/controls.ts';
import { atomOnRay } from '#render/camera/picking.ts';
import { anglesOf, aroundAll, between, orbit, pan, zoom } from '#render/camera/pose.ts';
import { depthOf, rayAt, viewFrom } from '#render/camera/view.ts';
import type { DrawnAtoms } from '#render/gpu/buffers.ts';
import { extentOf, hasChanged } from '#render/gpu/extent.ts';
import { type Share, tellDetail } from '#render/stage/detail.ts';
import { fittedPose } from '#render/stage/fittedPose.ts';
import { createPace } from '#render/stage/pace.ts';
import { isAtNamedView, lackOf, type Stage, tellLack } from '#render/stage/stage.ts';
import { GLIDE_MS } from '#render/style.ts';
import type { AtomImage, Pose, SceneProps } from '#render/types.ts';

/** A drag of this many px turns the camera by one radian. */
const PX_PER_RAD = 180;

type Angles = Pick<Pose, 'azimuthRad' | 'elevationRad'>;

/** Views of a full turn that must all fit. */
const TURNS = 12;

/**
 * Moves the camera: fits the atoms, glides between views, and follows pointer and keys. The only user of `useFrame`.
 */
export function Camera(props: {
  readonly stage: Stage;
  readonly scene: SceneProps;
  readonly drawn: DrawnAtoms;
  /** What takes the pointer and the keys. */
  readonly surface: HTMLElement;
  /** Called with the camera in place, before the frame is drawn. */
  readonly onFrame: () => void;
}) {
  const { stage, scene, drawn, surface, onFrame } = props;
  const { structure, content, view, look } = scene;
  const invalidate = useThree((s) => s.invalidate);
  const set = useThree((s) => s.set);
  const size = useThree((s) => s.size);
  const get = useThree((s) => s.get);
  const shares = useRef<readonly Share[]>([]);
  const pace = useMemo(
    () =>
      createPace((coarse) => {
        const { performance } = get();
        set({ performance: { ...performance, current: coarse ? performance.min : 1 } });
        invalidate();
      }),
    [get, set, invalidate],
  );
  useEffect(() => {
    const stop = addAfterEffect(() =>
      pace.drew(get().gl.getContext() as WebGL2RenderingContext, {
        corners: shares.current.reduce((sum, { corners }) => sum + corners, 0),
        isWhole: lackOf(shares.current) === null,
      }),
    );
    return () => {
      stop();
      pace.stop();
    };
  }, [pace, get]);
  const lastRequest = useRef<number | null>(null);
  const lastSize = useRef(size);

  useLayoutEffect(() => {
    set({ camera: stage.cameras[look.projection] });
    invalidate();
  }, [set, stage, look.projection, invalidate]);

  const fitted = (angles: Angles, allRound = false): Pose => {
    if (!allRound) return fittedOnce(angles);
    const turns = Array.from({ length: TURNS }, (_, k) =>
      fittedOnce({ ...angles, azimuthRad: angles.azimuthRad + (2 * Math.PI * k) / TURNS }),
    );
    return aroundAll(angles, turns);
  };
  const fittedOnce = (angles: Angles): Pose => {
    return fittedPose(angles, scene, drawn, { widthPx: size.width, heightPx: size.height });
  };
  const moveTo = (to: Pose, how: 'glide' | 'jump') => {
    stage.isFitted = true;
    if (stage.pose && how === 'glide' && !prefersStillness())
      stage.glide = { from: stage.pose, to, startMs: performance.now() };
    else {
      stage.pose = to;
      stage.glide = null;
    }
    invalidate();
  };

  // Only a request, another content or another extent moves the camera: it must stand still while a slider moves. One that
  // nobody has turned takes the view of what comes: sheets are seen from higher up.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useLayoutEffect(() => {
    const extent = extentOf(structure.xyz, content);
    const asked = lastRequest.current !== view.request;
    if (!asked && stage.extent && !hasChanged(stage.extent, extent)) return;
    lastRequest.current = view.request;
    stage.extent = extent;
    const now = stage.glide?.to ?? stage.pose;
    const stand = asked || !now ? view.stand : undefined;
    if (stand && 'pose' in stand) {
      moveTo(stand.pose, 'glide');
      stage.isFitted = false;
      stage.named = null;
      return;
    }
    const byName = stand === undefined && (asked || !now || isAtNamedView(stage));
    const angles =
      stand ?? (byName ? anglesOf(view.direction, structure.lattice, structure.xyz) : now!);
    if (byName) stage.named = angles;
    else if (stand) stage.named = null;
    moveTo(fitted(angles, stand?.allRound), 'glide');
  }, [structure, content, view.request]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a resize alone fits again
  useLayoutEffect(() => {
    if (lastSize.current === size) return;
    lastSize.current = size;
    const now = stage.glide?.to ?? stage.pose;
    if (now && stage.isFitted) moveTo(fitted(now), 'jump');
  }, [size]);

  // What else a fitted picture must hold; the heights that follow a slider are not in it.
  const { block, box, padding } = scene;
  const holds = JSON.stringify([block, box === null, look.showCell, look.textScale, padding]);
  const held = useRef(holds);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another content fits again
  useLayoutEffect(() => {
    if (held.current === holds) return;
    held.current = holds;
    const now = stage.glide?.to ?? stage.pose;
    if (now && stage.isFitted) moveTo(fitted(now), 'glide');
  }, [holds]);

  const fit = useRef(() => {});
  useLayoutEffect(() => {
    fit.current = () => {
      const now = stage.glide?.to ?? stage.pose;
      if (now) moveTo(fitted(now), 'glide');
    };
  });

  useEffect(() => {
    const move = (change: (pose: Pose) => Pose) => {
      if (!stage.pose) return;
      stage.pose = change(stage.pose);
      stage.glide = null;
      stage.isFitted = false;
      pace.turn();
      invalidate();
    };
    /** CSS px → half heights. */
    const halves = (px: number) => (2 * px) / surface.clientHeight;
    const imageAt = (x: number, y: number): AtomImage | null => {
      const { shown, view: now } = stage;
      if (!shown || !now) return null;
      return atomOnRay(
        shown.drawn,
        shown.props.look.atomScale,
        rayAt(now, x, y),
        stage.drawnBodies,
      );
    };
    const atomAt = (x: number, y: number): number | null => imageAt(x, y)?.atom ?? null;
    return listen(surface, {
      turn: (dx, dy) => move((p) => orbit(p, -dx / PX_PER_RAD, dy / PX_PER_RAD)),
      pan: (dx, dy) => move((p) => pan(p, halves(dx), -halves(dy))),
      zoom: (factor, x, y) => {
        const right = halves(x - surface.clientWidth / 2);
        move((p) => zoom(p, factor, [right, 1 - halves(y)]));
      },
      click: (x, y, extend) => stage.shown?.props.onPick(imageAt(x, y), { extend }),
      doubleClick: (x, y) => {
        if (atomAt(x, y) === null) fit.current();
      },
      hover: (at) => {
        const atom = at && atomAt(at[0], at[1]);
        surface.style.cursor = atom === null ? 'grab' : 'pointer';
        const { shown } = stage;
        if (shown && shown.props.hovered !== atom) shown.props.onHover(atom);
      },
      fit: () => fit.current(),
    });
  }, [surface, stage, invalidate, pace]);

  useFrame(({ gl }) => {
    if (stage.glide) {
      const t = Math.min(1, (performance.now() - stage.glide.startMs) / GLIDE_MS);
      stage.pose = between(stage.glide.from, stage.glide.to, 1 - (1 - t) ** 3);
      pace.turn();
      if (t === 1) stage.glide = null;
      else invalidate();
    }
    if (!stage.pose || !stage.shown) return;
    stage.view = viewFrom(stage.pose, stage.shown.drawn.origin, {
      widthPx: size.width,
      heightPx: size.height,
      perspective: look.projection === 'perspective',
    });
    const { frame } = stage;
    const ratio = gl.getPixelRatio();
    frame.uPx.value = ratio;
    gl.getDrawingBufferSize(frame.uViewport.value);
    frame.uFrame.value.set(0, 0, frame.uViewport.value.x, frame.uViewport.value.y);
    const now = stage.view;
    const camera = aim(stage.cameras, stage.view, stage.boxes, frame);
    shares.current = tellDetail(stage.detailFollowers, stage.view, ratio, {
      isCoarse: pace.isCoarse(),
      isTiled: false,
      isSeen: seenBy(camera),
      depthOf: (x, y, z) => depthOf(now, [x, y, z]),
      mostCorners: pace.mostCorners(),
    });
    // While it turns, what is said of the picture in rest stays.
    if (!pace.isCoarse()) tellLack(stage, lackOf(shares.current));
    onFrame();
  });
  return null;
}

const prefersStillness = (): boolean =>
  window.matchMedia('(prefers-reduced-motion: reduce)').matches;
