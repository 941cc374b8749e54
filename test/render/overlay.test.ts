import { expect, test } from 'vitest';
import { NO_IMAGES } from '#core/crystal/coordination/completion.ts';
import { norm, sub } from '#core/math/vec3.ts';
import { alphaFromTwoBackgrounds } from '#render/figure/transparency.ts';
import { layOutAtoms, writeRadii } from '#render/gpu/buffers.ts';
import { extentOf, hasChanged } from '#render/gpu/extent.ts';
import { apart, paintRings } from '#render/overlay/atomMarks.ts';
import { freeSide } from '#render/overlay/axes.ts';
import { besideEdge, clearOf, lowestBetween } from '#render/overlay/edgeDimensions.ts';
import { type LineSegment, namesAtEnds, placeLabels, placeOnAny } from '#render/overlay/labels.ts';
import { freeAbout, spread, touch } from '#render/overlay/room.ts';
import { lengthText, roundLength } from '#render/overlay/scaleBar.ts';
import { chain } from '#render/overlay/selection.ts';
import { contactLines, dashedContacts } from '#render/stage/contactLines.ts';

const SCREEN = { leftPx: 0, topPx: 0, widthPx: 400, heightPx: 300, taken: [] };
const upright = (x: number) => ({
  from: [x, 100] as const,
  to: [x, 200] as const,
  width: 40,
  height: 16,
});
const none = new Float32Array(0);

test('a label stands beside its line, in the picture', () => {
  const [place] = placeLabels([upright(200)], none, 0, [upright(200)], [], SCREEN);
  expect(place).toEqual([expect.closeTo(205, 6), expect.closeTo(142, 6)]);
});

test('it avoids atoms, and lines that are not its own', () => {
  const atom = Float32Array.of(225, 150, 20);
  expect(placeLabels([upright(200)], atom, 1, [upright(200)], [], SCREEN)[0]![0]).toBeLessThan(160);
  const lines = [upright(200), upright(230)];
  expect(placeLabels([upright(200)], none, 0, lines, [], SCREEN)[0]![0]).toBeLessThan(160);
});

test('an edge of a cell is left uncrossed where there is room, and crossed before a label is dropped', () => {
  const at = (edges: readonly LineSegment[]) =>
    placeLabels([upright(200)], none, 0, [upright(200)], edges, SCREEN)[0];
  expect(at([])![0]).toBeGreaterThan(200);
  expect(at([upright(230)])![0]).toBeLessThan(160);
  expect(at(Array.from({ length: 39 }, (_, k) => upright(10 * k)))).not.toBeNull();
});

test('it stands clear of what lies at the left of the picture, and of the dimensions at the right', () => {
  const lines = [upright(200), upright(230)];
  const at = (room: object) =>
    placeLabels([upright(200)], none, 0, lines, [], { ...SCREEN, ...room })[0]![0];
  expect(at({})).toBeLessThan(160);
  expect(at({ leftPx: 190 })).toBeGreaterThanOrEqual(190);
  expect(at({ widthPx: 220 })).toBeLessThan(180);
  const [under] = placeLabels([upright(200)], none, 0, [], [], { ...SCREEN, topPx: 150 });
  expect(under![1]).toBeGreaterThanOrEqual(150);
});

test.each([0, 10, 25, 44, -30])(
  'words below an edge that leans by %s° are not crossed by it',
  (deg) => {
    const lean = (deg * Math.PI) / 180;
    const out = [-Math.sin(lean), Math.cos(lean)] as const;
    const [x, y] = clearOf(out, 130, 13);
    // Distance of the corners from the edge's line, on the side of the words.
    for (const [dx, dy] of [
      [-65, -6],
      [65, -6],
      [65, 6],
      [-65, 6],
    ] as const)
      expect((x + dx) * out[0] + (y + dy) * out[1]).toBeGreaterThan(3);
  },
);

test('a length that is written nowhere covers atoms, where it covers the fewest and touches no words', () => {
  const lines = [upright(100), upright(300)];
  // Balls around both lines, nearer to each other around the first.
  const ballsAbout = (middle: number, stepPx: number) => {
    const out: number[] = [];
    for (let x = middle - 60; x <= middle + 60; x += stepPx)
      for (let y = 80; y <= 220; y += stepPx) out.push(x, y, 12);
    return out;
  };
  const discs = Float32Array.from([...ballsAbout(100, 9), ...ballsAbout(300, 13)]);
  const around = { discs, discCount: discs.length / 3, lines, edges: [], screen: SCREEN };
  expect(placeLabels(lines, discs, around.discCount, lines, [], SCREEN)).toEqual([null, null]);
  expect(placeOnAny(lines, around)!.request).toBe(lines[1]);
  const taken = [{ x: 220, y: 0, width: 180, height: 300 }];
  expect(placeOnAny(lines, { ...around, screen: { ...SCREEN, taken } })!.request).toBe(lines[0]);
  const all = [{ x: 0, y: 0, width: 400, height: 300 }];
  expect(placeOnAny(lines, { ...around, screen: { ...SCREEN, taken: all } })).toBeNull();
});

