import type { Scene, WebGLRenderer } from 'three';
import { EpistackError } from '#core/errors.ts';
import { aim } from '#render/camera/camera.ts';
import { type View, viewFrom } from '#render/camera/view.ts';
import type { FigureMarks, FigurePart } from '#render/figureRequest.ts';
import { applyTheme } from '#render/gpu/materials.ts';
import { LEGEND } from '#render/overlay/figureMarks.ts';
import { paint, projectDiscs } from '#render/overlay/paint.ts';
import { IN_FULL, tellDetail } from '#render/stage/detail.ts';
import type { Shown, Stage } from '#render/stage/stage.ts';
import { BACKDROP } from '#render/stage/stage.ts';
import type { Pose, SceneTheme } from '#render/types.ts';
import { alphaFromTwoBackgrounds } from './transparency.ts';

/** Side of a tile. Every WebGL 2 device can draw it, multisampled. */
const TILE_PX = 2048;

/** A mounted picture, and the size in which it stands. */
export interface Drawing {
  readonly gl: WebGLRenderer;
  readonly scene: Scene;
  readonly stage: Stage;
  readonly screen: { readonly widthPx: number; readonly heightPx: number };
}

/** A whole figure, of which parts are drawn. */
interface Whole {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly transparent: boolean;
  /** Instead of the theme of the page. */
  readonly theme?: SceneTheme;
  /** Absent: as on the page. */
  readonly marks?: FigureMarks;
  readonly turnRad?: number;
}

/** What the page shows stands in it without legend and bar. */
const NO_MARKS: FigureMarks = { scaleBar: false, legend: [] };

/** Draws a part of the present view into the upper left corner of a canvas, atoms in tiles and labels over them. */
export function drawPart(
  { gl, scene, stage, screen }: Drawing,
  whole: Whole,
  part: FigurePart,
  ctx: CanvasRenderingContext2D,
): void {
  const { pose, shown } = stage;
  if (!pose || !shown)
    throw new EpistackError({ code: 'engine', engine: 'picture', reason: 'nothing is drawn yet' });
  const turned = { ...pose, azimuthRad: pose.azimuthRad - (whole.turnRad ?? 0) };
  const { view, scale } = widened(turned, shown, screen, whole);
  const theme = whole.theme ?? shown.props.theme;
  const ratio = gl.getPixelRatio();
  const backdrop = scene.getObjectByName(BACKDROP);
  try {
    applyTheme(stage.frame, theme);
    if (backdrop) backdrop.visible = !whole.transparent && whole.theme === undefined;
    gl.setClearColor(theme.background, 1);
    stage.frame.uPx.value = scale;
    stage.frame.uDither.value = 0;
    const isTiled = Math.max(whole.widthPx, whole.heightPx) > TILE_PX;
    tellDetail(stage.detailFollowers, view, scale, { ...IN_FULL, isTiled });
    for (let y = 0; y < part.height; y += TILE_PX)
      for (let x = 0; x < part.width; x += TILE_PX) {
        const tile = {
          x: part.x + x,
          y: part.y + y,
          width: Math.min(TILE_PX, part.width - x),
          height: Math.min(TILE_PX, part.height - y),
        };
        drawTile(gl, scene, stage, view, whole, tile, ctx, [x, y]);
      }
  } finally {
    applyTheme(stage.frame, shown.props.theme);
    if (backdrop) backdrop.visible = true;
    stage.frame.uDither.value = 1;
    stage.cameras.orthographic.clearViewOffset();
    stage.cameras.perspective.clearViewOffset();
    gl.setPixelRatio(ratio);
    gl.setSize(screen.widthPx, screen.heightPx, false);
  }
  ctx.save();
  ctx.setTransform(scale, 0, 0, scale, -part.x, -part.y);
  const discs = projectDiscs(stage, shown, view);
  // The atom under the pointer is not highlighted in the file.
  const still = { ...shown, props: { ...shown.props, hovered: null, theme } };
  const { fontFamily } = stage;
  const marks = whole.marks ?? NO_MARKS;
  paint({ ctx, view, shown: still, discs, fontFamily, marks, taken: [] }, LEGEND);
  ctx.restore();
}

/** The screen's view in the figure's shape, and the figure's pixels a CSS px. */
function widened(
  pose: Pose,
  shown: Shown,
  screen: Drawing['screen'],
  whole: Whole,
): { readonly view: View; readonly scale: number } {
  const aspect = whole.widthPx / whole.heightPx;
  const grow = Math.max(1, screen.widthPx / screen.heightPx / aspect);
  const heightPx = screen.heightPx * grow;
  const view = viewFrom(
    {
      ...pose,
      halfHeightAng: pose.halfHeightAng * grow,
      shift: [pose.shift[0] / grow, pose.shift[1] / grow],
    },
    shown.drawn.origin,
    {
      widthPx: heightPx * aspect,
      heightPx,
      perspective: shown.props.look.projection === 'perspective',
    },
  );
  return { view, scale: whole.heightPx / heightPx };
}

function drawTile(
  gl: WebGLRenderer,
  scene: Scene,
  stage: Stage,
  view: View,
  { widthPx, heightPx, transparent }: Whole,
  tile: FigurePart,
  ctx: CanvasRenderingContext2D,
  at: readonly [x: number, y: number],
): void {
  const { frame } = stage;
  gl.setPixelRatio(1);
  gl.setSize(tile.width, tile.height, false);
  const camera = aim(stage.cameras, view, stage.boxes, frame);
  camera.setViewOffset(widthPx, heightPx, tile.x, tile.y, tile.width, tile.height);
  frame.uViewport.value.set(tile.width, tile.height);
  frame.uFrame.value.set(-tile.x, tile.y + tile.height - heightPx, widthPx, heightPx);
  if (!transparent) {
    gl.render(scene, camera);
    ctx.drawImage(gl.domElement, ...at);
    return;
  }
  const onBlack = renderOn(gl, scene, camera, 0x000000);
  const onWhite = renderOn(gl, scene, camera, 0xffffff);
  alphaFromTwoBackgrounds(onBlack.data, onWhite.data);
  ctx.putImageData(onBlack, ...at);
}

function renderOn(
  gl: WebGLRenderer,
  scene: Scene,
  camera: Parameters<WebGLRenderer['render']>[1],
  color: number,
): ImageData {
  gl.setClearColor(color, 1);
  gl.render(scene, camera);
  const flat = document.createElement('canvas');
  flat.width = gl.domElement.width;
  flat.height = gl.domElement.height;
  const ctx = flat.getContext('2d', { willReadFrequently: true });
  if (!ctx) throw new Error('the browser has no flat canvas');
  ctx.drawImage(gl.domElement, 0, 0);
  return ctx.getImageData(0, 0, flat.width, flat.height);
}
