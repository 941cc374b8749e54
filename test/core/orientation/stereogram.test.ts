import { describe, expect, test } from 'vitest';
import { type Crystal, crystalFromSites, type FreeCell } from '#core/crystal/crystal.ts';
import { cellParameters } from '#core/crystal/lattice.ts';
import { mul, mulCol } from '#core/math/mat3.ts';
import { dot, type Vec3 } from '#core/math/vec3.ts';
import { interfaceOrientation, typedOrientation } from '#core/orientation/interfaceOrientation.ts';
import { angleBetweenDeg, fourIndices, polesOf, poleText } from '#core/orientation/poles.ts';
import { anglesOf, polesCsv } from '#core/orientation/polesCsv.ts';
import { rotationAbout } from '#core/orientation/rotation.ts';
import {
  greatCircle,
  projected,
  type StereogramChoices,
  stereogram,
} from '#core/orientation/stereogram.ts';
import { stereogramSvg } from '#core/orientation/stereogramSvg.ts';
import { build } from '#core/recipe/build.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { library } from '../../helpers/library.ts';
import { crystalNamed } from '../../helpers/libraryCrystal.ts';

const of = (number: number, symbol: string, hall: string, cell: FreeCell): Crystal =>
  crystalFromSites('X', { number, symbol, hall }, cell, [
    { symbol: 'Cu', xyz: [0.12, 0.34, 0.21], chargeE: null },
    { symbol: 'O', xyz: [0.31, 0.07, 0.17], chargeE: null },
  ]);

const SYSTEMS = [
  ['cubic', of(221, 'Pm-3m', '-P 4 2 3', { a: 30 })],
  ['tetragonal', of(123, 'P4/mmm', '-P 4 2', { a: 19, c: 27 })],
  ['hexagonal', of(191, 'P6/mmm', '-P 6 2', { a: 28, c: 19 })],
  ['trigonal', of(147, 'P-3', '-P 3', { a: 18, c: 15 })],
  ['orthorhombic', of(47, 'Pmmm', '-P 2 2', { a: 15, b: 18, c: 22 })],
  ['monoclinic', of(10, 'P2/m', '-P 2y', { a: 14, b: 12, c: 16, beta: 104 })],
  ['triclinic', of(2, 'P-1', '-P 1', { a: 10, b: 12, c: 14, alpha: 83, beta: 97, gamma: 108 })],
] as const;

/** Lines of general, and of special, families: half of the faces of the forms in International Tables A, 10.1.2. */
const FAMILIES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  cubic: { '1,0,0': 3, '1,1,0': 6, '1,1,1': 4, '2,1,0': 12, '3,2,1': 24 },
  tetragonal: { '1,0,0': 2, '0,0,1': 1, '1,1,0': 2, '1,1,1': 4, '3,2,1': 8 },
  hexagonal: { '0,0,1': 1, '1,0,0': 3, '1,1,0': 3, '3,2,1': 12 },
  trigonal: { '0,0,1': 1, '1,0,0': 3, '3,2,1': 3 },
  orthorhombic: { '1,0,0': 1, '1,1,0': 2, '3,2,1': 4 },
  monoclinic: { '0,1,0': 1, '1,0,0': 1, '3,2,1': 2 },
  triclinic: { '1,0,0': 1, '3,2,1': 1 },
};

describe.each(SYSTEMS)('%s', (system, crystal) => {
  test('families are as large as the forms of the Laue class', () => {
    const poles = polesOf(crystal, 'plane', 3);
    for (const [indices, size] of Object.entries(FAMILIES[system]!)) {
      const { family } = poles.find((p) => p.indices.join() === indices)!;
      expect([indices, poles.filter((p) => p.family === family).length]).toEqual([indices, size]);
    }
  });

  test.each(['plane', 'direction'] as const)(
    'angles between %s poles are those of the metric tensor',
    (kind) => {
      const { a, b, c, alpha, beta, gamma } = cellParameters(crystal.lattice);
      const cos = (deg: number) => Math.cos((deg * Math.PI) / 180);
      const metric = [
        [a * a, a * b * cos(gamma), a * c * cos(beta)],
        [a * b * cos(gamma), b * b, b * c * cos(alpha)],
        [a * c * cos(beta), b * c * cos(alpha), c * c],
      ];
      const g = kind === 'direction' ? metric : inverse3(metric);
      const product = (p: Vec3, q: Vec3) =>
        p.reduce((sum, x, i) => sum + q.reduce((s, y, k) => s + x * y * g[i]![k]!, 0), 0);
      const poles = polesOf(crystal, kind, 2);
      for (const [n, p] of poles.entries()) {
        const q = poles[(7 * n + 3) % poles.length]!;
        const cosine =
          product(p.indices, q.indices) /
          Math.sqrt(product(p.indices, p.indices) * product(q.indices, q.indices));
        expect(angleBetweenDeg(p.along, q.along)).toBeCloseTo(
          (Math.acos(Math.min(1, Math.abs(cosine))) * 180) / Math.PI,
          4,
        );
      }
    },
  );
});

