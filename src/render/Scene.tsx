import { useFrame, useThree } from '@react-three/fiber';
import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { row } from '#core/math/mat3.ts';
import { add, type Cart, sub } from '#core/math/vec3.ts';
import { Atoms } from './Atoms.tsx';
import { Backdrop } from './Backdrop.tsx';
import { Bonds } from './Bonds.tsx';
import {
  type DrawnAtoms,
  layOutAtoms,
  layOutBonds,
  packColors,
  writePositions,
  writeRadii,
} from './buffers.ts';
import { Cell, Outlines } from './Cell.tsx';
import { Contacts } from './Contacts.tsx';
import { measure } from './camera.ts';
import { capture } from './capture.ts';
import { listen } from './controls.ts';
import { drawFrame } from './frame.ts';
import { applyTheme } from './materials.ts';
import { paint, projectDiscs } from './paint.ts';
import { pickAtom } from './picking.ts';
import { anglesOf, between, fitPose, orbit, type Pose, pan, zoom } from './pose.ts';
import type { Shown, Stage } from './stage.ts';
import { DIMENSION_ROOM, GLIDE_MS, PADDING } from './style.ts';
import { colorTexture, floatTexture } from './textures.ts';
import type { SceneProps } from './types.ts';
import { project, rayAt } from './view.ts';

/** Turn of one px of a drag, rad. */
const TURN = 0.008;
/** A structure that grows or shrinks by more than this is fitted anew; a slider's step is not. */
const REFIT = 0.25;

interface SceneInnerProps extends SceneProps {
  readonly stage: Stage;
  readonly host: RefObject<HTMLDivElement | null>;
  readonly sheet: RefObject<HTMLCanvasElement | null>;
}

/** What stands in the canvas, and the one place that draws a frame. */
export function Scene(props: SceneInnerProps) {
  const { structure, colors, radiiAng, bonds, look, theme, stage, host, sheet, view, onReady } =
    props;
  const { gl, scene, size, invalidate } = useThree();
  const drawn = useMemo(
    () => layOutAtoms(structure, look.showBoundaryImages),
    [structure, look.showBoundaryImages],
  );
  const spheres = useMemo(() => floatTexture(drawn.spheres), [drawn]);
  const paints = useMemo(() => colorTexture(packColors(drawn, colors)), [drawn, colors]);
  const sticks = useMemo(() => layOutBonds(bonds, drawn, structure.xyz), [bonds, drawn, structure]);
  useEffect(() => () => spheres.dispose(), [spheres]);
  useEffect(() => () => paints.dispose(), [paints]);
  const isFrame = props.positions?.length === structure.xyz.length;
  const xyz = isFrame ? props.positions! : structure.xyz;

  // Before the children's own layout effects would be too early for nothing: they only store references.
  useLayoutEffect(() => {
    writeRadii(drawn, radiiAng);
    writePositions(drawn, xyz);
    spheres.needsUpdate = true;
    measure(drawn, stage.boxes.atoms);
    growToCell(stage, drawn);
    invalidate();
  }, [drawn, radiiAng, xyz, spheres, stage, invalidate]);
  useLayoutEffect(() => {
    applyTheme(stage.frame, theme);
    stage.shown = { props, drawn, xyz };
    invalidate();
  });

  const request = useRef<number | null>(null);
  useLayoutEffect(() => {
    const extent = extentOf(drawn);
    const asked = request.current !== view.request;
    const other = stage.extent === null || differs(stage.extent.size, extent.size);
    if (!asked && !other) return;
    const angles =
      asked || stage.pose === null ? anglesOf(view.direction, structure.lattice) : stage.pose;
    const to = fitted(stage, angles, size.width, size.height);
    if (to === null) return;
    stage.glide =
      stage.pose === null || calm() ? null : { from: stage.pose, to, startMs: performance.now() };
    if (stage.glide === null) stage.pose = to;
    stage.isFitted = true;
    stage.extent = extent;
    request.current = view.request;
    invalidate();
  });
  useLayoutEffect(() => {
    // A picture that nobody has moved keeps fitting its frame.
    if (!stage.isFitted || stage.pose === null || stage.glide !== null) return;
    stage.pose = fitted(stage, stage.pose, size.width, size.height) ?? stage.pose;
    invalidate();
  }, [stage, size, invalidate]);

  useEffect(() => {
    const element = host.current!;
    const move = (change: (pose: Pose) => Pose) => {
      if (stage.pose === null) return;
      stage.pose = change(stage.pose);
      stage.glide = null;
      stage.isFitted = false;
      invalidate();
    };
    const half = () => element.clientHeight / 2;
    const hit = (x: number, y: number): number | null => {
      if (stage.shown === null || stage.view === null) return null;
      return pickAtom(stage.shown.drawn, stage.shown.props.look.atomScale, rayAt(stage.view, x, y));
    };
    const refit = () => {
      const { shown } = stage;
      if (shown === null || stage.pose === null) return;
      stage.pose =
        fitted(stage, stage.pose, element.clientWidth, element.clientHeight) ?? stage.pose;
      stage.isFitted = true;
      invalidate();
    };
    return listen(element, {
      turn: (dx, dy) => move((p) => orbit(p, -TURN * dx, TURN * dy)),
      pan: (dx, dy) => move((p) => pan(p, dx / half(), -dy / half())),
      zoom: (factor, x, y) =>
        move((p) => zoom(p, factor, [(x - element.clientWidth / 2) / half(), 1 - y / half()])),
      click: (x, y, extend) => stage.shown?.props.onPick(hit(x, y), { extend }),
      doubleClick: (x, y) => hit(x, y) === null && refit(),
      hover: (at) => {
        const atom = at === null ? null : hit(at[0], at[1]);
        if (stage.shown !== null && atom !== stage.shown.props.hovered)
          stage.shown.props.onHover(atom);
      },
      fit: refit,
    });
  }, [stage, host, invalidate]);

  useFrame(() => {
    const { shown } = stage;
    if (shown === null || stage.pose === null) return;
    if (stage.glide !== null) {
      const t = Math.min(1, (performance.now() - stage.glide.startMs) / GLIDE_MS);
      // Ease in and out; the last step lands exactly.
      stage.pose =
        t === 1 ? stage.glide.to : between(stage.glide.from, stage.glide.to, t * t * (3 - 2 * t));
      if (t === 1) stage.glide = null;
      invalidate();
    }
    drawFrame(stage, shown, gl, scene, size.width, size.height, gl.getPixelRatio());
    write(stage, shown, sheet.current!, size.width, size.height, gl.getPixelRatio());
  }, 1);

  useEffect(() => {
    onReady?.({
      webgl2: gl.capabilities.isWebGL2 !== false,
      capture: (widthPx, heightPx, transparent) =>
        capture(stage, gl, scene, widthPx, heightPx, transparent, invalidate),
      projectAtom: (atom) => {
        if (stage.shown === null || stage.view === null) return [Number.NaN, Number.NaN];
        const s = stage.shown.drawn.spheres;
        const p = project(
          stage.view,
          s[4 * atom]!,
          s[4 * atom + 1]!,
          s[4 * atom + 2]!,
          [0, 0, 0, 0],
        );
        return [p[0], p[1]];
      },
    });
  }, [stage, gl, scene, invalidate, onReady]);

  return (
    <>
      <Backdrop centre={theme.background} edge={theme.backgroundEdge} frame={stage.frame} />
      <Atoms
        drawn={drawn}
        spheres={spheres}
        colors={paints}
        scale={look.atomScale}
        frame={stage.frame}
      />
      {look.showBonds && (
        <Bonds
          bonds={sticks}
          drawn={drawn}
          spheres={spheres}
          colors={paints}
          radiusAng={look.bondRadiusAng}
          moving={isFrame}
          frame={stage.frame}
        />
      )}
      {look.showCell && (
        <Cell
          lattice={structure.lattice}
          origin={drawn.origin}
          color={theme.line}
          frame={stage.frame}
        />
      )}
      <Outlines outlines={props.outlines} origin={drawn.origin} frame={stage.frame} />
      {look.showContacts && (
        <Contacts contacts={props.contacts} drawn={drawn} xyz={xyz} frame={stage.frame} />
      )}
    </>
  );
}

