import { sub, type Vec3 } from '#core/math/vec3.ts';
import { OUTLINE_DASH } from '#render/style.ts';
import type { SceneSheet } from '#render/types.ts';
import type { OverlayCanvas } from './overlayCanvas.ts';
import { onScreen } from './text.ts';

/** The part of the distance of two points that a mark takes to each side. */
const ROOM = { plus: 0.3, cross: 0.3, ring: 0.45 } as const;
/** Smaller marks are not seen, px. */
const LEAST_PX = 0.75;
/** Half the size of a mark, px. */
const MARK_PX = 4;
const MARK_WIDTH_PX = 1.75;
const RING_PX = 6.5;
/** What a line has on either side of it in the panel's colour, px. */
const CASING_PX = 1;

/** Lines and points of plane lattices over the picture, cased so that they are seen on any atom. */
export function paintSheet(overlay: OverlayCanvas, { lines, points }: SceneSheet): void {
  const { ctx, view } = overlay;
  for (const { ends, color, widthPx, dashed } of lines) {
    ctx.beginPath();
    for (let k = 0; k + 5 < ends.length; k += 6) {
      ctx.moveTo(...placed(overlay, ends, k));
      ctx.lineTo(...placed(overlay, ends, k + 3));
    }
    ctx.setLineDash(dashed ? OUTLINE_DASH : []);
    strokeCased(overlay, color, widthPx);
    ctx.setLineDash([]);
  }
  const pxPerAng = view.heightPx / (2 * view.halfHeightAng);
  for (const { at, shape, color, apartAng } of points) {
    const most = shape === 'ring' ? RING_PX : MARK_PX;
    const half = Math.min(most, ROOM[shape] * apartAng * pxPerAng);
    if (half < LEAST_PX) continue;
    ctx.beginPath();
    for (let k = 0; k + 2 < at.length; k += 3) draw(overlay, placed(overlay, at, k), shape, half);
    strokeCased(overlay, color, Math.max(0.75, (MARK_WIDTH_PX * half) / most));
  }
}

function placed({ view, shown }: OverlayCanvas, xyz: Float32Array, k: number) {
  const at: Vec3 = [xyz[k]!, xyz[k + 1]!, xyz[k + 2]!];
  return onScreen(view, sub(at, shown.drawn.origin));
}

function draw(
  { ctx }: OverlayCanvas,
  [x, y]: readonly [number, number],
  shape: SceneSheet['points'][number]['shape'],
  half: number,
): void {
  if (shape === 'ring') {
    ctx.moveTo(x + half, y);
    ctx.arc(x, y, half, 0, 2 * Math.PI);
    return;
  }
  const [p, q] = shape === 'plus' ? [half, 0] : [0.75 * half, 0.75 * half];
  ctx.moveTo(x - p, y - q);
  ctx.lineTo(x + p, y + q);
  ctx.moveTo(x - q, y + p);
  ctx.lineTo(x + q, y - p);
}

function strokeCased({ ctx, shown }: OverlayCanvas, color: string, widthPx: number): void {
  ctx.strokeStyle = shown.props.theme.panel;
  ctx.lineWidth = widthPx + 2 * CASING_PX;
  ctx.stroke();
  ctx.strokeStyle = color;
  ctx.lineWidth = widthPx;
  ctx.stroke();
}