/** By cofactors. */
function inverse3(m: readonly (readonly number[])[]): number[][] {
  const minor = (i: number, k: number) => {
    const [p, q] = [0, 1, 2].filter((x) => x !== i) as [number, number];
    const [r, s] = [0, 1, 2].filter((x) => x !== k) as [number, number];
    return (m[p]![r]! * m[q]![s]! - m[p]![s]! * m[q]![r]!) * ((i + k) % 2 === 0 ? 1 : -1);
  };
  const d = m[0]!.reduce((sum, x, k) => sum + x * minor(0, k), 0);
  return [0, 1, 2].map((i) => [0, 1, 2].map((k) => minor(k, i) / d));
}

test('hexagonal axes are written in fours, directions after Weber', () => {
  const graphene = crystalNamed('graphene');
  expect(poleText(graphene, 'plane', [1, 0, 0])).toBe('(1 0 −1 0)');
  expect(poleText(graphene, 'direction', [1, 0, 0])).toBe('[2 −1 −1 0]');
  expect(poleText(graphene, 'direction', [0, 0, 1], 'family')).toBe('⟨0 0 0 1⟩');
  // [u v w] = U − T, V − T, W again.
  for (const uvw of [
    [1, 2, 0],
    [3, -1, 2],
    [1, 1, 1],
  ] as const) {
    const [U, V, T, W] = fourIndices('direction', uvw) as [number, number, number, number];
    const back = [U - T, V - T, W];
    expect(back.map((x) => x / back[0]!)).toEqual(uvw.map((x) => x / uvw[0]));
  }
});

const STRAIGHT = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
const CHOICES: StereogramChoices = {
  kind: 'plane',
  maxIndex: 2,
  hasCircles: true,
  hasNet: true,
  chosen: null,
  view: STRAIGHT,
};
const onCube = typedOrientation(
  { crystal: crystalNamed('Al'), hkl: [1, 1, 1], uvw: [1, -1, 0] },
  { crystal: crystalNamed('Fe'), hkl: [0, 0, 1], uvw: [1, 0, 0] },
);