test('a label that would collide everywhere is dropped; no two overlap', () => {
  const many = Array.from({ length: 30 }, () => upright(200));
  const placed = placeLabels(many, none, 0, [], [], SCREEN).filter((p) => p !== null);
  expect(placed.length).toBeGreaterThan(1);
  expect(placed.length).toBeLessThan(30);
  for (const [i, p] of placed.entries())
    for (const q of placed.slice(0, i))
      expect(Math.abs(p[0] - q[0]) >= 40 || Math.abs(p[1] - q[1]) >= 16).toBe(true);
});

const S = {
  lattice: Float64Array.of(10, 0, 0, 0, 10, 0, 0, 0, 30),
  numbers: Uint8Array.of(1, 1, 1),
  xyz: Float64Array.of(1, 1, 1, 9, 1, 1, 5, 9.9, 1),
  layer: new Uint16Array(3),
};

test('a measured chain goes by nearest images', () => {
  const drawn = layOutAtoms(S, NO_IMAGES);
  writeRadii(drawn, Float32Array.of(1, 1, 1));
  const [p, q, r] = chain([0, 1, 2], null, drawn, S.xyz);
  expect(norm(sub(q!, p!))).toBeCloseTo(2, 9);
  expect(norm(sub(r!, q!))).toBeCloseTo(Math.hypot(4, 1.1), 9);
  // An atom number of a structure before is skipped.
  expect(chain([0, 99], null, drawn, S.xyz)).toHaveLength(1);
});

test('no chain leads to a hidden atom', () => {
  const drawn = layOutAtoms(S, NO_IMAGES);
  writeRadii(drawn, Float32Array.of(1, 0, 1));
  expect(chain([0, 2], null, drawn, S.xyz)).toHaveLength(2);
  expect(chain([0, 1, 2], null, drawn, S.xyz)).toEqual([]);
});

test('a contact to an image that is not drawn becomes two halves', () => {
  const drawn = layOutAtoms(S, NO_IMAGES);
  const contact = { a: 0, b: 1, distanceAng: 2, color: '#000', labelled: false };
  expect(contactLines({ ...contact, image: [0, 0, 0] }, drawn, S.xyz)).toHaveLength(1);
  const halves = contactLines({ ...contact, image: [-1, 0, 0] }, drawn, S.xyz);
  expect(halves.map(([a, b]) => norm(sub(b, a)))).toEqual([1, 1]);
});

test('no dash doubles a stick, whichever of the two atoms the stick begins at', () => {
  const contact = { distanceAng: 2, color: '#000', labelled: true } as const;
  const contacts = [
    { ...contact, a: 0, b: 1, image: [-1, 0, 0] },
    { ...contact, a: 0, b: 1, image: [0, 0, 0] },
    { ...contact, a: 0, b: 2, image: [0, 0, 0], flagged: true },
  ] as const;
  const sticks = (a: number[], b: number[], image: number[]) => ({
    a: Uint32Array.from(a),
    b: Uint32Array.from(b),
    image: Int16Array.from(image),
  });
  expect(dashedContacts(contacts, sticks([0], [1], [-1, 0, 0]))).toEqual(contacts.slice(1));
  expect(dashedContacts(contacts, sticks([1, 0], [0, 2], [1, 0, 0, 0, 0, 0]))).toEqual(
    contacts.slice(1),
  );
  expect(dashedContacts(contacts, sticks([], [], []))).toEqual(contacts);
});

test('a slider does not count as another extent, a longer slab does', () => {
  const before = extentOf(S.xyz);
  expect(hasChanged(before, extentOf(S.xyz.map((v) => v * 1.05)))).toBe(false);
  expect(hasChanged(before, extentOf(S.xyz.map((v) => v * 1.4)))).toBe(true);
  expect(hasChanged(before, extentOf(S.xyz.map((v) => v + 20)))).toBe(true);
  // Another crystal of the same size is fitted; a story, which has no content of its own, is not.
  const film = extentOf(S.xyz, 'film');
  expect(hasChanged(film, extentOf(S.xyz, 'another'))).toBe(true);
  expect(hasChanged(film, extentOf(S.xyz, 'film'))).toBe(false);
  expect(hasChanged(film, before) || hasChanged(before, film)).toBe(false);
});

