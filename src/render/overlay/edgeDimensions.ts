import { mulRow, row } from '#core/math/mat3.ts';
import { dot, norm } from '#core/math/vec3.ts';
import { cellsOf } from '#render/gpu/block.ts';
import { boxCorners } from '#render/stage/box.ts';
import { BELOW_PX, LINE_PX, TEXT_PX } from '#render/stage/margins.ts';
import type { Rect } from '#render/types.ts';
import type { OverlayCanvas } from './overlayCanvas.ts';
import { freeAbout, touch } from './room.ts';
import { haloText, onScreen } from './text.ts';

/** Beside a shorter edge, seen from near its end, there is no room for words: they stand below the floor. */
const LEAST_EDGE_PX = 44;
/** A cell with a shorter edge is too small among its copies to be dimensioned. */
const LEAST_CELL_PX = 24;

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
      if (edgePx(overlay, label === sides.a ? 0 : 1) < LEAST_CELL_PX) continue;
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
      const way = nx > 0 ? 1 : -1;
      const reach = [at[1] - step, at[1] + step] as const;
      const beside = way * (ballsBeyond(overlay, way * at[0], reach, [way, 0]) + BELOW_PX);
      const { lines, x } = besideEdge(
        label,
        beside,
        nx > 0 ? 1 : -1,
        view.widthPx,
        (text) => ctx.measureText(text).width,
      );
      // Moved back over the atoms they would name nothing: below the floor there is more room.
      if (way * (beside - x) > BELOW_PX) {
        short.push(label);
        continue;
      }
      const width = Math.max(...lines.map((line) => ctx.measureText(line).width));
      const height = lines.length * step;
      const rect = { x: nx > 0 ? x : x - width, y: at[1] - height / 2, width, height };
      // Before repeated cells it would stand on their atoms.
      if (isOnBall(overlay, rect)) {
        short.push(label);
        continue;
      }
      // Beside the dimensions there may be no room: then they stand below.
      if (!overlay.taken.some((other) => touch(rect, other, 0))) {
        ctx.textAlign = nx > 0 ? 'left' : 'right';
        for (const [k, line] of lines.entries())
          haloText(ctx, line, x, at[1] + (k - (lines.length - 1) / 2) * step, theme);
        overlay.taken.push(rect);
        continue;
      }
    }
    const gap = BELOW_PX * look.textScale;
    const [aside, down] = clearOf([nx, ny], ctx.measureText(label).width, gap);
    written.push({ label, x: at[0] + aside, y: at[1] + down });
  }
  const lowest = Math.max(...floor.map((corner) => corner[1])) + BELOW_PX * look.textScale;
  for (const label of short) written.push({ label, x: middle[0]!, y: lowest });
  for (const words of written) writeBelow(overlay, words, floor);
}

type Corner = readonly [x: number, y: number];

/** How low the edges of a floor come between two places of the picture, px; −∞ where there are none. */
export function lowestBetween(floor: readonly Corner[], left: number, right: number): number {
  let lowest = -Infinity;
  for (const [k, from] of floor.entries()) {
    const to = floor[(k + 1) % floor.length]!;
    const [start, end] = from[0] < to[0] ? [from, to] : [to, from];
    if (end[0] < left || start[0] > right) continue;
    const run = end[0] - start[0];
    for (const x of [Math.max(left, start[0]), Math.min(right, end[0])])
      lowest = Math.max(
        lowest,
        run === 0
          ? Math.max(start[1], end[1])
          : start[1] + ((x - start[0]) / run) * (end[1] - start[1]),
      );
  }
  return lowest;
}

/** Words leave their edge by so much at most to stand off balls that hang over it, heights of a line. */
const AWAY_LINES = 2.5;
/** Looking at more balls takes longer than it is worth. */
const MOST_BALLS = 20_000;

/** Shows the balls of all cells, px; none where there are too many of them. */
function forEachBall(
  { discs, shown, view }: OverlayCanvas,
  visit: (x: number, y: number, r: number) => void,
): void {
  const { count, block, lattice } = shown.drawn;
  const cells = cellsOf(block);
  if (count * cells.length > MOST_BALLS) return;
  const px = view.heightPx / (2 * view.halfHeightAng);
  for (const cell of cells) {
    const by = mulRow(cell, lattice);
    const [dx, dy] = [px * dot(by, view.right), -px * dot(by, view.up)];
    for (let k = 0; k < count; k++)
      if (discs[3 * k + 2]! > 0)
        visit(discs[3 * k]! + dx, discs[3 * k + 1]! + dy, discs[3 * k + 2]!);
  }
}

/**
 * How far balls that hang over an edge reach beyond it, px along a direction; the edge itself where there are none.
 * @param way to the right, to the left or down
 */
function ballsBeyond(
  overlay: OverlayCanvas,
  edge: number,
  [from, to]: readonly [number, number],
  [wx, wy]: readonly [number, number],
): number {
  const most = edge + AWAY_LINES * LINE_PX * overlay.shown.props.look.textScale;
  let far = edge;
  forEachBall(overlay, (x, y, r) => {
    const [along, across] = [wx * x + wy * y + r, Math.abs(wy) * x + Math.abs(wx) * y];
    if (along > far && along < most && across + r > from && across - r < to) far = along;
  });
  return far;
}

