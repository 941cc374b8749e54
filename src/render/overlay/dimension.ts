import { row } from '#core/math/mat3.ts';
import { add, scale, sub, type Vec3 } from '#core/math/vec3.ts';
import { project, type ScreenPoint } from '#render/camera/view.ts';
import type { OverlayCanvas } from './overlayCanvas.ts';

/** Distance of the dimension line from the cell and the atoms, px. */
const BESIDE_PX = 20;
/** Half the length of the end ticks. */
const TICK_PX = 6;
/** A shorter dimension (seen from above) says nothing. */
const LEAST_PX = 6;

const p: ScreenPoint = [0, 0, 0, 0];
const q: ScreenPoint = [0, 0, 0, 0];

/**
 * Dimensions along z as an engineering drawing has them: beside the cell's rightmost edge, with
 * thin witness lines. One that would stand over atoms or leave the picture is left out.
 */
export function paintGaps(overlay: OverlayCanvas): void {
  const { ctx, view, shown, fontFamily } = overlay;
  const { theme, gaps } = shown.props;
  ctx.font = `500 12px ${fontFamily}`;
  for (const { fromAng, toAng, label } of gaps) {
    edgeAt(overlay, fromAng, p);
    edgeAt(overlay, toAng, q);
    const [low, high] = [Math.max(p[1], q[1]), Math.min(p[1], q[1])];
    if (low - high < LEAST_PX) continue;
    const right = Math.max(p[0], q[0], rightmost(overlay, high, low));
    const x = Math.round(right + BESIDE_PX);
    if (x + 12 + ctx.measureText(label).width > view.widthPx - 4) continue;
    ctx.strokeStyle = theme.muted;
    ctx.globalAlpha = 0.5;
    ctx.lineWidth = 1;
    for (const end of [p, q]) {
      ctx.beginPath();
      ctx.moveTo(right + 3, end[1]);
      ctx.lineTo(x - TICK_PX - 2, end[1]);
      ctx.stroke();
    }
    ctx.globalAlpha = 1;
    ctx.strokeStyle = theme.ink;
    ctx.lineWidth = 1.25;
    ctx.beginPath();
    ctx.moveTo(x, low);
    ctx.lineTo(x, high);
    for (const y of [low, high]) {
      ctx.moveTo(x - TICK_PX, y);
      ctx.lineTo(x + TICK_PX, y);
    }
    ctx.stroke();
    ctx.fillStyle = theme.ink;
    ctx.textAlign = 'left';
    ctx.fillText(label, x + 12, (low + high) / 2 + 0.5);
  }
}

/** The point at height `z` of the cell's upright edge that stands farthest to the right. */
function edgeAt({ view, shown }: OverlayCanvas, zAng: number, out: ScreenPoint): void {
  const { lattice, origin } = shown.drawn;
  let best: Vec3 = [0, 0, 0];
  let farthest = -Infinity;
  for (const [u, v] of [
    [0, 0],
    [1, 0],
    [0, 1],
    [1, 1],
  ] as const) {
    const corner = add(scale(row(lattice, 0), u), scale(row(lattice, 1), v));
    const at = sub([corner[0], corner[1], zAng], origin);
    project(view, at[0], at[1], at[2], out);
    if (out[0] <= farthest) continue;
    farthest = out[0];
    best = at;
  }
  project(view, best[0], best[1], best[2], out);
}

/** Height above and below a dimension that must be free of atoms for its numbers, px. */
const CLEAR_PX = 12;

/** The right edge of the atoms at the height of the dimension, px. */
function rightmost({ shown, discs }: OverlayCanvas, high: number, low: number): number {
  let right = -Infinity;
  for (let k = 0; k < shown.drawn.count; k++) {
    const [x, y, r] = [discs[3 * k]!, discs[3 * k + 1]!, discs[3 * k + 2]!];
    if (y + r > high - CLEAR_PX && y - r < low + CLEAR_PX) right = Math.max(right, x + r);
  }
  return right;
}
