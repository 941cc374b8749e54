import { expect, test } from 'vitest';
import { doubtsOf, isRefused, lineText } from '#core/screen/line.ts';
import { parseLine } from '#core/screen/parse.ts';
import { csvParts, ranked } from '#core/screen/rank.ts';
import { energiesHeader, energiesText, headerOf, SCREEN_DEFAULTS } from '#core/screen/settings.ts';

// What is known of energies besides their numbers comes back from a file of results.

const SIDE = {
  id: 'CdS',
  name: 'CdS',
  formula: 'CdS',
  hkl: [1, 1, 0],
  planes: 7,
  thickness: 12,
  termination: 0,
  label: 'CdS',
  terminations: 1,
  tasker: 1,
};
const adhesion = {
  relaxed: 0.2,
  rigid: 0.3,
  interface: null,
  d0: 2.5,
  shift: [0, 0.5],
  converged: false,
  notes: ['One pair of atoms is far closer than any bond.'],
};
const line = {
  key: 'k',
  film: SIDE,
  substrate: SIDE,
  count: 1,
  matches: [
    {
      filmMatrix: [
        [1, 0],
        [0, 1],
      ],
      substrateMatrix: [
        [1, 0],
        [0, 1],
      ],
      filmArea: 20,
      substrateArea: 20,
      mismatch: { a: 0, b: 0, gammaDeg: 0, area: 0 },
      strain: { xx: 0, yy: 0, xy: 0 },
      maxStrain: 0,
      twistDeg: 0,
      atoms: 20,
      elastic: null,
      adhesion,
    },
  ],
  link: '#r=abc',
};

test('notes and what did not converge come back, and stand in the table', () => {
  const read = parseLine(lineText(line));
  if (typeof read === 'string' || read.kind !== 'line' || isRefused(read.line))
    throw new Error('not read');
  const [match] = read.line.matches;
  expect(match!.adhesion).toEqual(adhesion);
  expect(doubtsOf(match!.adhesion!)).toEqual([
    expect.stringMatching(/^Not converged/),
    adhesion.notes[0],
  ]);
  const [head, row] = [...csvParts([{ line: read.line, match: match! }])];
  expect(head!.trim()).toMatch(/,notes_on_energies$/);
  expect(row).toContain('Not converged');
  expect(doubtsOf({ ...match!.adhesion!, converged: true, notes: [] })).toEqual([]);
});

test('energies that no interface can have are ranked behind the others, with why', () => {
  const of = (key: string, relaxed: number, energy: number | null) => {
    const [match] = line.matches;
    const energies = { ...adhesion, relaxed, interface: energy, converged: true, notes: [] };
    const read = parseLine(lineText({ ...line, key, matches: [{ ...match, adhesion: energies }] }));
    if (read.kind !== 'line' || isRefused(read.line)) throw new Error('not read');
    return read.line;
  };
  const lines = [
    of('none', 0.4, null),
    of('negative', 0.5, -0.074),
    of('apart', -0.584, 0.2),
    of('layers', 0.3, -0.002),
    of('weak', 0.0101, 0.9),
    of('strong', 1.2, 0.7),
    of('barely', 0, 0.8),
  ];
  const keys = (by: 'interface' | 'adhesion') => ranked(lines, by).map((row) => row.line.key);
  expect(keys('interface')).toEqual([
    'layers',
    'strong',
    'weak',
    'negative',
    'apart',
    'barely',
    'none',
  ]);
  expect(keys('adhesion').slice(-2)).toEqual(['barely', 'apart']);
  const doubts = Object.fromEntries(
    lines.map(({ key, matches }) => [key, doubtsOf(matches[0]!.adhesion!)]),
  );
  expect(doubts).toMatchObject({
    negative: [expect.stringMatching(/^The interface energy is negative/)],
    apart: [expect.stringMatching(/came apart while it relaxed/)],
    barely: [expect.stringMatching(/not above 0\.01 J\/m²/)],
    layers: [],
    weak: [],
    strong: [],
  });
});

test('a file says by which potential; one of an earlier version by its dispersion', () => {
  const of = headerOf(SCREEN_DEFAULTS, { films: [], substrates: [] });
  expect(energiesText(of)).toBeNull();
  const settings = { model: 'abcdef0123456789', by: 'strain', forceEvAng: 0.003, maxSteps: 9 };
  const header = energiesHeader(of, settings, 'machine-learned PBE (Nequix own), no dispersion');
  const read = parseLine(lineText(header));
  expect(read).toEqual({ kind: 'header', header });
  expect(energiesText(header)).toBe(
    'energies by machine-learned PBE (Nequix own), no dispersion; model abcdef01, atoms relaxed to 0.003 eV/Å',
  );
  const { engine: _, ...before } = header;
  expect(energiesText(before)).toMatch(/universal potential, dispersion none; model abcdef01/);
  // The name of a file is not what a number depends on.
  expect(energiesHeader(of, settings, 'another').hash).toBe(header.hash);
});