test('a half covered red pixel on black and on white is half opaque red', () => {
  const black = Uint8ClampedArray.of(128, 0, 0, 255, 0, 0, 0, 255, 10, 20, 30, 255);
  const white = Uint8ClampedArray.of(255, 127, 127, 255, 255, 255, 255, 255, 10, 20, 30, 255);
  alphaFromTwoBackgrounds(black, white);
  expect(Array.from(black)).toEqual([255, 0, 0, 128, 0, 0, 0, 0, 10, 20, 30, 255]);
});

test('a chain of clicked images goes where these are drawn', () => {
  const drawn = layOutAtoms(S, NO_IMAGES);
  writeRadii(drawn, Float32Array.of(1, 1, 1));
  const cells = [
    [0, 0, 0],
    [-1, 0, 0],
  ] as const;
  const [p, q] = chain([0, 1], cells, drawn, S.xyz);
  expect(sub(q!, p!)).toEqual([-2, 0, 0]);
  const [, own] = chain(
    [0, 1],
    cells.map(() => [0, 0, 0] as const),
    drawn,
    S.xyz,
  );
  expect(sub(own!, p!)).toEqual([8, 0, 0]);
});

test('of words that touch the one nearer to the eye is written', () => {
  const word = (x: number, depthAng: number) => ({ x, y: 50, width: 30, height: 11, depthAng });
  const words = [word(100, 9), word(125, 4), word(160, 9), word(125, 30)];
  expect(apart(words).map(({ x, depthAng }) => [x, depthAng])).toEqual([
    [125, 4],
    [160, 9],
  ]);
  expect(apart(words.map((w) => ({ ...w, y: w.depthAng * 20 })))).toHaveLength(4);
});

test('words beside an upright edge stay in the picture: in one line, in two, or nearer', () => {
  const widthOf = (text: string) => 6 * text.length;
  const words = 'b 11.80 Å · mismatch −1.49 %';
  const of = (x: number, way: 1 | -1) => besideEdge(words, x, way, 400, widthOf);
  expect(of(200, 1)).toEqual({ lines: [words], x: 200 });
  expect(of(300, 1).lines).toEqual(['b 11.80 Å', 'mismatch −1.49 %']);
  expect(of(390, 1).x + widthOf('mismatch −1.49 %')).toBeLessThanOrEqual(394);
  expect(of(390, -1)).toEqual({ lines: [words], x: 390 });
  expect(of(20, -1).x - widthOf('mismatch −1.49 %')).toBeGreaterThanOrEqual(6);
});

const rowAt = (middle: number, more: object = {}) => ({
  middle,
  height: 20,
  reach: 30,
  rank: 0,
  ...more,
});

test('words of a column stand where they belong, and move as little as they must', () => {
  expect(spread([rowAt(100), rowAt(140)], 0, 300)).toEqual([100, 140]);
  // In the order of their places, whatever that of the list; the sum of squared moves is least.
  expect(spread([rowAt(104), rowAt(100)], 0, 300)).toEqual([112, 92]);
  expect(spread([rowAt(5), rowAt(295)], 0, 300)).toEqual([10, 290]);
  expect(spread([rowAt(100), rowAt(104), rowAt(200)], 0, 300)).toEqual([92, 112, 200]);
});

test('of words that have no room the least important go, and no others', () => {
  const rows = [rowAt(100, { rank: 0 }), rowAt(101, { rank: 2 }), rowAt(102, { rank: 1 })];
  expect(spread(rows, 0, 300).filter((y) => y === null)).toHaveLength(0);
  expect(spread(rows, 85, 130)).toEqual([95, null, 115].map((y) => y && expect.closeTo(y, -1)));
  // What would stand far from what it names is not written.
  expect(spread([rowAt(100, { reach: 4 }), rowAt(104, { rank: 1, reach: 4 })], 0, 300)).toEqual([
    100,
    null,
  ]);
  expect(spread([rowAt(100)], 0, 15)).toEqual([null]);
});

