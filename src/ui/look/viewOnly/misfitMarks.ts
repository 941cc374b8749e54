import type { LatticeSheet } from '#app/look/viewOnly.ts';
import { subscripts } from '#core/crystal/structure.ts';
import {
  canStand,
  type Dislocations,
  type FacingLattice,
  type MisfitLattices,
  misfitLattices,
} from '#core/match/misfit/misfitLattices.ts';
import {
  type Cell2,
  inverse2,
  length2,
  reduceCell,
  rowTimes,
  type Vec2,
} from '#core/math/plane2.ts';
import { latticePoints, linesAcross, type PlaneArea, pointsWithin } from '#core/math/planeArea.ts';
import { mapTuple } from '#core/math/vec3.ts';
import { type Built, type Interface, interfacesOf } from '#core/recipe/build.ts';
import { type Report, slabName } from '#core/recipe/report/report.ts';
import type { LegendMark } from '#render/figureRequest.ts';
import type { SceneBlock, SceneMarks, SceneSheet } from '#render/types.ts';
import { dislocationWords, lengthWords } from './misfitText.ts';
import { cellsOver, handyCell, SAME } from './wholeMoire.ts';

/** More points of one lattice are a grey area on any screen. */
const MOST_POINTS = 20_000;

/** The interfaces that lie inside the cell: one that closes a superlattice is on its lid. */
export const sheetInterfaces = (built: Built): readonly Interface[] =>
  interfacesOf(built).filter(({ cellsUp }) => cellsUp === 0);

export const latticesAt = (built: Built, { lower, upper }: Interface): MisfitLattices =>
  misfitLattices(built.slabs[lower]!, built.slabs[upper]!, built.cell);

/** Of the dislocations that a switch asks for: how many families are drawn at an interface, and why others are not. */
export const dislocationsSaid = (built: Built, at: number): string => {
  const across = sheetInterfaces(built)[at];
  return (across === undefined ? [] : latticesAt(built, across).dislocations)
    .map(dislocationWords)
    .join(' ');
};

/** The cells of the picture in which the moiré is seen whole; null where none is asked for or none is there. */
export function roomFor(built: Built, sheet: LatticeSheet): SceneBlock | null {
  const at = sheet.points === 'moire' ? sheetInterfaces(built)[sheet.at] : undefined;
  const moire = at && latticesAt(built, at).moire?.cell;
  return moire ? withMargin(cellsOver(handyCell(moire, built.cell), built.cell)) : null;
}

/** Cells beside those of one moiré, so that it is seen to go on. */
const MARGIN = 0.12;

const withMargin = ({ from, to }: SceneBlock): SceneBlock => {
  const more = [0, 1, 2].map((k) => Math.floor(MARGIN * (to[k]! - from[k]! + 1)));
  return {
    from: mapTuple(from, (n, k) => n - more[k]!),
    to: mapTuple(to, (n, k) => n + more[k]!),
  };
};

/** Where the sheet is drawn: over all cells of the picture, as one plane that does not repeat. */
export const areaOf = ({ from, to }: SceneBlock, [a, b]: Cell2): PlaneArea => {
  const [m, n] = [to[0] - from[0] + 1, to[1] - from[1] + 1];
  return {
    corner: [from[0] * a[0] + from[1] * b[0], from[0] * a[1] + from[1] * b[1]],
    edges: [
      [m * a[0], m * a[1]],
      [n * b[0], n * b[1]],
    ],
  };
};

export interface SheetColours {
  /** Of the slabs. */
  readonly hues: readonly string[];
  readonly ink: string;
  readonly warn: string;
}

/** What the marks over an interface mean. */
export function sheetKeys(
  { built, report }: { readonly built: Built; readonly report: Report },
  sheet: LatticeSheet,
  { hues, ink, warn }: SheetColours,
): readonly LegendMark[] {
  const at = sheetInterfaces(built)[sheet.at];
  if (at === undefined) return [];
  const { moire, dislocations } = latticesAt(built, at);
  const lattice = (slab: number, shape: LegendMark['shape']): LegendMark => ({
    name: `${subscripts(slabName(report, slab))}, ${sheet.points === 'moire' ? 'unstrained' : 'as built'}`,
    color: hues[slab % hues.length]!,
    shape,
  });
  const ring = (name: string): LegendMark => ({ name, color: ink, shape: 'ring' });
  return [
    ...(sheet.points === 'none' ? [] : [lattice(at.lower, 'plus'), lattice(at.upper, 'cross')]),
    ...(sheet.points === 'coincidence' ? [ring('coincidence')] : []),
    ...(sheet.points === 'moire' && moire?.cell ? [ring('moiré')] : []),
    ...(sheet.dislocations && dislocations.some((d) => canStand(d) === 'yes')
      ? [{ name: 'misfit dislocation', color: warn, shape: 'line' } as const]
      : []),
  ];
}