/** Writes labels, axes and rings on the flat canvas. */
function write(
  stage: Stage,
  shown: Shown,
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
  ratio: number,
): void {
  const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
  // Setting a size clears the canvas and its memory: only when it changed.
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w;
    canvas.height = h;
  }
  const ctx = canvas.getContext('2d')!;
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.clearRect(0, 0, width, height);
  const view = stage.view!;
  paint({
    ctx,
    view,
    shown,
    discs: projectDiscs(stage, shown, view),
    fontFamily: getComputedStyle(canvas).fontFamily,
  });
}

function fitted(
  stage: Stage,
  angles: Pick<Pose, 'azimuthRad' | 'elevationRad'>,
  widthPx: number,
  heightPx: number,
): Pose | null {
  const { shown } = stage;
  if (shown === null || widthPx === 0 || heightPx === 0) return null;
  const { azimuthRad, elevationRad } = angles;
  return fitPose({ azimuthRad, elevationRad }, shown.drawn, {
    widthPx,
    heightPx,
    paddingPx: {
      ...PADDING,
      right: PADDING.right + (shown.props.gaps.length > 0 ? DIMENSION_ROOM : 0),
    },
    perspective: shown.props.look.projection === 'perspective',
  });
}

/** The box about all that is drawn: the atoms' and the cell's. */
function growToCell(stage: Stage, drawn: DrawnAtoms): void {
  const { all, atoms } = stage.boxes;
  all.set(atoms);
  for (let corner = 0; corner < 8; corner++) {
    let p: Cart = sub([0, 0, 0], drawn.origin);
    for (let k = 0; k < 3; k++) if (corner & (1 << k)) p = add(p, row(drawn.lattice, k));
    for (let x = 0; x < 3; x++) {
      all[x] = Math.min(all[x]!, p[x]!);
      all[3 + x] = Math.max(all[3 + x]!, p[x]!);
    }
  }
}

/** Size of the cell in the plane and of the atoms along z: what a fit depends on. */
function extentOf(drawn: DrawnAtoms): { size: Cart; middle: Cart } {
  const box = measure(drawn, new Float64Array(6));
  return { size: [box[3]! - box[0]!, box[4]! - box[1]!, box[5]! - box[2]!], middle: drawn.origin };
}

const differs = (a: Cart, b: Cart): boolean =>
  a.some((x, k) => Math.abs(x - b[k]!) > REFIT * Math.max(x, b[k]!));

const calm = (): boolean => window.matchMedia('(prefers-reduced-motion: reduce)').matches;
