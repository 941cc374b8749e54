import { useThree } from '@react-three/fiber';
import {
  lazy,
  type ReactNode,
  Suspense,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useSyncExternalStore,
} from 'react';
import { sub, type Vec3 } from '#core/math/vec3.ts';
import { type Box, boundSpheres } from '#render/camera/camera.ts';
import {
  type DrawnAtoms,
  layOutAtoms,
  layOutBonds,
  packColors,
  packShifts,
  texels,
  writeColors,
  writePositions,
  writeRadii,
} from '#render/gpu/buffers.ts';
import { applyLook, applyTheme } from '#render/gpu/materials.ts';
import { writeOcclusion } from '#render/gpu/occlusion.ts';
import { byteTexture, colorTexture, floatTexture } from '#render/gpu/textures.ts';
import { paint, projectDiscs } from '#render/overlay/paint.ts';
import { boxCorners } from '#render/stage/box.ts';
import { dashedContacts } from '#render/stage/contactLines.ts';
import type { Stage } from '#render/stage/stage.ts';
import { MAX_LIT_MOVING } from '#render/style.ts';
import type {
  SceneFeed,
  SceneFrame,
  SceneHandle,
  SceneOutline,
  SceneProps,
} from '#render/types.ts';
import { WIRE_SHAPES, wireShapes } from '#render/wireShapes.ts';
import { Arrows } from './Arrows.tsx';
import { Atoms } from './Atoms.tsx';
import { Backdrop } from './Backdrop.tsx';
import { Bonds } from './Bonds.tsx';
import { Camera } from './Camera.tsx';
import { Cell, Outlines } from './Cell.tsx';
import { Contacts } from './Contacts.tsx';
import { Trails } from './Trails.tsx';
import { useHandle } from './useHandle.ts';

// Not in the first picture: fetched when somebody wants them.
const Polyhedra = lazy(() =>
  import('#render/scene/fetched/Polyhedra.tsx').then(({ Polyhedra }) => ({ default: Polyhedra })),
);

const Faces = lazy(() =>
  import('#render/scene/fetched/Faces.tsx').then(({ Faces }) => ({ default: Faces })),
);

const Floor = lazy(() =>
  import('#render/scene/fetched/Floor.tsx').then(({ Floor }) => ({ default: Floor })),
);