/** The plane lattices of an interface as lines, marks and words in the middle of its gap. */
export function misfitMarks(
  built: Built,
  sheet: LatticeSheet,
  block: SceneBlock,
  { hues, ink, warn }: SheetColours,
): { readonly sheet: SceneSheet; readonly words: SceneMarks['words'] } {
  const at = sheetInterfaces(built)[sheet.at];
  if (at === undefined) return { sheet: { lines: [], points: [] }, words: [] };
  const lattices = latticesAt(built, at);
  const zAng = (built.slabs[at.lower]!.highAng + built.slabs[at.upper]!.lowAng) / 2;
  const area = areaOf(block, built.cell);
  const lines: SceneSheet['lines'][number][] = [];
  const points: SceneSheet['points'][number][] = [];
  const words: SceneMarks['words'][number][] = [];
  const there = ([x, y]: Vec2) => [x, y, zAng] as const;
  const line = (
    ends: readonly (readonly [Vec2, Vec2])[],
    color: string,
    widthPx: number,
    dashed = false,
  ) => {
    if (ends.length === 0) return;
    const flat = ends.flatMap(([p, q]) => [...there(p), ...there(q)]);
    lines.push({ ends: Float32Array.from(flat), color, widthPx, dashed });
  };
  const marks = (cell: Cell2, shape: SceneSheet['points'][number]['shape'], color: string) => {
    if (pointsWithin(cell, area) > MOST_POINTS) return;
    const at = latticePoints(cell, area).flatMap(there);
    points.push({
      at: Float32Array.from(at),
      shape,
      color,
      apartAng: length2(reduceCell(cell).cell[0]),
    });
  };
  const both = (of: (lattice: FacingLattice) => Cell2) => {
    marks(of(lattices.lower), 'plus', hues[at.lower % hues.length]!);
    marks(of(lattices.upper), 'cross', hues[at.upper % hues.length]!);
  };
  /** Every cell of a lattice, the one at the corner bold with its lengths. */
  const cells = (cell: Cell2, name: string) => {
    if (pointsWithin(cell, area) <= MOST_POINTS)
      for (const wave of wavesOf(cell)) line(linesAcross(wave, 0, area), ink, 1, true);
    const lengths = cell.map(length2);
    for (const [k, vector] of cell.entries()) {
      const end: Vec2 = isWithin(vector, area) ? vector : clipped(vector, area);
      if (length2(end) > 0) line([[[0, 0], end]], ink, 2.5);
      // Two that are as long have their length once.
      if (k === 1 && Math.abs(lengths[0]! - lengths[1]!) < SAME * lengths[0]!) continue;
      words.push({
        at: there(end),
        text: `${name} ${lengthWords(lengths[k]!)}${end === vector ? '' : ' →'}`,
        color: ink,
      });
    }
    marks(cell, 'ring', ink);
  };
  if (sheet.points === 'coincidence') {
    both((lattice) => lattice.built);
    cells(lattices.coincidence, 'coincidence');
  }
  if (sheet.points === 'moire') {
    both((lattice) => lattice.free);
    if (lattices.moire?.cell) cells(handyCell(lattices.moire.cell, built.cell), 'moiré');
  }
  if (sheet.dislocations)
    for (const family of lattices.dislocations.filter((d) => canStand(d) === 'yes')) {
      const found = linesOf(family, built.cell);
      line(found, warn, 2.5);
      const [first] = found;
      const text = `dislocations each ${lengthWords(family.spacingAng)}`;
      if (first && !words.some((word) => word.text === text))
        words.push({
          at: there(first[1]),
          text,
          color: warn,
        });
    }
  return { sheet: { lines, points }, words };
}

/** Lines of a family in the cell itself: half-way between the places where film and substrate are in step. */
export const linesOf = ({ wave }: Dislocations, cell: Cell2) =>
  linesAcross(wave, 0.5, { corner: [0, 0], edges: cell });

/** The two families of lines that the edges of a lattice's cells lie on. */
function wavesOf(cell: Cell2): readonly Vec2[] {
  const [[a, b], [c, d]] = inverse2(cell);
  return [
    [a, c],
    [b, d],
  ];
}

const EDGE = 1e-6;

function isWithin([x, y]: Vec2, { corner, edges }: PlaneArea): boolean {
  const at = rowTimes([x - corner[0], y - corner[1]], inverse2(edges));
  return at.every((u) => u > -EDGE && u < 1 + EDGE);
}

/** As much of a vector from the origin, which lies in the area, as does not leave it. */
function clipped([x, y]: Vec2, { corner, edges }: PlaneArea): Vec2 {
  const inverse = inverse2(edges);
  const from = rowTimes([-corner[0], -corner[1]], inverse);
  const way = rowTimes([x, y], inverse);
  let t = 1;
  for (const k of [0, 1] as const) {
    const room = way[k] > 0 ? 1 - from[k] : -from[k];
    if (Math.abs(way[k]) > EDGE * EDGE) t = Math.min(t, Math.max(0, room / way[k]));
  }
  return [t * x, t * y];
}
