import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { readArguments, UsageError } from '#cli/args.ts';
import { command as match } from '#cli/commands/match.ts';
import { command as slab } from '#cli/commands/slab.ts';
import { EpistackError } from '#core/errors.ts';
import { referenceJson } from '../helpers/reference.ts';
import { TERMINAL } from '../helpers/terminal.ts';

const file = (name: string) => `test/reference/${name}.cif`;
const planes = (film: string, filmHkl: string, substrate: string, substrateHkl: string) => [
  ...['--film', film, '--film-hkl', filmHkl],
  ...['--substrate', substrate, '--substrate-hkl', substrateHkl],
];
const CDS = planes(file('CdS-zb'), '1,1,0', file('CsPbBr3'), '1,1,0');

interface Shape {
  a: number;
  b: number;
  gamma: number;
}
interface Row {
  filmMatrix: [[number, number], [number, number]];
  substrateMatrix: [[number, number], [number, number]];
  filmCell: Shape;
  substrateCell: Shape;
  filmVectors: [[number, number], [number, number]];
  substrateVectors: [[number, number], [number, number]];
  filmRows: Shape;
  substrateRows: Shape;
  filmArea: number;
  substrateArea: number;
  mismatch: { a: number; b: number; gammaDeg: number; area: number };
  strain: { xx: number; yy: number; xy: number };
  twistDeg: number;
  maxStrain: number;
  repeats: number;
  mirror?: true;
}
interface Value {
  matches: Row[];
  elapsedMs: number;
}

const answer = (...args: string[]) => match.run(readArguments(args, match.options));
const value = async (...args: string[]) => (await answer(...args)).value as Value;

describe('the contract', () => {
  test('as a process: one JSON value, sorted by area and then strain', () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [TERMINAL, 'match', ...CDS, '--json'],
      { encoding: 'utf8' },
    );
    expect([status, stderr]).toEqual([0, '']);
    const { matches, elapsedMs } = JSON.parse(stdout) as Value;
    expect(elapsedMs).toBeGreaterThan(0);
    expect(matches[0]).toMatchObject({
      filmArea: expect.closeTo(5.81 * 5.81 * Math.SQRT2, 6),
      substrateArea: expect.closeTo(5.898 * 5.898 * Math.SQRT2, 6),
      mismatch: {
        a: expect.closeTo(5.81 / 5.898 - 1, 9),
        b: expect.closeTo(5.81 / 5.898 - 1, 9),
        gammaDeg: expect.closeTo(0, 9),
        area: expect.closeTo((5.81 / 5.898) ** 2 - 1, 9),
      },
      strain: {
        xx: expect.closeTo(5.898 / 5.81 - 1, 9),
        yy: expect.closeTo(5.898 / 5.81 - 1, 9),
        xy: expect.closeTo(0, 9),
      },
      repeats: 1,
    });
    for (const [k, m] of matches.slice(1).entries()) {
      const before = matches[k]!;
      expect(m.substrateArea).toBeGreaterThanOrEqual(before.substrateArea);
      if (m.substrateArea === before.substrateArea)
        expect(m.maxStrain).toBeGreaterThan(before.maxStrain - 1e-8);
    }
  });

  test('the defaults are those of the reference: all of its matches are there', async () => {
    const { cases } = referenceJson('zsl.json') as {
      cases: {
        film: string;
        film_hkl: number[];
        substrate: string;
        substrate_hkl: number[];
        matches: { film_cell: number[]; substrate_cell: number[] }[];
      }[];
    };
    for (const c of cases) {
      const { matches } = await value(
        ...planes(file(c.film), String(c.film_hkl), file(c.substrate), String(c.substrate_hkl)),
      );
      const near = (cell: Shape, r: number[]) =>
        [cell.a - r[0]!, cell.b - r[1]!, cell.gamma - r[2]!].every((x) => Math.abs(x) < 2e-4);
      for (const r of c.matches)
        expect(
          matches.some(
            (m) => near(m.filmCell, r.film_cell) && near(m.substrateCell, r.substrate_cell),
          ),
        ).toBe(true);
      for (const { filmMatrix: f, substrateMatrix: s, filmCell, mirror } of matches) {
        expect(f[0][0] * f[1][1] - f[0][1] * f[1][0]).toBeGreaterThan(0);
        expect(s[0][0] * s[1][1] - s[0][1] * s[1][0]).toBeGreaterThan(0);
        expect(filmCell.a).toBeLessThanOrEqual(filmCell.b + 1e-9);
        expect(filmCell.gamma).toBeGreaterThan(60 - 1e-6);
        expect(filmCell.gamma).toBeLessThanOrEqual(90);
        expect(mirror).toBeUndefined();
      }
    }
  });
});

