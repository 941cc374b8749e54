import { expect, test } from 'vitest';
import { modelOf } from '#app/document/model.ts';
import { DEFAULTS } from '#app/look/session.ts';
import { misfitLattices } from '#core/match/misfit/misfitLattices.ts';
import { inverse2, length2, rowTimes } from '#core/math/plane2.ts';
import { latticePoints, linesAcross } from '#core/math/planeArea.ts';
import { build } from '#core/recipe/build.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { blockOf, copiesIn } from '#ui/look/scene/block.ts';
import {
  areaOf,
  dislocationsSaid,
  misfitMarks,
  roomFor,
  sheetKeys,
} from '#ui/look/viewOnly/misfitMarks.ts';
import { dislocationWords, lengthWords } from '#ui/look/viewOnly/misfitText.ts';
import { handyCell, wholeCells } from '#ui/look/viewOnly/wholeMoire.ts';
import { library } from '../../helpers/library.ts';

const COLOURS = { hues: ['#00f', '#fa0'], ink: '#000', warn: '#c40' };
const ALONE = { from: [0, 0, 0], to: [0, 0, 0] } as const;
const WIDE = { from: [-1, -1, 0], to: [1, 1, 0] } as const;
const builtOf = (id: string) => build(presetOf(id).recipe, library);
const marksOf = (
  id: string,
  points: 'none' | 'coincidence' | 'moire',
  block: typeof ALONE | typeof WIDE = ALONE,
) => misfitMarks(builtOf(id), { points, dislocations: true, at: 0 }, block, COLOURS);
type Marks = ReturnType<typeof marksOf>;
const pointsOf = ({ sheet }: Marks, shape: string) => {
  const { at } = sheet.points.find((p) => p.shape === shape)!;
  return Array.from({ length: at.length / 3 }, (_, k) => [at[3 * k]!, at[3 * k + 1]!] as const);
};

test('as built the points of both lattices meet where the lattice of coincidence has its rings', () => {
  const marks = marksOf('twisted-graphene-1-1', 'coincidence', WIDE);
  const rings = pointsOf(marks, 'ring');
  expect(rings).toHaveLength(16);
  const [plus, cross] = [pointsOf(marks, 'plus'), pointsOf(marks, 'cross')];
  const meet = plus.filter(([x, y]) => cross.some(([u, v]) => Math.hypot(x - u, y - v) < 1e-3));
  expect(meet).toHaveLength(rings.length);
  for (const [x, y] of rings)
    expect(meet.some(([u, v]) => Math.hypot(x - u, y - v) < 1e-3)).toBe(true);
  // 7 cells of each in a cell, and the edges of nine of them.
  expect(plus.length).toBeGreaterThanOrEqual(63);
});

test('the sheet lies in the gap, is one plane over all cells, and each crystal has its hue', () => {
  const built = builtOf('graphene-hbn');
  const { sheet, words } = marksOf('graphene-hbn', 'moire', WIDE);
  const zAng = (built.slabs[0]!.highAng + built.slabs[1]!.lowAng) / 2;
  for (const { at } of sheet.points) expect(at[2]).toBeCloseTo(zAng, 4);
  expect(sheet.points.map(({ shape, color }) => `${shape} ${color}`)).toEqual([
    'plus #00f',
    'cross #fa0',
    'ring #000',
  ]);
  // 14 nm: longer than three cells, with an arrow that it goes on.
  expect(words.map(({ text }) => text)).toEqual(['moiré 140.0 Å = 14.0 nm →']);
});

test('misfit dislocations are lines half-way between coincidences, in the cell alone, as far apart as said', () => {
  const built = builtOf('gan-al2o3-6-7');
  const { sheet, words } = marksOf('gan-al2o3-6-7', 'none', WIDE);
  const families = misfitLattices(built.slabs[0]!, built.slabs[1]!, built.cell).dislocations;
  expect(sheet.lines).toHaveLength(2);
  for (const [k, { ends, color }] of sheet.lines.entries()) {
    expect(color).toBe('#c40');
    const { wave, spacingAng } = families[k]!;
    const heights = Array.from(
      { length: ends.length / 3 },
      (_, p) => ends[3 * p]! * wave[0] + ends[3 * p + 1]! * wave[1],
    );
    for (const h of heights) expect(Math.abs(h - Math.floor(h) - 0.5)).toBeLessThan(1e-4);
    expect(new Set(heights.map(Math.floor)).size).toBeGreaterThanOrEqual(2);
    expect(words.map(({ text }) => text)).toEqual([`dislocations each ${lengthWords(spacingAng)}`]);
    const edge = length2(built.cell[0]);
    for (let p = 0; p < ends.length; p += 3) expect(ends[p]).toBeGreaterThan(-edge / 2 - 1e-3);
  }
  // A cell narrower than the spacing has none, and the words say why.
  const narrow = builtOf('ge-si');
  expect(marksOf('ge-si', 'none', WIDE).sheet.lines).toEqual([]);
  const [family] = misfitLattices(narrow.slabs[0]!, narrow.slabs[1]!, narrow.cell).dislocations;
  expect(dislocationWords(family!)).toMatch(
    /^95\.72 Å = 9\.57 nm apart, b = 4\.00 Å \(edge\): the cell is .* wide across them, and holds none\. None is drawn\.$/,
  );
});