/** Everything inside the canvas: turns data into buffers, and updates camera and overlay. */
export function Scene(props: {
  readonly scene: SceneProps;
  readonly stage: Stage;
  readonly surface: HTMLElement;
  readonly overlay: HTMLCanvasElement;
  /** Told once, when the first camera stands. */
  readonly onReady: (scene: SceneHandle) => void;
}) {
  const { scene, stage, surface, overlay, onReady } = props;
  const { structure, look, theme, outlines, feed } = scene;
  const invalidate = useThree((s) => s.invalidate);
  const gl = useThree((s) => s.gl);
  const isMoving = useSyncExternalStore(feed.watch, () => frameOf(feed, scene) !== null);

  const topology = useSyncExternalStore(
    feed.watch,
    () => frameOf(feed, scene)?.topology ?? scene.topology,
  );
  const drawn = useMemo(() => {
    const atoms = layOutAtoms(structure, topology.images, scene.block);
    writePositions(atoms, structure.xyz);
    writeRadii(atoms, scene.radiiAng);
    return atoms;
  }, [structure, topology.images, scene.block, scene.radiiAng]);
  const spheres = useMemo(() => floatTexture(drawn.spheres), [drawn]);
  const colors = useMemo(
    () => colorTexture(packColors(drawn, scene.colors)),
    [drawn, scene.colors],
  );
  const marks = useMemo(() => {
    const shapes = wireShapes(structure.numbers);
    return structure.numbers.map((z) => WIRE_SHAPES.indexOf(shapes.get(z)!));
  }, [structure.numbers]);
  const shifts = useMemo(() => byteTexture(packShifts(drawn, marks)), [drawn, marks]);
  const occlusions = useMemo(
    () => (look.occlusion ? floatTexture(texels(drawn.count)) : null),
    [drawn, look.occlusion],
  );
  const textures = useMemo(
    () => ({ spheres, colors, shifts, occlusions: occlusions ?? spheres }),
    [spheres, colors, shifts, occlusions],
  );
  const bonds = useMemo(
    () => layOutBonds(topology.bonds, drawn, structure.xyz, topology.stubs),
    [topology, drawn, structure],
  );
  const dashed = useMemo(
    () => dashedContacts(scene.contacts, topology.bonds),
    [scene.contacts, topology.bonds],
  );
  useEffect(() => () => spheres.dispose(), [spheres]);
  useEffect(() => () => colors.dispose(), [colors]);
  useEffect(() => () => shifts.dispose(), [shifts]);
  useEffect(() => () => occlusions?.dispose(), [occlusions]);

  const repaint = useCallback(() => repaintOverlay(stage, overlay), [stage, overlay]);

  // Each frame comes through here and not through React: one texture upload, from which sticks fetch
  // their ends, and the lines that follow.
  const isPainted = useRef(false);
  useLayoutEffect(() => {
    isPainted.current = false;
    const apply = () => {
      const moving = frameOf(feed, scene);
      const xyz = moving?.positions ?? structure.xyz;
      drawn.lattice.set(moving?.lattice ?? structure.lattice);
      writePositions(drawn, xyz);
      spheres.needsUpdate = true;
      stage.frame.uLattice.value.fromArray(drawn.lattice);
      stage.frame.uFrom.value = drawn.block.from;
      stage.frame.uTo.value = drawn.block.to;
      if (occlusions && (moving === null || structure.numbers.length <= MAX_LIT_MOVING)) {
        writeOcclusion(drawn, xyz, look.atomScale, occlusions.image.data as Float32Array);
        occlusions.needsUpdate = true;
      }
      if (moving?.colors || isPainted.current) {
        writeColors(drawn, moving?.colors ?? scene.colors, colors.image.data as Uint8Array);
        colors.needsUpdate = true;
        isPainted.current = moving?.colors != null;
      }
      boundSpheres(drawn, stage.boxes.atoms);
      enclose(stage.boxes.atoms, drawn, outlines, stage.boxes.all);
      stage.shown = { props: scene, drawn, xyz, moving };
      for (const follow of stage.followers) follow();
      invalidate();
    };
    apply();
    return feed.watch(apply);
  }, [
    feed,
    scene,
    structure,
    drawn,
    spheres,
    colors,
    occlusions,
    look,
    outlines,
    stage,
    invalidate,
  ]);
  useLayoutEffect(() => {
    applyTheme(stage.frame, theme);
    applyLook(stage.frame, look);
    invalidate();
  }, [stage, theme, look, invalidate]);
  // Rings and labels are on a canvas of their own, so pointing at an atom redraws nothing in GL.
  // biome-ignore lint/correctness/useExhaustiveDependencies: these are reasons to write again
  useLayoutEffect(() => {
    repaint();
  }, [
    repaint,
    scene.hovered,
    scene.selection,
    scene.selectionCells,
    scene.measureLabel,
    scene.marks,
    scene.gaps,
    scene.contacts,
    scene.covered,
    look,
  ]);
  useEffect(() => {
    // The page's font may arrive after the first frame.
    document.fonts.addEventListener('loadingdone', repaint);
    return () => document.fonts.removeEventListener('loadingdone', repaint);
  }, [repaint]);
  useEffect(() => {
    // three makes its buffers anew, but nothing asks for a frame.
    const canvas = gl.domElement;
    const again = () => invalidate();
    canvas.addEventListener('webglcontextrestored', again);
    return () => canvas.removeEventListener('webglcontextrestored', again);
  }, [gl, invalidate]);
  useHandle(stage, surface, onReady);

  const { frame } = stage;
  return (
    <>
      <Backdrop centre={theme.background} edge={theme.backgroundEdge} frame={frame} />
      <Atoms drawn={drawn} textures={textures} scale={look.atomScale} stage={stage} />
      {look.bondRadiusAng > 0 && bonds.count > 0 && (
        <Bonds
          bonds={bonds}
          drawn={drawn}
          textures={textures}
          radiusAng={look.bondRadiusAng}
          wirePx={look.wirePx}
          moving={isMoving}
          stage={stage}
        />
      )}
      {topology.polyhedra && (
        <Fetched stage={stage}>
          <Polyhedra
            polyhedra={topology.polyhedra}
            drawn={drawn}
            glassy={look.glassy}
            stage={stage}
          />
        </Fetched>
      )}
      {look.floorShadow && (
        <Fetched stage={stage}>
          <Floor
            drawn={drawn}
            topology={topology}
            look={look}
            boxFloorAng={look.showCell ? (scene.box?.floorAng ?? 0) - drawn.origin[2] : null}
            dark={theme.dark}
            stage={stage}
          />
        </Fetched>
      )}
      {look.showCell && <Cell drawn={drawn} box={scene.box} color={theme.line} stage={stage} />}
      {outlines.length > 0 && <Outlines outlines={outlines} origin={drawn.origin} frame={frame} />}
      {scene.faces !== undefined && scene.faces.length > 0 && (
        <Fetched stage={stage}>
          <Faces faces={scene.faces} origin={drawn.origin} />
        </Fetched>
      )}
      {look.showContacts && dashed.length > 0 && (
        <Contacts contacts={dashed} drawn={drawn} stage={stage} />
      )}
      {isMoving && <Trails drawn={drawn} color={theme.muted} stage={stage} />}
      {isMoving && <Arrows drawn={drawn} theme={theme} atomScale={look.atomScale} stage={stage} />}
      <Camera stage={stage} scene={scene} drawn={drawn} surface={surface} onFrame={repaint} />
    </>
  );
}