test('matrices apply to the vectors that slab gives, and the mismatch to their rows', async () => {
  const times = (m: Row['filmMatrix'], [a, b]: Row['filmVectors']) =>
    m.map(([p, q]) => [p * a[0] + q * b[0], p * a[1] + q * b[1]]);
  const vectors = async (crystal: string, hkl: string) => {
    const args = ['--crystal', crystal, '--hkl', hkl];
    const { value } = await slab.run(readArguments(args, slab.options));
    return (value as { vectors: Row['filmVectors'] }).vectors;
  };
  // (0001) of wurtzite has γ = 120°, printed as 60° in "cell"; (2 1 1) of zinc blende a skew cell.
  for (const [film, filmHkl, substrate, substrateHkl] of [
    [file('CdS-wz'), '0,0,0,1', file('CsPbBr3'), '1,1,1'],
    [file('CdS-zb'), '2,1,1', file('TiO2-rutile'), '1,1,0'],
  ] as const) {
    const args = planes(film, filmHkl, substrate, substrateHkl);
    const { matches } = await value(...args, '--mode', 'strain', '--max-strain', '0.08');
    expect(matches.length).toBeGreaterThan(3);
    const [f, s] = [await vectors(film, filmHkl), await vectors(substrate, substrateHkl)];
    for (const m of matches) {
      const near = (found: number[][], expected: number[][]) =>
        found.flat().forEach((x, k) => {
          expect(x).toBeCloseTo(expected.flat()[k]!, 9);
        });
      near(m.filmVectors, times(m.filmMatrix, f));
      near(m.substrateVectors, times(m.substrateMatrix, s));
      expect(m.filmRows.a / m.substrateRows.a - 1).toBeCloseTo(m.mismatch.a, 9);
      expect(m.filmRows.b / m.substrateRows.b - 1).toBeCloseTo(m.mismatch.b, 9);
      expect(m.filmRows.gamma - m.substrateRows.gamma).toBeCloseTo(m.mismatch.gammaDeg, 6);
    }
  }
  expect(match.help).toMatch(/reduced by itself/);
});

test('each option does what it says', async () => {
  const all = (await value(...CDS)).matches;
  expect((await value(...CDS, '--limit', '3')).matches).toEqual(all.slice(0, 3));
  expect((await value(...CDS, '--max-area', '200')).matches).toEqual(
    all.filter((m) => m.substrateArea <= 200),
  );
  expect((await value(...CDS, '--length-tol', '0.01')).matches.length).toBeLessThan(all.length);
  const skew = planes(file('CdS-zb'), '1,1,0', file('CsPbBr3'), '1,0,0');
  const exact = (await value(...skew, '--angle-tol', '0')).matches;
  expect(exact.length).toBeLessThan((await value(...skew)).matches.length);
  expect(exact.every((m) => Math.abs(m.mismatch.gammaDeg) < 1e-6)).toBe(true);
  expect((await value(...CDS, '--area-ratio-tol', '0.001')).matches.length).toBeLessThan(
    all.length,
  );
  expect((await value(...CDS, '--max-atoms', '70')).matches.length).toBeLessThan(all.length);
  const strained = (await value(...CDS, '--max-strain', '0.02')).matches;
  expect(strained.every((m) => m.maxStrain <= 0.02 + 1e-9)).toBe(true);
  expect(strained.length).toBeGreaterThan(0);
  expect((await value(...CDS, '--mode', 'strain')).matches.length).toBeGreaterThan(strained.length);
  expect(
    (await value(...planes('preset:CdS', '1,1,0', 'preset:CsPbBr3', '1,1,0'))).matches.length,
  ).toBe(all.length);
});

test('people get a table with the definitions in the help', async () => {
  const { text } = await answer(...CDS, '--max-area', '100');
  const lines = text.trimEnd().split('\n');
  expect(lines[0]).toMatch(/area Å².*film on substrate.*strain.*twist/);
  expect(lines[1]).toMatch(/49\.20 .* on .* −1\.49 +−1\.49 .* 1\.51/);
  expect(lines.at(-1)).toMatch(/^4 matches in \d+ ms$/);
  expect((await answer(...CDS, '--max-area', '10')).text).toMatch(/^0 matches in/);
  expect(match.help).toMatch(/\(film − substrate\) \/ substrate/);
});

test('what cannot be meant or met is refused', async () => {
  for (const extra of [
    ['--mode', 'best'],
    ['--mode', 'zur', '--max-strain', '0.1'],
    ['--max-strain', '0.1', '--length-tol', '0.1'],
    ['--limit', '0'],
    ['--max-area', 'big'],
    ['more'],
  ])
    await expect(answer(...CDS, ...extra)).rejects.toThrow(UsageError);
  for (const extra of [
    ['--max-area', '-1'],
    ['--max-area', '1e9'],
    ['--max-strain', '2'],
    ['--length-tol', '-0.1'],
  ])
    await expect(answer(...CDS, ...extra)).rejects.toThrow(EpistackError);
  await expect(answer(...CDS.slice(0, -2))).rejects.toThrow(/--substrate-hkl is missing/);
});
