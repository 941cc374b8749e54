import { expect, test } from 'vitest';
import { distinctPlanes } from '#core/match/explore.ts';
import type { Material } from '#core/recipe/crystals/library.ts';
import { candidatesOf, screenCrystal } from '#core/screen/candidates.ts';
import { evaluator } from '#core/screen/evaluate.ts';
import { type FoundLine, lineText } from '#core/screen/line.ts';
import { parseLine } from '#core/screen/parse.ts';
import { RANKS, ranked } from '#core/screen/rank.ts';
import { SCREEN_DEFAULTS } from '#core/screen/settings.ts';
import { library } from '../../helpers/library.ts';

const monoclinic: Material = {
  ...library.get('MgO')!,
  id: 'monoclinic',
  spaceGroup: { number: 14, symbol: 'P2_1/c', hall: '-P 2ybc' },
  sites: [
    { symbol: 'Mg', xyz: [0.28, 0.04, 0.21], chargeE: 2 },
    { symbol: 'O', xyz: [0.07, 0.34, 0.34], chargeE: -2 },
  ],
  constants: [
    {
      id: 'x',
      label: 'x',
      kind: 'given',
      source: '',
      cell: { a: 5.15, b: 5.25, c: 5.35, beta: 99.2 },
    },
  ],
};
const quartz = library.get('quartz')!;
const planes = (m: Material) => distinctPlanes(screenCrystal(m), 1).length;

test.each([
  ['film', { films: [quartz], substrates: [monoclinic] }],
  ['substrate', { films: [monoclinic], substrates: [quartz] }],
])('a chiral %s has no mirror image: none of its pairs stands for another', (_, lists) => {
  expect([...candidatesOf(lists, 1)]).toHaveLength(planes(quartz) * planes(monoclinic));
});

const evaluate = evaluator({ ...SCREEN_DEFAULTS, maxAreaAng2: 200, maxStrain: 0.06 }, library);
const lines = [
  ...candidatesOf({ films: [library.get('GaAs')!], substrates: [library.get('MgO')!] }, 1),
].map(evaluate) as readonly FoundLine[];

test('a candidate is ranked with the best of its matches in what the table is ranked by', () => {
  const value = {
    strain: (m: FoundLine['matches'][number]) => m.maxStrain,
    area: (m: FoundLine['matches'][number]) => m.substrateArea,
    atoms: (m: FoundLine['matches'][number]) => m.atoms,
    energy: (m: FoundLine['matches'][number]) => m.elastic ?? Number.POSITIVE_INFINITY,
    adhesion: (m: FoundLine['matches'][number]) =>
      -(m.adhesion?.relaxed ?? Number.NEGATIVE_INFINITY),
    interface: (m: FoundLine['matches'][number]) =>
      m.adhesion?.interface ?? Number.POSITIVE_INFINITY,
  };
  expect(lines.some((l) => l.matches.length > 1)).toBe(true);
  for (const by of RANKS)
    for (const { line, match } of ranked(lines, by))
      expect(value[by](match), `${line.key} by ${by}`).toBe(
        Math.min(...line.matches.map(value[by])),
      );
});

test('of matches that are equal in the first number the next one decides', () => {
  const [line] = lines.filter((l) => l.matches.length > 0);
  const [match] = line!.matches;
  const larger = { ...match!, substrateArea: match!.substrateArea + 10 };
  for (const matches of [
    [match!, larger],
    [larger, match!],
  ])
    expect(ranked([{ ...line!, matches }], 'strain')[0]!.match.substrateArea).toBe(
      match!.substrateArea,
    );
});

test('a line read back has cells of some area and at least one atom', () => {
  const line = lines.find((l) => l.matches.length > 0)!;
  const spoil = (change: object) => () =>
    parseLine(lineText({ ...line, matches: [{ ...line.matches[0]!, ...change }] }));
  expect(spoil({})).not.toThrow();
  expect(spoil({ atoms: 1 })).not.toThrow();
  expect(spoil({ atoms: 0 })).toThrow(/, matches\[0\].atoms: /);
  for (const rows of [
    [
      [1, 2],
      [2, 4],
    ],
    [
      [0, 1],
      [1, 0],
    ],
  ])
    expect(spoil({ filmMatrix: rows })).toThrow(/right-handed/);
});