/** A part of the picture that is fetched when it is first wanted. Figures wait for it. */
function Fetched({ stage, children }: { readonly stage: Stage; readonly children: ReactNode }) {
  return <Suspense fallback={<Awaited stage={stage} />}>{children}</Suspense>;
}

function Awaited({ stage }: { readonly stage: Stage }) {
  useLayoutEffect(() => {
    stage.awaited++;
    return () => void stage.awaited--;
  }, [stage]);
  return null;
}

/** After an edit one more frame of the previous structure may arrive; it does not fit these atoms. */
function frameOf(feed: SceneFeed, { structure }: SceneProps): SceneFrame | null {
  const frame = feed.now();
  return frame?.positions.length === structure.xyz.length ? frame : null;
}

/** Grows the atoms' box by the cell and the outlines, for the depth the camera must span. */
function enclose(atoms: Box, drawn: DrawnAtoms, outlines: readonly SceneOutline[], out: Box): void {
  out.set(atoms);
  const grow = (p: Vec3) => {
    for (let x = 0; x < 3; x++) {
      out[x] = Math.min(out[x]!, p[x]!);
      out[3 + x] = Math.max(out[3 + x]!, p[x]!);
    }
  };
  for (const corner of boxCorners(drawn, null)) grow(corner);
  for (const { corners } of outlines) for (const p of corners) grow(sub(p, drawn.origin));
}

/** A narrower picture has other words where the scale bar would stand. */
const BAR_FROM_PX = 480;

/** Writes the overlay for the camera of the last frame. */
function repaintOverlay(stage: Stage, overlay: HTMLCanvasElement): void {
  const { view, shown } = stage;
  const ctx = overlay.getContext('2d');
  if (!view || !shown || !ctx) return;
  const ratio = stage.frame.uPx.value;
  const [width, height] = [Math.round(view.widthPx * ratio), Math.round(view.heightPx * ratio)];
  // Setting a canvas' size clears it; the same size must be cleared by hand.
  if (overlay.width !== width || overlay.height !== height) {
    overlay.width = width;
    overlay.height = height;
  }
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.clearRect(0, 0, width, height);
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  const discs = projectDiscs(stage, shown, view);
  const { fontFamily } = stage;
  const scaleBar = shown.props.look.scaleBar && view.widthPx >= BAR_FROM_PX;
  const taken = [...(shown.props.covered ?? [])];
  paint({ ctx, view, shown, discs, fontFamily, marks: { scaleBar, legend: [] }, taken });
}
