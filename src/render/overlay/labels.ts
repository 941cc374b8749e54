import type { Rect } from '#render/types.ts';
import { touch } from './room.ts';

/** A label that should be placed beside a line on the screen. CSS px. */
export interface LabelRequest {
  /** The two ends of the line. */
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  readonly width: number;
  readonly height: number;
}

/** Ends of a line on the screen, CSS px. */
export type LineSegment = Pick<LabelRequest, 'from' | 'to'>;

/** Upper left corner, CSS px. */
export type LabelPlace = readonly [x: number, y: number];

/** Places tried along the line, the middle first. */
const ALONG = [0.5, 0.36, 0.64, 0.2, 0.8] as const;
/** Distance kept from the edge of the picture. */
const EDGE_PX = 6;
/**
 * Distances of a plate from its line, px, the near one first, and a cover (in discs, fully covered) that is worse than no
 * label.
 */
const WHERE_FREE = { gaps: [5, 12, 20], worst: 2.2 } as const satisfies Where;
/** Where a length would else be written nowhere; farther aside it would seem to belong to another line. */
const ON_ATOMS = { gaps: [5], worst: 24 } as const satisfies Where;
interface Where {
  readonly gaps: readonly number[];
  readonly worst: number;
}
/** Cost of a label on another line, to which it would seem to belong, in covered discs. */
const FOREIGN_LINE = 0.9;
/** Cost of an edge of a cell that would cross a label. Its halo hides that: no label is dropped for it. */
const EDGE = 0.6;
/** Cost of each place that is tried later. */
const LATER = 0.02;

/** Where plates may stand, CSS px from the upper left corner of the picture. */
export interface LabelRoom {
  readonly leftPx: number;
  readonly topPx: number;
  /** The right and the lower edge. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** What stands there already. */
  readonly taken: readonly Rect[];
}

/**
 * Stands each plate beside its line where it covers the least of the atoms; null where it would
 * touch another plate or cover too much. Earlier requests choose first.
 * @param discs 3 per atom on the screen: x, y, radius
 * @param lines all lines of the kind that is labelled, the requests' own among them
 * @param edges other lines that should not cross words
 */
export function placeLabels(
  requests: readonly LabelRequest[],
  discs: Float32Array,
  discCount: number,
  lines: readonly LineSegment[],
  edges: readonly LineSegment[],
  screen: LabelRoom,
): (LabelPlace | null)[] {
  const placed: Rect[] = [...screen.taken];
  return requests.map((request) => {
    const best = bestPlace(request, placed, WHERE_FREE, {
      discs,
      discCount,
      lines,
      edges,
      screen,
    });
    if (!best) return null;
    placed.push(best.rect);
    return [best.rect.x, best.rect.y];
  });
}

/**
 * Of plates that all found no place the one that covers the least beside its line; null where all would hide too much of
 * what they name. Arguments as of `placeLabels`.
 */
export function placeOnAny<Request extends LabelRequest>(
  requests: readonly Request[],
  around: Surroundings,
): { readonly request: Request; readonly place: LabelPlace } | null {
  let least: { readonly request: Request; readonly place: LabelPlace } | null = null;
  let cost = Infinity;
  for (const request of requests) {
    const best = bestPlace(request, around.screen.taken, ON_ATOMS, around);
    if (best === null || best.cost >= cost) continue;
    cost = best.cost;
    least = { request, place: [best.rect.x, best.rect.y] };
  }
  return least;
}

export interface Surroundings {
  readonly discs: Float32Array;
  readonly discCount: number;
  readonly lines: readonly LineSegment[];
  readonly edges: readonly LineSegment[];
  readonly screen: LabelRoom;
}