/** Upper and lower ends of the balls that stand over a stretch of the picture's width, px. */
function ballsOver(
  overlay: OverlayCanvas,
  [left, right]: readonly [number, number],
): (readonly [up: number, down: number])[] {
  const out: (readonly [number, number])[] = [];
  forEachBall(overlay, (x, y, r) => {
    if (x + r > left && x - r < right) out.push([y - r, y + r]);
  });
  return out;
}

function isOnBall(overlay: OverlayCanvas, rect: Rect): boolean {
  let isOn = false;
  forEachBall(overlay, (x, y, r) => {
    const dx = x - Math.min(Math.max(x, rect.x), rect.x + rect.width);
    const dy = y - Math.min(Math.max(y, rect.y), rect.y + rect.height);
    isOn ||= dx * dx + dy * dy < r * r;
  });
  return isOn;
}

/** Of words from those beside them: after the letter of an axis they would read as one, px. */
const APART_PX = 14;
/** Of a word from the line above it, px. */
const OFF_LINE_PX = 3;

/**
 * Words below an edge of the floor, off its lines and off what is written already: in one line where there is room, else
 * broken at their dot. Where there is no room below the floor they stand at the lower edge of the picture, and where
 * there is none there either, only their first part.
 */
function writeBelow(
  overlay: OverlayCanvas,
  { label, x: at, y }: { readonly label: string; readonly x: number; readonly y: number },
  floor: readonly Corner[],
): void {
  const { ctx, shown, taken } = overlay;
  const { look, theme } = shown.props;
  const step = LINE_PX * look.textScale;
  const parts = label.split(' · ');
  ctx.textAlign = 'center';
  const write = ({ lines, x, top }: Below): void => {
    for (const [k, line] of lines.entries()) haloText(ctx, line, x, top + (k + 0.5) * step, theme);
    const width = Math.max(...lines.map((line) => ctx.measureText(line).width));
    taken.push({ x: x - width / 2, y: top, width, height: lines.length * step });
  };
  // Fewer words below the floor rather than all of them on the atoms above it.
  for (const way of ['down', 'up'] as const)
    for (const lines of [[label], parts, parts.slice(0, 1)]) {
      const place = placeBelow(overlay, { lines, way }, [at, y - step / 2], floor, step);
      if (place === null) continue;
      write(place);
      return;
    }
}

interface Below {
  readonly lines: readonly string[];
  readonly x: number;
  readonly top: number;
}

/** @param words and whether they are moved down from their place, or up from the lower edge: a floor may lie below the picture */
function placeBelow(
  overlay: OverlayCanvas,
  { lines, way }: { readonly lines: readonly string[]; readonly way: 'down' | 'up' },
  [at, from]: readonly [number, number],
  floor: readonly Corner[],
  step: number,
): Below | null {
  const { ctx, view, taken } = overlay;
  const width = Math.max(...lines.map((line) => ctx.measureText(line).width));
  const height = lines.length * step;
  const most = view.heightPx - 1 - height;
  const fits = (top: number): Below | null => {
    const [left, right] = freeAbout(
      at,
      [top, top + height],
      taken,
      [SIDE_PX, view.widthPx - SIDE_PX],
      APART_PX,
    );
    if (width > right - left) return null;
    const x = Math.min(Math.max(at, left + width / 2), right - width / 2);
    // Farther aside they would seem to belong to what stands there.
    if (Math.abs(x - at) > width / 2) return null;
    const rect: Rect = { x: x - width / 2, y: top, width, height };
    return taken.some((other) => touch(rect, other, 0)) ? null : { lines, x, top };
  };
  const reach = [at - width / 2, at + width / 2] as const;
  const edge = lowestBetween(floor, ...reach);
  const below =
    OFF_LINE_PX + (edge === -Infinity ? edge : ballsBeyond(overlay, edge, reach, [0, 1]));
  const first = Math.max(from, below);
  if (way === 'down') {
    // Rather off the atoms of repeated cells; where they go on to the edge of the picture, near the floor.
    const balls = ballsOver(overlay, reach);
    const isClear = (top: number) => balls.every(([up, down]) => down < top || up > top + height);
    for (const isFree of [isClear, () => true])
      for (let top = first; top <= most; top += step / 3) {
        const place = isFree(top) ? fits(top) : null;
        if (place !== null) return place;
      }
  }
  for (let top = most; way === 'up' && first > most && top > most - 3 * step; top -= step / 3) {
    const place = fits(top);
    if (place !== null) return place;
  }
  return null;
}

/** How long an edge of the cell is on the picture where it is seen from its side. */
const edgePx = ({ view, shown }: OverlayCanvas, axis: 0 | 1): number =>
  (norm(row(shown.drawn.lattice, axis)) * view.heightPx) / (2 * view.halfHeightAng);
