import type { Scene, WebGLRenderer } from 'three';
import { EpistackError } from '#core/errors.ts';
import { aim } from '#render/camera/camera.ts';
import type { Pose } from '#render/camera/pose.ts';
import { type View, viewFrom } from '#render/camera/view.ts';
import { applyTheme } from '#render/gpu/materials.ts';
import { paint, projectDiscs } from '#render/overlay/paint.ts';
import type { Shown, Stage } from '#render/stage/stage.ts';
import { BACKDROP } from '#render/stage/stage.ts';
import type { SceneTheme } from '#render/types.ts';
import { alphaFromTwoBackgrounds } from './transparency.ts';

/** Side of a tile. Every WebGL 2 device can draw it, multisampled. */
const TILE_PX = 2048;
/** Largest side of a picture: browsers refuse larger flat canvases. */
const MAX_SIDE_PX = 16384;
const MAX_PIXELS = 2 ** 28;

export interface CaptureRequest {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly transparent: boolean;
  readonly fontFamily: string;
  /** Instead of the theme of the page. */
  readonly theme?: SceneTheme;
}

/**
 * The present view as a PNG of this many pixels, drawn anew and not enlarged. Lines, labels and
 * atoms keep the proportions they have on the screen; a narrower picture is not cropped.
 * @throws `too-large`
 */
export async function capture(
  gl: WebGLRenderer,
  scene: Scene,
  stage: Stage,
  screen: { readonly widthPx: number; readonly heightPx: number },
  request: CaptureRequest,
): Promise<Blob> {
  const canvas = drawStill(gl, scene, stage, screen, request);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('the browser made no PNG'))),
      'image/png',
    );
  });
}

/** The same as a canvas, at once. @throws `too-large` */
export function drawStill(
  gl: WebGLRenderer,
  scene: Scene,
  stage: Stage,
  screen: { readonly widthPx: number; readonly heightPx: number },
  request: CaptureRequest,
): HTMLCanvasElement {
  const { widthPx, heightPx } = request;
  if (!(Math.max(widthPx, heightPx) <= MAX_SIDE_PX && widthPx * heightPx <= MAX_PIXELS))
    throw new EpistackError({
      code: 'too-large',
      what: 'the longer side of the picture in pixels',
      count: Math.max(widthPx, heightPx),
      limit: Math.min(MAX_SIDE_PX, Math.floor(Math.sqrt(MAX_PIXELS))),
    });
  const { pose, shown } = stage;
  const canvas = document.createElement('canvas');
  canvas.width = widthPx;
  canvas.height = heightPx;
  const ctx = canvas.getContext('2d', { willReadFrequently: request.transparent });
  if (!pose || !shown || !ctx)
    throw new EpistackError({ code: 'engine', engine: 'picture', reason: 'nothing is drawn yet' });

  const { view, scale } = widened(pose, shown, screen, request);
  const theme = request.theme ?? shown.props.theme;
  const kept = { ratio: gl.getPixelRatio(), width: screen.widthPx, height: screen.heightPx };
  const backdrop = scene.getObjectByName(BACKDROP);
  try {
    applyTheme(stage.frame, theme);
    if (backdrop) backdrop.visible = !request.transparent && request.theme === undefined;
    gl.setClearColor(theme.background, 1);
    stage.frame.uPx.value = scale;
    stage.frame.uDither.value = 0;
    for (let y = 0; y < heightPx; y += TILE_PX)
      for (let x = 0; x < widthPx; x += TILE_PX) {
        const tile = {
          x,
          y,
          width: Math.min(TILE_PX, widthPx - x),
          height: Math.min(TILE_PX, heightPx - y),
        };
        drawTile(gl, scene, stage, view, request, tile, ctx);
      }
  } finally {
    applyTheme(stage.frame, shown.props.theme);
    if (backdrop) backdrop.visible = true;
    stage.frame.uDither.value = 1;
    stage.cameras.orthographic.clearViewOffset();
    stage.cameras.perspective.clearViewOffset();
    gl.setPixelRatio(kept.ratio);
    gl.setSize(kept.width, kept.height, false);
  }
  ctx.setTransform(scale, 0, 0, scale, 0, 0);
  const discs = projectDiscs(stage, shown, view);
  // The atom under the pointer is not highlighted in the file.
  const still = { ...shown, props: { ...shown.props, hovered: null, theme } };
  paint({ ctx, view, shown: still, discs, fontFamily: request.fontFamily });
  return canvas;
}

/** The screen's view in the picture's shape, and the picture's pixels a CSS px. */
function widened(
  pose: Pose,
  shown: Shown,
  screen: { readonly widthPx: number; readonly heightPx: number },
  request: CaptureRequest,
): { readonly view: View; readonly scale: number } {
  const aspect = request.widthPx / request.heightPx;
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
  return { view, scale: request.heightPx / heightPx };
}

interface Tile {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function drawTile(
  gl: WebGLRenderer,
  scene: Scene,
  stage: Stage,
  view: View,
  { widthPx, heightPx, transparent }: CaptureRequest,
  tile: Tile,
  ctx: CanvasRenderingContext2D,
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
    ctx.drawImage(gl.domElement, tile.x, tile.y);
    return;
  }
  const onBlack = renderOn(gl, scene, camera, 0x000000);
  const onWhite = renderOn(gl, scene, camera, 0xffffff);
  alphaFromTwoBackgrounds(onBlack.data, onWhite.data);
  ctx.putImageData(onBlack, tile.x, tile.y);
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
