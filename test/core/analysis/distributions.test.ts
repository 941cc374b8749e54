import { describe, expect, test } from 'vitest';
import type { FrameView } from '#core/analysis/frames.ts';
import { cellHeightAng, profileOver } from '#core/analysis/profile.ts';
import { rdfOver } from '#core/analysis/rdf.ts';
import { contactSeries } from '#core/analysis/series.ts';
import { contactsOver, measureOver } from '#core/analysis/tracks.ts';
import { SYMBOLS } from '#core/crystal/elements.ts';
import { det, row } from '#core/math/mat3.ts';
import { cross, norm } from '#core/math/vec3.ts';
import { build, facingAtoms } from '#core/recipe/build.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import { library } from '../../helpers/library.ts';
import { fc } from '../../helpers/property.ts';
import { farthest, structures } from '../io/structures.ts';
import { accumulate } from './accumulate.ts';

/** A cubic crystal repeated n times. */
function cubic(a: number, basis: readonly (readonly [string, number, number, number])[], n = 1) {
  const numbers: number[] = [];
  const xyz: number[] = [];
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      for (let k = 0; k < n; k++)
        for (const [symbol, x, y, z] of basis) {
          numbers.push(SYMBOLS.indexOf(symbol));
          xyz.push(a * (x + i), a * (y + j), a * (z + k));
        }
  const lattice = Float64Array.of(n * a, 0, 0, 0, n * a, 0, 0, 0, n * a);
  return { lattice, numbers, xyz };
}
const FCC: [number, number, number][] = [
  [0, 0, 0],
  [0, 0.5, 0.5],
  [0.5, 0, 0.5],
  [0.5, 0.5, 0],
];
const fcc = (a: number, n = 1) =>
  cubic(
    a,
    FCC.map(([x, y, z]) => ['Cu', x, y, z] as const),
    n,
  );
const blende = (a: number, n = 1) =>
  cubic(
    a,
    FCC.flatMap(([x, y, z]) => [
      ['Cd', x, y, z] as const,
      ['S', x + 0.25, y + 0.25, z + 0.25] as const,
    ]),
    n,
  );

const group = (numbers: readonly number[], symbol: string) => ({
  label: symbol,
  atoms: [...numbers.keys()].filter((i) => SYMBOLS[numbers[i]!] === symbol),
});

function rdf(s: ReturnType<typeof cubic>, a: string, b: string, maxAng: number, bins: number) {
  const options = { a: group(s.numbers, a), b: group(s.numbers, b), maxAng, bins };
  return accumulate(rdfOver(s.numbers.length, options), [s]);
}

