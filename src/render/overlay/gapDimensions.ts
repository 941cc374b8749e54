import { SYMBOLS } from '#core/crystal/elements.ts';
import { row } from '#core/math/mat3.ts';
import { add, dot, scale, sub, type Vec3 } from '#core/math/vec3.ts';
import { project, type ScreenPoint } from '#render/camera/view.ts';
import { cornerShifts } from '#render/gpu/block.ts';
import { LINE_PX, TEXT_PX } from '#render/stage/margins.ts';
import { UPRIGHT_RAD } from '#render/style.ts';
import type { SceneGap } from '#render/types.ts';
import type { OverlayCanvas } from './overlayCanvas.ts';
import { type Row, spread } from './room.ts';

/** Distance of the dimension line from the cell and the atoms, px. */
const BESIDE_PX = 20;
/** Half the length of the end ticks. */
const TICK_PX = 6;
/** Length of the thin lines that lead to the ends. */
const WITNESS_PX = 12;
/** A break mark of a dimension: half its height, and how far it leaves the line, px. */
const BREAK_PX = 5;
const BREAK_ASIDE_PX = 5;
/** A shorter dimension (seen from above) says nothing. */
const LEAST_PX = 6;
/** Kept free at the upper and lower edge. */
const EDGE_PX = 4;
/** From the column of dimensions to its words. */
const WORDS_PX = 12;

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
  const words: GapWords[] = [];
  let [highest, lowest] = [Infinity, -Infinity];
  for (const [rank, gap] of gaps.entries()) {
    const { fromAng, toAng, label, color } = gap;
    edgeAt(overlay, fromAng, p);
    edgeAt(overlay, toAng, q);
    let [low, high] = [Math.max(p[1], q[1]), Math.min(p[1], q[1])];
    if (low - high < LEAST_PX) {
      // A slab of one plane of atoms has its name too.
      if (color === null) continue;
      const middle = (low + high) / 2;
      [low, high] = [middle + LEAST_PX, middle - LEAST_PX];
    }
    [highest, lowest] = [Math.min(highest, high), Math.max(lowest, low)];
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
    if (gap.breakAng !== undefined) {
      edgeAt(overlay, gap.breakAng, p);
      for (const [aside, y] of breakPoints(p[1], high, low)) ctx.lineTo(x + aside, y);
    }
    ctx.lineTo(x, high + inset);
    for (const y of [low - inset, high + inset]) {
      ctx.moveTo(color === null ? x - TICK_PX : x, y);
      ctx.lineTo(x + TICK_PX, y);
    }
    ctx.stroke();
    const roomPx = view.widthPx - 4 - (x + WORDS_PX);
    const lines = fitting(overlay, label, roomPx);
    if (lines === null || lines.length * linePx > low - high + 2 * linePx) continue;
    words.push({
      lines,
      middle: (low + high) / 2,
      height: lines.length * linePx,
      reach: (low - high + linePx) / 2,
      rank,
      contacts: contactWords(overlay, gap).filter((word) => ctx.measureText(word).width <= roomPx),
    });
  }
  writeBeside(overlay, words, x + WORDS_PX);
  if (lowest > highest)
    overlay.taken.push({
      x: x - TICK_PX,
      y: highest,
      width: 2 * TICK_PX,
      height: lowest - highest,
    });
  return x;
}

/** The zigzag that says that a length is not drawn to scale, from below up: px beside the line, and px from the top. */
export function breakPoints(
  y: number,
  high: number,
  low: number,
): readonly (readonly [asidePx: number, yPx: number])[] {
  const half = Math.min(BREAK_PX, (low - high) / 2);
  const middle = Math.min(low - half, Math.max(high + half, y));
  return [
    [0, middle + half],
    [BREAK_ASIDE_PX, middle + half / 3],
    [-BREAK_ASIDE_PX, middle - half / 3],
    [0, middle - half],
  ];
}

interface GapWords extends Row {
  readonly lines: readonly string[];
  /** Lengths of the contacts across a gap, which stand below its own where there is room for them. */
  readonly contacts: readonly string[];
}

/** More pairs of elements than these are not written. */
const MOST_CONTACTS = 3;
/** A contact whose middle lies farther from a gap is not across it, Å. */
const ABOUT_ANG = 1;

/** "Cs–S 3.73 Å": the least distance of each pair across a gap, the shortest first. */
function contactWords({ shown }: OverlayCanvas, { fromAng, toAng, color }: SceneGap): string[] {
  const { contacts, structure, look } = shown.props;
  if (color !== null || !look.showContacts || !look.showContactLabels) return [];
  const { numbers, xyz, lattice } = structure;
  const lengths = new Map<string, number>();
  for (const { a, b, image, distanceAng, flagged } of contacts) {
    const z = (xyz[3 * a + 2]! + xyz[3 * b + 2]! + image[2] * lattice[8]!) / 2;
    if (flagged || z < fromAng - ABOUT_ANG || z > toAng + ABOUT_ANG) continue;
    const pair = `${SYMBOLS[numbers[a]!]}–${SYMBOLS[numbers[b]!]}`;
    lengths.set(pair, Math.min(lengths.get(pair) ?? Infinity, distanceAng));
  }
  return [...lengths]
    .map(([pair, least]) => ({ pair, least }))
    .sort((p, q) => p.least - q.least)
    .slice(0, MOST_CONTACTS)
    .map(({ pair, least }) => `${pair} ${least.toFixed(2)} Å`);
}

/**
 * Words of the column, each beside its dimension and off each other, the legend above and the scale bar below. Lengths of
 * contacts are among them where they push nothing away.
 */
function writeBeside(overlay: OverlayCanvas, plain: readonly GapWords[], x: number): void {
  const { ctx, view, shown, taken } = overlay;
  const { theme, look, padding } = shown.props;
  const linePx = LINE_PX * look.textScale;
  const widest = Math.max(
    0,
    ...plain.flatMap(({ lines, contacts }) =>
      [...lines, ...contacts].map((l) => ctx.measureText(l).width),
    ),
  );
  let [top, bottom] = [Math.min(padding.top, EDGE_PX), view.heightPx - EDGE_PX];
  for (const rect of taken) {
    if (rect.x + rect.width < x || rect.x > x + widest) continue;
    if (rect.y < view.heightPx / 2) top = Math.max(top, rect.y + rect.height);
    else bottom = Math.min(bottom, rect.y);
  }
  const full = plain.map((row) => {
    const more = row.contacts.length * linePx;
    return {
      ...row,
      height: row.height + more,
      reach: row.reach + more,
      lines: [...row.lines, ...row.contacts],
    };
  });
  const kept = (rows: readonly GapWords[]) =>
    spread(rows, top, bottom).filter((middle) => middle !== null).length;
  const words = kept(full) === kept(plain) ? full : plain;
  ctx.fillStyle = theme.ink;
  for (const [k, middle] of spread(words, top, bottom).entries()) {
    if (middle === null) continue;
    const { lines, height } = words[k]!;
    const first = middle + 0.5 - ((lines.length - 1) * linePx) / 2;
    for (const [i, line] of lines.entries()) ctx.fillText(line, x, first + i * linePx);
    taken.push({ x, y: middle - height / 2, width: widest, height });
  }
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
