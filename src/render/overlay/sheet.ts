import { sub, type Vec3 } from '#core/math/vec3.ts';
import type { LegendMark } from '#render/figureRequest.ts';
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

/** Marks of a lattice whose points are so near are dots: two sets of them beat before the eye, as the crystals do. */
const DENSE_PX = 3;
const DOT_PART = 0.34;

/** Lines and points of plane lattices over the picture, cased so that they are seen on any atom. */
export function paintSheet(overlay: OverlayCanvas, { lines, points }: SceneSheet): void {
  const { view } = overlay;
  // Seen aslant the points come nearer to each other.
  const pxPerAng = (Math.abs(view.back[2]) * view.heightPx) / (2 * view.halfHeightAng);
  const isDense = ({ shape, apartAng }: SheetPoints) =>
    shape !== 'ring' && ROOM[shape] * apartAng * pxPerAng < DENSE_PX;
  for (const set of points.filter(isDense))
    paintDots(overlay, set, DOT_PART * set.apartAng * pxPerAng);
  for (const line of lines) paintLines(overlay, line);
  for (const set of points) {
    const most = set.shape === 'ring' ? RING_PX : MARK_PX;
    const half = Math.min(most, ROOM[set.shape] * set.apartAng * pxPerAng);
    if (isDense(set) || half < LEAST_PX) continue;
    const { ctx } = overlay;
    ctx.beginPath();
    for (let k = 0; k + 2 < set.at.length; k += 3)
      draw(overlay, placed(overlay, set.at, k), set.shape, half);
    strokeCased(overlay, set.color, Math.max(0.75, (MARK_WIDTH_PX * half) / most));
  }
}

type SheetPoints = SceneSheet['points'][number];

function paintLines(
  overlay: OverlayCanvas,
  { ends, color, widthPx, dashed }: SceneSheet['lines'][number],
): void {
  const { ctx } = overlay;
  ctx.beginPath();
  for (let k = 0; k + 5 < ends.length; k += 6) {
    ctx.moveTo(...placed(overlay, ends, k));
    ctx.lineTo(...placed(overlay, ends, k + 3));
  }
  ctx.setLineDash(dashed ? OUTLINE_DASH : []);
  strokeCased(overlay, color, widthPx);
  ctx.setLineDash([]);
}

function paintDots(overlay: OverlayCanvas, { at, color }: SheetPoints, radiusPx: number): void {
  const { ctx } = overlay;
  ctx.beginPath();
  for (let k = 0; k + 2 < at.length; k += 3)
    draw(overlay, placed(overlay, at, k), 'ring', radiusPx);
  ctx.fillStyle = color;
  ctx.fill();
}

/** One mark for a legend. */
export function paintSheetMark(
  overlay: OverlayCanvas,
  [x, y]: readonly [number, number],
  shape: LegendMark['shape'],
  color: string,
): void {
  const { ctx } = overlay;
  ctx.beginPath();
  if (shape === 'line') {
    ctx.moveTo(x - MARK_PX, y);
    ctx.lineTo(x + MARK_PX, y);
  } else draw(overlay, [x, y], shape, MARK_PX);
  strokeCased(overlay, color, MARK_WIDTH_PX);
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