test('points and lines in a leaning area: those of its edges too', () => {
  const area = {
    corner: [-1, -2],
    edges: [
      [4, 0],
      [2, 4],
    ],
  } as const;
  const square = [
    [1, 0],
    [0, 1],
  ] as const;
  // Pick: area 16, 4 + 2 + 4 + 2 points on the boundary: 11 inside and these 12.
  expect(latticePoints(square, area)).toHaveLength(23);
  const lines = linesAcross([0, 1], 0, area);
  expect(lines.map(([p]) => p[1])).toEqual([-2, -1, 0, 1, 2]);
  for (const [p, q] of lines) expect(Math.abs(q[0] - p[0])).toBeCloseTo(4, 9);
  expect(linesAcross([0, 0.5], 0.5, area).map(([p]) => p[1])).toEqual([-1, 1]);
});

test('the whole moiré is seen in as few cells as its lattice allows', () => {
  const hexagon = (a: number) =>
    [
      [a, 0],
      [-a / 2, (a * Math.sqrt(3)) / 2],
    ] as const;
  // Pointing away from the cell it would take three cells along each way: turned, one.
  const away = hexagon(5).map(([x, y]) => [-x, -y] as const) as unknown as ReturnType<
    typeof hexagon
  >;
  expect(wholeCells(away, hexagon(6))).toEqual([3, 3]);
  expect(wholeCells(handyCell(away, hexagon(6)), hexagon(6))).toEqual([1, 1]);
  expect(wholeCells(hexagon(13), hexagon(6))).toEqual([5, 5]);
});

test('a picture that repeats by itself has the cells of one moiré, and each mark has a line of the legend', () => {
  const model = modelOf(presetOf('graphene-hbn').recipe);
  const { structure, cell } = model.built;
  const moire = misfitLattices(model.built.slabs[0]!, model.built.slabs[1]!, cell).moire!.cell!;
  const cells = roomFor(model.built, { points: 'moire', dislocations: false, at: 0 })!;
  const auto = { ...DEFAULTS, repeat: 'auto' } as const;
  const block = blockOf(structure, 'c', auto, true, { cells, mostAtoms: 30_000 });
  const area = areaOf(block, cell);
  const corners = [[0, 0], ...handyCell(moire, cell)] as const;
  const onto = inverse2(area.edges);
  for (const [x, y] of corners)
    for (const u of rowTimes([x - area.corner[0], y - area.corner[1]], onto)) {
      expect(u).toBeGreaterThan(-1e-6);
      expect(u).toBeLessThan(1 + 1e-6);
    }
  // 140 Å of cells of 2.5 Å and a margin; one that is asked for by numbers, or too large, is as it was.
  expect(copiesIn(block)).toBeLessThan(70 * 70);
  const alone = blockOf(structure, 'c', auto, true);
  expect(blockOf(structure, 'c', auto, true, { cells, mostAtoms: 10_000 })).toEqual(alone);
  const counts = { ...auto, repeat: 'counts', repeatA: 2, repeatB: 2 } as const;
  expect(copiesIn(blockOf(structure, 'c', counts, true, { cells, mostAtoms: 30_000 }))).toBe(4);
  expect(roomFor(model.built, { points: 'coincidence', dislocations: false, at: 0 })).toBeNull();

  const keys = (points: 'none' | 'coincidence' | 'moire', of = model) =>
    sheetKeys(of, { points, dislocations: true, at: 0 }, COLOURS).map(
      ({ shape, name, color }) => `${shape} ${name} ${color}`,
    );
  expect(keys('moire')).toEqual([
    'plus h-BN, unstrained #00f',
    'cross graphene, unstrained #fa0',
    'ring moiré #000',
  ]);
  expect(keys('coincidence')[2]).toBe('ring coincidence #000');
  expect(keys('none', modelOf(presetOf('gan-al2o3-6-7').recipe))).toEqual([
    'line misfit dislocation #c40',
  ]);
});

test('a switch of lines that are not drawn says why', () => {
  const said = dislocationsSaid(modelOf(presetOf('cspbbr3-cds')!.recipe).built, 0);
  expect(said.match(/None is drawn\./g)).toHaveLength(2);
});