describe('radial distribution', () => {
  /** Shells: distance over a, atoms in the shell. */
  test.each([
    [
      'fcc',
      fcc(3.615),
      'Cu',
      'Cu',
      3.615,
      [
        [Math.SQRT1_2, 12],
        [1, 6],
        [Math.sqrt(1.5), 24],
        [Math.SQRT2, 12],
      ],
    ],
    [
      'fcc, repeated',
      fcc(3.615, 3),
      'Cu',
      'Cu',
      3.615,
      [
        [Math.SQRT1_2, 12],
        [1, 6],
        [Math.sqrt(1.5), 24],
        [Math.SQRT2, 12],
      ],
    ],
    [
      'zinc blende',
      blende(5.82, 2),
      'Cd',
      'S',
      5.82,
      [
        [Math.sqrt(3) / 4, 4],
        [Math.sqrt(11) / 4, 12],
        [Math.sqrt(19) / 4, 12],
      ],
    ],
    [
      'zinc blende, like',
      blende(5.82),
      'S',
      'S',
      5.82,
      [
        [Math.SQRT1_2, 12],
        [1, 6],
      ],
    ],
  ] as const)('%s: shells where they belong, with their numbers', (_, s, a, b, cell, shells) => {
    const found = rdf(s, a, b, 1.45 * cell, 2000);
    let total = 0;
    for (const [r, count] of shells) {
      // The bin of the shell, or its neighbour by rounding.
      const bin = Math.floor((r * cell) / found.binAng);
      const peak = [bin - 1, bin, bin + 1].reduce((p, q) => (found.g[q]! > found.g[p]! ? q : p));
      const shell = ((4 * Math.PI) / 3) * found.binAng ** 3 * ((peak + 1) ** 3 - peak ** 3);
      const density = group(s.numbers, b).atoms.length / s.lattice[0]! ** 3;
      expect(found.g[peak]! * shell * density).toBeCloseTo(count, 6);
      total += count;
      expect(found.coordination[bin + 2]).toBeCloseTo(total, 9);
    }
    expect(found.g.filter((x) => x > 0).length).toBeLessThanOrEqual(shells.length + 2);
  });

  test('fluorite: 8 F around each Ca and 4 Ca around each F, though there are twice as many F', () => {
    const corners = [0.25, 0.75];
    const fluorine = corners.flatMap((x) =>
      corners.flatMap((y) => corners.map((z) => ['F', x, y, z] as const)),
    );
    const s = cubic(5.463, [...FCC.map(([x, y, z]) => ['Ca', x, y, z] as const), ...fluorine]);
    // Ca–F is √3/4 a = 2.37 Å; the next shell is √11/4 a = 4.53 Å.
    for (const [a, b, neighbours] of [
      ['Ca', 'F', 8],
      ['F', 'Ca', 4],
    ] as const)
      expect(rdf(s, a, b, 3, 100).coordination.at(-1)).toBeCloseTo(neighbours, 9);
  });

  test('the number of atoms within r is the integral of g', () => {
    const s = blende(5.82);
    const found = rdf(s, 'Cd', 'S', 12, 600);
    const density = 4 / 5.82 ** 3;
    let within = 0;
    found.g.forEach((g, k) => {
      within += g * density * ((4 * Math.PI) / 3) * found.binAng ** 3 * ((k + 1) ** 3 - k ** 3);
      expect(found.coordination[k]).toBeCloseTo(within, 9);
    });
    // Far from the origin the lattice fills space evenly.
    const far = ((4 * Math.PI) / 3) * 12 ** 3 * density;
    expect(Math.abs(found.coordination.at(-1)! / far - 1)).toBeLessThan(0.05);
  });

  test('does not depend on the choice of the cell, on wrapping or on who is called A', () => {
    const once = rdf(blende(5.82), 'Cd', 'S', 9.03, 300);
    const more = rdf(blende(5.82, 2), 'S', 'Cd', 9.03, 300);
    const s = blende(5.82);
    const moved = { ...s, xyz: s.xyz.map((x, k) => x + 5.82 * ((k % 5) - 2)) };
    expect(farthest(more.g, once.g)).toBeLessThan(1e-6);
    expect(farthest(rdf(moved, 'Cd', 'S', 9.03, 300).g, once.g)).toBeLessThan(1e-6);
  });

  test('random points give 1: the normalisation holds in any cell', () => {
    let seed = 12345;
    const random = () => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return seed / 2 ** 32;
    };
    const lattice = Float64Array.of(9, 0, 0, 3, 8, 0, -2, 1, 10);
    const n = 60;
    const frames: FrameView[] = Array.from({ length: 60 }, () => ({
      lattice,
      xyz: Array.from({ length: n }, () => [random(), random(), random()]).flatMap(([u, v, w]) => [
        9 * u! + 3 * v! - 2 * w!,
        8 * v! + w!,
        10 * w!,
      ]),
    }));
    const all = { label: 'all', atoms: [...Array(n).keys()] };
    const found = accumulate(rdfOver(n, { a: all, b: all, maxAng: 7, bins: 7 }), frames);
    // One of 60 is never its own neighbour: 59/60.
    for (const g of found.g.slice(2)) expect(Math.abs(g - 59 / 60)).toBeLessThan(0.03);
  });

  test('a group that is empty has none', () => {
    const empty = { label: '', atoms: [] };
    const { g } = accumulate(rdfOver(4, { a: empty, b: empty, maxAng: 5, bins: 10 }), [fcc(4)]);
    expect(Math.max(...g)).toBe(0);
    const some = { label: '', atoms: [0, 1] };
    for (const [a, b] of [
      [some, empty],
      [empty, some],
    ] as const) {
      const found = accumulate(rdfOver(4, { a, b, maxAng: 5, bins: 10 }), [fcc(4)]);
      expect([...found.g, ...found.coordination]).toEqual(Array(20).fill(0));
    }
    expect([...accumulate(rdfOver(4, { a: some, b: some, maxAng: 5, bins: 2 }), []).g]).toEqual([
      0, 0,
    ]);
  });

  test('each value stands at the middle of its shell', () => {
    const found = rdf(fcc(4), 'Cu', 'Cu', 5, 10);
    expect(found.binAng).toBe(0.5);
    expect([...found.rAng]).toEqual([0.25, 0.75, 1.25, 1.75, 2.25, 2.75, 3.25, 3.75, 4.25, 4.75]);
    expect(found.frames).toBe(1);
  });
});

test('height profiles: the integral of each is its number of atoms, in any cell', () => {
  fc.assert(
    fc.property(structures(), (s) => {
      const groups = [
        { label: 'even', atoms: [...s.numbers.keys()].filter((i) => i % 2 === 0) },
        { label: 'odd', atoms: [...s.numbers.keys()].filter((i) => i % 2 === 1) },
      ];
      const bins = 40;
      const found = accumulate(profileOver(groups, bins), [s, s]);
      const [a, b] = [s.lattice.subarray(0, 3), s.lattice.subarray(3, 6)];
      const area = Math.hypot(
        a[1]! * b[2]! - a[2]! * b[1]!,
        a[2]! * b[0]! - a[0]! * b[2]!,
        a[0]! * b[1]! - a[1]! * b[0]!,
      );
      const slice = area * (found.heightAng[1]! - found.heightAng[0]!);
      found.densities.forEach(({ perAng3 }, g) => {
        const atoms = perAng3.reduce((sum, x) => sum + x * slice, 0);
        expect(atoms).toBeCloseTo(groups[g]!.atoms.length, 8);
      });
    }),
  );
});