test('what is drawn already is kept off', () => {
  const bar = { x: 300, y: 270, width: 90, height: 30 };
  expect(touch(bar, { x: 250, y: 280, width: 49, height: 10 })).toBe(true);
  expect(touch(bar, { x: 250, y: 280, width: 46, height: 10 })).toBe(false);
  expect(freeAbout(200, [280, 290], [bar], [6, 394], 6)).toEqual([6, 294]);
  expect(freeAbout(200, [200, 210], [bar], [6, 394], 6)).toEqual([6, 394]);
  const [place] = placeLabels([upright(200)], none, 0, [], [], {
    ...SCREEN,
    taken: [{ x: 204, y: 100, width: 60, height: 100 }],
  });
  expect(place![0]).toBeLessThan(160);
});

test('below a leaning floor words stand below the lowest point over them', () => {
  const floor = [
    [100, 200],
    [300, 240],
    [340, 220],
    [140, 180],
  ] as const;
  expect(lowestBetween(floor, 100, 200)).toBeCloseTo(220, 9);
  expect(lowestBetween(floor, 0, 900)).toBe(240);
  expect(lowestBetween(floor, 320, 330)).toBeCloseTo(230, 9);
  expect(lowestBetween(floor, 400, 500)).toBe(-Infinity);
});

test('a scale bar is 1, 2 or 5 times a power of ten, in Å and from ten on in nm', () => {
  expect([0.9, 4.99, 5, 19.9, 230].map(roundLength)).toEqual([0.5, 2, 5, 10, 200]);
  expect([0.5, 5, 10, 200].map(lengthText)).toEqual([
    '0.5 Å',
    '5 Å',
    '10 Å = 1 nm',
    '200 Å = 20 nm',
  ]);
});

test('axes that end together on the picture are named together, the others alone', () => {
  const at = (name: string, x: number, y: number) => ({ name, x, y });
  expect(namesAtEnds([at('a', 21, 0), at('b', 20, 1), at('c', 0, -30)])).toEqual([
    'a, b',
    'a, b',
    'c',
  ]);
  expect(namesAtEnds([at('a', 21, 0), at('b', -21, 0), at('c', 0, 0)])).toEqual(['a', 'b', 'c']);
  // One behind the other on one line, their names would print over each other.
  expect(namesAtEnds([at('a', 17, 0), at('b', 25, 1), at('c', 0, -30)])).toEqual([
    'a, b',
    'a, b',
    'c',
  ]);
});

test('an axis that points at the eye has its name away from the axes that run across', () => {
  const away = (axes: readonly { readonly x: number; readonly y: number }[]) => {
    const [u, v] = freeSide(axes);
    return Math.max(...axes.map(({ x, y }) => (u * x + v * y) / (Math.hypot(x, y) || 1)));
  };
  // A hexagonal cell from above has a to the lower right, where the name stood before.
  expect(
    away([
      { x: 26, y: 15 },
      { x: 0, y: -30 },
    ]),
  ).toBeLessThan(-0.2);
  expect(
    away([
      { x: 30, y: 0 },
      { x: 0, y: -30 },
    ]),
  ).toBeLessThan(-0.7);
  expect(Math.hypot(...freeSide([{ x: 0, y: 0 }]))).toBeCloseTo(1, 9);
});

test('few selected atoms have rings with a halo, many only a tint and a fine line', () => {
  const drawn = (count: number) => {
    const done: (readonly [what: string, widthPx: number, alpha: number])[] = [];
    const ctx = {
      globalAlpha: 1,
      lineWidth: 0,
      beginPath: () => undefined,
      moveTo: () => undefined,
      arc: () => undefined,
      fill: () => done.push(['fill', 0, ctx.globalAlpha]),
      stroke: () => done.push(['line', ctx.lineWidth, ctx.globalAlpha]),
    };
    const shown = { props: { theme: { panel: '#fff', selected: '#a00' } } };
    const overlay = { ctx, shown, discs: new Float32Array(3 * count) };
    paintRings(
      overlay as unknown as Parameters<typeof paintRings>[0],
      Array.from({ length: count }, (_, i) => i),
    );
    expect(ctx.globalAlpha).toBe(1);
    return done;
  };
  expect(drawn(0)).toEqual([]);
  expect(drawn(10)).toEqual([
    ['line', 4, 1],
    ['line', 2, 1],
  ]);
  const [tint, line, ...more] = drawn(200);
  expect(tint![0]).toBe('fill');
  expect(tint![2]).toBeLessThan(0.3);
  expect(line).toEqual(['line', 1, expect.any(Number)]);
  expect(more).toEqual([]);
});