describe('the projection', () => {
  test('puts (hkl) of a cube at tan(ρ/2), seen along [001]', () => {
    const figure = stereogram(onCube, CHOICES, 600);
    const place = (indices: string) => {
      const mark = figure.marks.find(
        (m) => m.side === 'substrate' && m.indices.join() === indices,
      )!;
      return [(mark.x - figure.centre) / figure.radius, (figure.centre - mark.y) / figure.radius];
    };
    expect(place('0,0,1')).toEqual([0, 0]);
    const r111 = Math.tan(Math.atan(Math.SQRT2) / 2) / Math.SQRT2;
    for (const [k, x] of place('1,1,1').entries())
      expect([k, x]).toEqual([k, expect.closeTo(r111, 9)]);
    expect(place('-1,0,1')[0]).toBeCloseTo(-Math.tan(Math.PI / 8), 9);
    // On the rim both ends are drawn, each with its own signs.
    expect(place('1,0,0')[0]).toBeCloseTo(1, 9);
    expect(place('-1,0,0')[0]).toBeCloseTo(-1, 9);
    // Of all others the upper end.
    expect(
      figure.marks.filter((m) => m.side === 'substrate' && m.indices.join() === '0,0,-1'),
    ).toEqual([]);
  });

  test('a great circle holds what is perpendicular to its pole, and cuts the rim at opposite ends', () => {
    const normal = mulCol(
      mul(rotationAbout([1, 0, 0], 0.7), rotationAbout([0, 0, 1], 0.4)),
      [0, 0, 1],
    );
    const points = greatCircle(normal);
    for (const p of points) {
      expect(dot(p, normal)).toBeCloseTo(0, 9);
      expect(p[2]).toBeGreaterThan(-1e-9);
    }
    const [first, last] = [projected(points[0]!), projected(points.at(-1)!)];
    expect(Math.hypot(...first)).toBeCloseTo(1, 9);
    expect(first[0]).toBeCloseTo(-last[0], 9);
    // The whole rim for the one that looks at the viewer.
    expect(greatCircle([0, 0, 1]).every((p) => Math.abs(p[2]) < 1e-9)).toBe(true);
  });

  test('turned, the normal of the interface leaves the middle and its trace the rim', () => {
    const straight = stereogram(onCube, CHOICES, 600);
    expect([straight.trace, straight.normal.x]).toEqual([null, 300]);
    const turned = stereogram(onCube, { ...CHOICES, view: rotationAbout([1, 0, 0], 0.5) }, 600);
    expect(turned.trace).toMatch(/^M/);
    expect(turned.normal.y).toBeCloseTo(300 + turned.radius * Math.tan(0.25), 9);
    // The circle of a chosen pole is drawn in its own crystal’s hue.
    const chosen = { side: 'film', kind: 'plane', indices: [1, 0, 0] } as const;
    const marked = stereogram(onCube, { ...CHOICES, chosen }, 600);
    expect(marked.chosen!.side).toBe('film');
    expect(marked.marks.filter((m) => m.isChosen)).toHaveLength(1);
  });

  test('the net cuts the axes of the picture every 10°, right, left, above and below', () => {
    const { net, centre, radius } = stereogram(onCube, CHOICES, 600);
    const arcs = net.filter((path) => path.includes('A'));
    const cuts = arcs.map((path) => {
      const [x0, y0, r, , , , sweep, x1, y1] = path.split(/[MA ]/).filter(Boolean).map(Number) as [
        ...[number, number, number, number, number, number, number, number, number],
      ];
      for (const [x, y] of [
        [x0, y0],
        [x1, y1],
      ] as const)
        expect(Math.hypot(x - centre, y - centre)).toBeCloseTo(radius, 0);
      const chord = Math.hypot(x1 - x0, y1 - y0);
      const [dx, dy] = [(x1 - x0) / chord, (y1 - y0) / chord];
      // Clockwise on the screen, whose y points down, an arc lies at the left of the way from end to end.
      const bulge =
        (r - Math.sqrt(Math.max(0, r * r - (chord * chord) / 4))) * (sweep === 1 ? 1 : -1);
      const [x, y] = [(x0 + x1) / 2 + dy * bulge - centre, (y0 + y1) / 2 - dx * bulge - centre];
      return [x / radius, y / radius] as const;
    });
    const at = [10, 20, 30, 40, 50, 60, 70, 80].map((deg) =>
      Math.tan((Math.PI / 180) * (45 - deg / 2)),
    );
    const near = (x: number, y: number) =>
      cuts.filter((cut) => Math.hypot(cut[0] - x, cut[1] - y) < 0.01).length;
    for (const r of at)
      expect([near(r, 0), near(-r, 0), near(0, r), near(0, -r)]).toEqual([1, 1, 1, 1]);
    expect(arcs).toHaveLength(32);
  });

  test('labels stand on no mark and on no other label', () => {
    const { marks } = stereogram(onCube, CHOICES, 560);
    const boxes = marks.flatMap(({ label }) =>
      label === null ? [] : [{ ...label, half: (label.text.length * 6) / 2 }],
    );
    expect(boxes.length).toBeGreaterThan(30);
    for (const [n, p] of boxes.entries())
      for (const q of boxes.slice(n + 1))
        expect(Math.abs(p.x - q.x) > p.half + q.half || Math.abs(p.y - q.y) > 10).toBe(true);
  });
});

test('figure and table: names of files are text, numbers are numbers', () => {
  const built = build(presetOf('cspbbr3-cds').recipe, library);
  const found = interfaceOrientation(built, 0);
  const hostile = { ...found, film: { ...found.film!, name: '<b>=1+1' } };
  const svg = stereogramSvg(hostile, CHOICES);
  expect(svg).not.toMatch(/<b>|NaN|undefined/);
  expect(svg).toContain('interface normal');
  const csv = polesCsv(hostile, 'direction', 2);
  expect(csv).not.toMatch(/NaN|undefined/);
  expect(csv).toContain("'<b>=1+1".slice(1));
  const rows = csv.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  expect(rows).toHaveLength(1 + 2 * polesOf(found.substrate.crystal, 'direction', 2).length);
  expect(anglesOf([0, 0, -1])).toEqual({ rhoDeg: 0, phiDeg: 0 });
  expect(anglesOf([-1, 0, 0]).phiDeg).toBeCloseTo(0, 9);
  expect(anglesOf([0, 1, 1])).toEqual({
    rhoDeg: expect.closeTo(45, 9),
    phiDeg: expect.closeTo(90, 9),
  });
});
