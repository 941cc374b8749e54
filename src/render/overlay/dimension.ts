import { row } from '#core/math/mat3.ts';
import { add, dot, norm, scale, sub, type Vec3 } from '#core/math/vec3.ts';
import { project, type ScreenPoint } from '#render/camera/view.ts';
import { cornerShifts } from '#render/gpu/block.ts';
import { boxCorners } from '#render/stage/box.ts';
import { UPRIGHT_RAD } from '#render/style.ts';
import type { OverlayCanvas } from './overlayCanvas.ts';
import { SCALE_BAR_PX, scaleBarRoom } from './scaleBar.ts';
import { haloText, onScreen } from './text.ts';

/** Distance of the dimension line from the cell and the atoms, px. */
const BESIDE_PX = 20;
/** Half the length of the end ticks. */
const TICK_PX = 6;
/** Length of the thin lines that lead to the ends. */
const WITNESS_PX = 12;
/** A shorter dimension (seen from above) says nothing. */
const LEAST_PX = 6;
/** Height of letters and of lines. */
const TEXT_PX = 12;
const LINE_PX = 15;
/** Lines of words may come so near that only their halos meet. */
const CLOSE_PX = 3;

const p: ScreenPoint = [0, 0, 0, 0];
const q: ScreenPoint = [0, 0, 0, 0];

/**
 * Dimensions along z as an engineering drawing has them, one column beside the cell's rightmost edge and all atoms.
 * Slabs are brackets in their hues. What would leave the picture is left out.
 * @returns where the column stands, px from the left; null where there is none
 */
export function paintGaps(overlay: OverlayCanvas): number | null {
  const { ctx, view, shown, fontFamily } = overlay;
  const { theme, gaps, look } = shown.props;
  if (gaps.length === 0 || Math.abs(view.back[2]) > Math.sin(UPRIGHT_RAD)) return null;
  const linePx = LINE_PX * look.textScale;
  ctx.font = `500 ${TEXT_PX * look.textScale}px ${fontFamily}`;
  ctx.textAlign = 'left';
  edgeAt(overlay, 0, p);
  const x = Math.round(Math.max(p[0], rightmost(overlay)) + BESIDE_PX);
  if (x + TICK_PX > view.widthPx - 4) return null;
  /** Where words stand, that none is written over another: of slabs thinner than their names not all have one. */
  const written: (readonly [top: number, bottom: number])[] = [];
  for (const { fromAng, toAng, label, color } of gaps) {
    edgeAt(overlay, fromAng, p);
    edgeAt(overlay, toAng, q);
    let [low, high] = [Math.max(p[1], q[1]), Math.min(p[1], q[1])];
    if (low - high < LEAST_PX) {
      // A slab of one plane of atoms has its name too.
      if (color === null) continue;
      const middle = (low + high) / 2;
      [low, high] = [middle + LEAST_PX, middle - LEAST_PX];
    }
    ctx.strokeStyle = theme.muted;
    ctx.globalAlpha = 0.5;
    ctx.lineWidth = 1;
    ctx.beginPath();
    for (const y of [low, high]) {
      ctx.moveTo(x - WITNESS_PX, y);
      ctx.lineTo(x - TICK_PX - 1, y);
    }
    ctx.stroke();
    ctx.globalAlpha = 1;
    // Brackets stand a hair apart, so that each keeps its ends.
    const inset = color === null ? 0 : 1.5;
    ctx.strokeStyle = color ?? theme.ink;
    ctx.lineWidth = color === null ? 1.25 : 3;
    ctx.beginPath();
    ctx.moveTo(x, low - inset);
    ctx.lineTo(x, high + inset);
    for (const y of [low - inset, high + inset]) {
      ctx.moveTo(color === null ? x - TICK_PX : x, y);
      ctx.lineTo(x + TICK_PX, y);
    }
    ctx.stroke();
    const lines = fitting(overlay, label, view.widthPx - 4 - (x + 12));
    if (lines === null || lines.length * linePx > low - high + 2 * linePx) continue;
    const half = (lines.length * linePx) / 2;
    const [top, bottom] = [(low + high) / 2 - half, (low + high) / 2 + half];
    if (written.some(([t, b]) => top < b - CLOSE_PX && bottom > t + CLOSE_PX)) continue;
    written.push([top, bottom]);
    ctx.fillStyle = theme.ink;
    const first = (low + high) / 2 + 0.5 - ((lines.length - 1) * linePx) / 2;
    for (const [i, line] of lines.entries()) ctx.fillText(line, x + 12, first + i * linePx);
  }
  return x;
}