function bestPlace(
  request: LabelRequest,
  placed: readonly Rect[],
  { worst, gaps }: Where,
  { discs, discCount, lines, edges, screen }: Surroundings,
): { readonly rect: Rect; readonly cost: number } | null {
  let best: { readonly rect: Rect; readonly cost: number } | null = null;
  for (const [order, rect] of candidates(request, gaps).entries()) {
    if (!isInside(rect, screen) || placed.some((other) => touch(rect, other))) continue;
    // A tie goes to the place tried first, so that plates keep their side while the camera turns.
    const early = FOREIGN_LINE * crossings(lines, rect) + LATER * order;
    const bare = early + cover(rect, discs, discCount, worst - early);
    if (bare >= worst) continue;
    const cost = bare + EDGE * crossings(edges, rect);
    if (best === null || cost < best.cost) best = { rect, cost };
  }
  return best;
}

function candidates({ from, to, width, height }: LabelRequest, gaps: readonly number[]): Rect[] {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy) || 1;
  // Right of the line first: people look there.
  const sign = dy < 0 ? -1 : 1;
  const [nx, ny] = [(sign * dy) / length, (-sign * dx) / length];
  const out: Rect[] = [];
  for (const gap of gaps)
    for (const t of ALONG)
      for (const side of [1, -1]) {
        const away = gap + (Math.abs(nx) * width + Math.abs(ny) * height) / 2;
        const x = from[0] + t * dx + side * nx * away;
        const y = from[1] + t * dy + side * ny * away;
        out.push({ x: x - width / 2, y: y - height / 2, width, height });
      }
  return out;
}

const isInside = (r: Rect, screen: LabelRoom) =>
  r.x >= Math.max(EDGE_PX, screen.leftPx) &&
  r.y >= Math.max(EDGE_PX, screen.topPx) &&
  r.x + r.width <= screen.widthPx - EDGE_PX &&
  r.y + r.height <= screen.heightPx - EDGE_PX;

const crossings = (lines: readonly LineSegment[], rect: Rect): number =>
  lines.reduce((n, line) => n + (crosses(line, rect) ? 1 : 0), 0);

/** Whether a line runs through a plate: what is left of it after cutting at each side. */
function crosses({ from, to }: LineSegment, r: Rect): boolean {
  let [enter, leave] = [0, 1];
  for (const [start, end, low, high] of [
    [from[0], to[0], r.x, r.x + r.width],
    [from[1], to[1], r.y, r.y + r.height],
  ] as const) {
    const run = end - start;
    if (run === 0) {
      if (start < low || start > high) return false;
      continue;
    }
    const [t, u] = [(low - start) / run, (high - start) / run];
    enter = Math.max(enter, Math.min(t, u));
    leave = Math.min(leave, Math.max(t, u));
  }
  return enter < leave;
}

/** How much of the discs a plate hides, in whole discs; stops counting at `enough`. */
function cover(rect: Rect, discs: Float32Array, count: number, enough: number): number {
  let sum = 0;
  for (let k = 0; k < count && sum < enough; k++) {
    const [x, y, r] = [discs[3 * k]!, discs[3 * k + 1]!, discs[3 * k + 2]!];
    const dx = x - Math.min(Math.max(x, rect.x), rect.x + rect.width);
    const dy = y - Math.min(Math.max(y, rect.y), rect.y + rect.height);
    const square = dx * dx + dy * dy;
    if (square < r * r) sum += 1 - Math.sqrt(square) / r;
  }
  return sum;
}

/** px between the ends of two axes that are written as one; and of two that run the same way, one name over the other. */
const SAME_END_PX = 6;
const SAME_WAY_PX = 16;
/** Cosine of the angle up to which two axes run the same way. */
const SAME_WAY = 0.97;

/** What is written at the end of each axis: of those that end together on the picture all names, as "a, b". */
export const namesAtEnds = (
  ends: readonly { readonly name: string; readonly x: number; readonly y: number }[],
): readonly string[] =>
  ends.map(({ x, y }) =>
    ends
      .filter((other) => {
        const apart = Math.hypot(other.x - x, other.y - y);
        const lengths = Math.hypot(x, y) * Math.hypot(other.x, other.y);
        const isAlong =
          Math.min(Math.hypot(x, y), Math.hypot(other.x, other.y)) > SAME_END_PX &&
          other.x * x + other.y * y > SAME_WAY * lengths;
        return apart < (isAlong ? SAME_WAY_PX : SAME_END_PX);
      })
      .map((other) => other.name)
      .join(', '),
  );