test('a plane of atoms stands at its height, wrapped from outside too', () => {
  const s = {
    lattice: [4, 0, 0, 0, 4, 0, 0, 0, 20],
    xyz: [0, 0, 5.25, 2, 2, 25.25, 1, 1, -14.75, 0, 0, 15.1],
  };
  const found = accumulate(profileOver([{ label: 'x', atoms: [0, 1, 2, 3] }], 40), [s]);
  const { perAng3 } = found.densities[0]!;
  expect(found.heightAng[10]).toBeCloseTo(5.25, 12);
  expect(perAng3[10]! * 16 * 0.5).toBeCloseTo(3, 12);
  expect(perAng3[30]! * 16 * 0.5).toBeCloseTo(1, 12);
});

describe('tracks', () => {
  test('a distance, an angle and a dihedral through time, across faces', () => {
    const lattice = Float64Array.of(10, 0, 0, 0, 10, 0, 0, 0, 10);
    const frames = [0, 1, 2].map((t) => ({
      lattice,
      xyz: [9.5, 0, 0, 0.5 + 0.1 * t, 0, 0, 0.5 + 0.1 * t, 9, 0, 0.5 + 0.1 * t, 9, 1],
    }));
    const distance = accumulate(measureOver('d', [0, 1]), frames);
    expect(distance.unit).toBe('Å');
    expect(farthest(distance.values, [1, 1.1, 1.2])).toBeLessThan(1e-12);
    const angle = accumulate(measureOver('angle', [0, 1, 2]), frames);
    expect(farthest(angle.values, Array(3).fill(Math.PI / 2))).toBeLessThan(1e-12);
    const dihedral = accumulate(measureOver('dihedral', [0, 1, 2, 3]), frames);
    expect(farthest(dihedral.values.map(Math.abs), Array(3).fill(Math.PI / 2))).toBeLessThan(1e-12);
    expect(accumulate(measureOver('same', [0, 0, 1]), frames).values[0]).toBeNaN();
  });

  test('contacts through time are those of each frame, wrapped along c or not', () => {
    const built = build(DEFAULT_PRESET.recipe, library);
    const { lattice, numbers, xyz } = built.structure;
    const [lower, upper] = [facingAtoms(built, 0, 'top'), facingAtoms(built, 1, 'bottom')];
    const frames = [0, 1, 2].map((t) => xyz.map((x, k) => x + 0.05 * t * Math.sin(k)));
    const flat = Float32Array.from(frames.flatMap((f) => [...f]));
    const pairs = ['Cs-S', 'Br-Cd'];
    // A frame that is cut off is none.
    const cut = contactSeries(lattice, numbers, flat.slice(0, -1), lower, upper, pairs);
    expect(cut.map((s) => s.meansAng.length)).toEqual([2, 2]);
    const expected = contactSeries(lattice, numbers, flat, lower, upper, pairs);
    // The last frame as a program wraps it: each atom a cell up or down.
    const moved = frames.map((f, t) => ({
      lattice,
      xyz: f.map((x, k) =>
        t === 2 ? x + lattice[6 + (k % 3)]! * ((Math.floor(k / 3) % 3) - 1) : x,
      ),
    }));
    const tracks = accumulate(
      contactsOver(numbers, { lower, upper, reference: xyz, bins: 50 }),
      moved,
    );
    for (const pair of pairs) {
      const track = tracks.find((p) => p.pair === pair)!;
      const wanted = expected.find((p) => p.pair === pair)!.meansAng;
      expect(farthest(track.nearestMeanAng, wanted)).toBeLessThan(1e-5);
      expect(track.histogram.reduce((s, n) => s + n, 0)).toBeGreaterThan(0);
      expect(track.minAng.every((d, t) => d <= track.nearestMeanAng[t]!)).toBe(true);
    }
  });
});

test('the height of a cell is its volume over its base, whatever its tilt or handedness', () => {
  fc.assert(
    fc.property(structures(), ({ lattice }) => {
      const base = cross(row(lattice, 0), row(lattice, 1));
      const volume = Math.abs(det(lattice));
      expect(cellHeightAng(lattice)).toBeCloseTo(volume / norm(base), 9);
    }),
  );
  expect(cellHeightAng([3, 0, 0, 0, 4, 0, 1, 2, -5])).toBeCloseTo(5, 12);
});