/** The lines of a label, broken at its blanks where there is no room; null where even words have none. */
function fitting({ ctx }: OverlayCanvas, label: string, roomPx: number): string[] | null {
  const fits = (lines: readonly string[]) =>
    lines.every((line) => ctx.measureText(line).width <= roomPx);
  const whole = label.split('\n');
  if (fits(whole)) return whole;
  const words = label.split(/\s(?=\()|\n/);
  return fits(words) ? words : null;
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

/** The right edge of all atoms, those of repeated cells too, px. */
function rightmost({ view, shown, discs }: OverlayCanvas): number {
  const { drawn } = shown;
  let right = -Infinity;
  for (let k = 0; k < drawn.count; k++) right = Math.max(right, discs[3 * k]! + discs[3 * k + 2]!);
  const aside = Math.max(
    ...cornerShifts(drawn.block, drawn.lattice).map((shift) => dot(shift, view.right)),
  );
  return right + (aside * view.heightPx) / (2 * view.halfHeightAng);
}

/** Distance of the words from the edge of the floor, px. */
const BELOW_PX = 13;
/** Side of the square in the corner where the directions of the axes are drawn. */
const AXES_PX = 94;
/** Beside a shorter edge, seen from near its end, there is no room for words: they stand below the floor. */
const LEAST_EDGE_PX = 44;

/** Kept free at the edges of the picture. */
const SIDE_PX = 6;

/**
 * Words beside an upright edge: in one line where there is room, else broken at their dot, and never beyond the picture.
 * @param way 1 to the right of `x`, −1 to the left
 */
export function besideEdge(
  label: string,
  x: number,
  way: 1 | -1,
  screenPx: number,
  widthOf: (text: string) => number,
): { readonly lines: readonly string[]; readonly x: number } {
  const room = way === 1 ? screenPx - SIDE_PX - x : x - SIDE_PX;
  const lines = widthOf(label) <= room ? [label] : label.split(' · ');
  const over = Math.max(0, Math.max(...lines.map(widthOf)) - room);
  return { lines, x: x - way * over };
}

/**
 * From the middle of a leaning edge to the middle of words that the edge does not cross.
 * @param out unit normal of the edge, towards the words
 * @param gapPx from an edge that lies level
 */
export const clearOf = (
  [nx, ny]: readonly [number, number],
  widthPx: number,
  gapPx: number,
): readonly [aside: number, down: number] => {
  const away = gapPx + (Math.abs(nx) * widthPx) / 2;
  return [nx * away, ny * away];
};

/** Edges shorter than this are seen from their end. */
const END_ON_PX = 6;

/**
 * Heights of lines of words, one under the other. Where there is no room below they are moved up together, and none onto
 * another.
 */
export function movedUp(heights: readonly number[], stepPx: number, lowestPx: number): number[] {
  let limit = lowestPx;
  return heights
    .toReversed()
    .map((y) => {
      const at = Math.min(y, limit);
      limit = at - stepPx;
      return at;
    })
    .reverse();
}

/** Lengths of a and b beside the front and the right edge of the floor; of an edge seen from near its end below both. */
export function paintSides(overlay: OverlayCanvas): void {
  const { ctx, view, shown, fontFamily } = overlay;
  const { sides, box, look, theme } = shown.props;
  if (!sides || !look.showCell) return;
  const floor = boxCorners(shown.drawn, box)
    .slice(0, 4)
    .map((corner) => onScreen(view, corner));
  const middle = [0, 1].map((x) => floor.reduce((sum, c) => sum + c[x]! / 4, 0));
  ctx.font = `500 ${TEXT_PX * look.textScale}px ${fontFamily}`;
  let below = 0;
  const short: string[] = [];
  const written: { readonly label: string; readonly x: number; readonly y: number }[] = [];
  const step = LINE_PX * look.textScale;
  for (const [label, edges] of [
    [
      sides.a,
      [
        [0, 1],
        [3, 2],
      ],
    ],
    [
      sides.b,
      [
        [1, 2],
        [0, 3],
      ],
    ],
  ] as const) {
    // Of two parallel edges the lower one on the screen, or the right one of two upright ones.
    const [from, to] = edges
      .map(([s, t]) => [floor[s]!, floor[t]!] as const)
      .sort(
        ([c, d], [e, f]) =>
          e[1] + f[1] + 0.15 * (e[0] + f[0]) - (c[1] + d[1] + 0.15 * (c[0] + d[0])),
      )[0]!;
    const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
    if (length < LEAST_EDGE_PX) {
      // A cell that is small on the picture, among many, has no dimensions.
      if (edgePx(overlay, label === sides.a ? 0 : 1) < LEAST_EDGE_PX) continue;
      short.push(length < END_ON_PX ? `${label} · along the view` : label);
      continue;
    }
    const at = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2] as const;
    const across = [(to[1] - from[1]) / length, (from[0] - to[0]) / length] as const;
    // Outwards: away from the middle of the floor, and down where it is seen from its side.
    const out = across[0] * (at[0] - middle[0]!) + across[1] * (at[1] - middle[1]!);
    const side = Math.abs(out) < 1 ? (across[1] < 0 ? -1 : 1) : Math.sign(out);
    const [nx, ny] = [side * across[0], side * across[1]];
    const isUpright = Math.abs(nx) > Math.abs(ny);
    if (isUpright) {
      const beside = at[0] + Math.sign(nx) * BELOW_PX;
      const { lines, x } = besideEdge(
        label,
        beside,
        nx > 0 ? 1 : -1,
        view.widthPx,
        (text) => ctx.measureText(text).width,
      );
      ctx.textAlign = nx > 0 ? 'left' : 'right';
      for (const [k, line] of lines.entries())
        haloText(ctx, line, x, at[1] + (k - (lines.length - 1) / 2) * step, theme);
      below = at[1] + (lines.length / 2) * step;
      continue;
    }
    // Two edges of a floor that is seen from its side: one line of words under the other.
    const [aside, down] = clearOf(
      [nx, ny],
      ctx.measureText(label).width,
      BELOW_PX * look.textScale,
    );
    const y = Math.max(at[1] + down, below);
    written.push({ label, x: at[0] + aside, y });
    below = y + step;
  }
  const lowest = Math.max(...floor.map((corner) => corner[1])) + BELOW_PX * look.textScale;
  for (const label of short) {
    const y = Math.max(below, lowest);
    written.push({ label, x: middle[0]!, y });
    below = y + step;
  }
  const heights = movedUp(
    written.map(({ y }) => y),
    step,
    view.heightPx - step / 2,
  );
  for (const [k, { label, x }] of written.entries()) lineBelow(overlay, label, x, heights[k]!);
}

/** How long an edge of the cell is on the picture where it is seen from its side. */
const edgePx = ({ view, shown }: OverlayCanvas, axis: 0 | 1): number =>
  (norm(row(shown.drawn.lattice, axis)) * view.heightPx) / (2 * view.halfHeightAng);

/** A line of words about a place, between axes and scale bar; where these leave too little room, its first part. */
function lineBelow(
  { ctx, view, shown }: OverlayCanvas,
  label: string,
  at: number,
  y: number,
): void {
  const { look, theme } = shown.props;
  const left = y > view.heightPx - AXES_PX ? AXES_PX : SIDE_PX;
  const isByBar = y > view.heightPx - SCALE_BAR_PX * look.textScale;
  const right = view.widthPx - (isByBar ? scaleBarRoom(view) : SIDE_PX);
  const isFull = ctx.measureText(label).width <= right - left;
  const text = isFull ? label : label.split(' · ')[0]!;
  const half = ctx.measureText(text).width / 2;
  ctx.textAlign = 'center';
  haloText(ctx, text, Math.min(Math.max(at, half + left), right - half), y, theme);
}
