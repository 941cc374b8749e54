import { beforeEach, expect, test } from 'vitest';
import { marksNow, NO_MARKS, openMarks } from '#app/document/marks/marks.ts';
import { pickAtom, setPicked } from '#app/look/pickedAtoms.ts';
import { sessionStore } from '#app/look/session.ts';
import { measuredQuestions } from '#ui/analysis/measuredQuestions.ts';
import { keepPicked } from '#ui/look/measured/keepPicked.ts';
import {
  drawnMeasures,
  isFarther,
  measuredCsv,
  measuredNames,
  measuredNow,
} from '#ui/look/measured/measuredList.ts';

const atoms = {
  lattice: Float64Array.of(10, 0, 0, 0, 10, 0, 0, 0, 10),
  numbers: Uint8Array.of(55, 35, 35, 82),
  xyz: Float64Array.of(1, 0, 0, 9, 0, 0, 1, 3, 0, 1, 3, 4),
};
const pair = (cells: readonly (readonly [number, number, number])[] | null = null) => ({
  atoms: [0, 1],
  cells,
  of: 4,
});

const on = (count: number) => ({ numbers: atoms.numbers.slice(0, count), cut: null });
const kept = { elements: [55, 35] };

beforeEach(() => {
  openMarks(NO_MARKS);
  setPicked([]);
  sessionStore.setState({ measureBy: 'nearest' });
});

test('what is picked is kept once, by nearest images or as clicked', () => {
  keepPicked(on(4));
  setPicked([0]);
  keepPicked(on(4));
  expect(marksNow().measurements).toEqual([]);
  setPicked([0, 1]);
  keepPicked(on(4));
  keepPicked(on(4));
  expect(marksNow().measurements).toEqual([{ ...pair(), ...kept }]);
  setPicked([]);
  pickAtom({ atom: 0, cells: [0, 0, 0] });
  pickAtom({ atom: 1, cells: [1, 0, 0] });
  sessionStore.setState({ measureBy: 'clicked' });
  keepPicked(on(4));
  expect(marksNow().measurements[1]).toEqual({
    ...pair([
      [0, 0, 0],
      [1, 0, 0],
    ]),
    ...kept,
  });
  // Numbers that the structure does not have.
  setPicked([0, 3]);
  keepPicked(on(3));
  expect(marksNow().measurements).toHaveLength(2);
});

test('values by nearest images and as clicked, with their units; none on other atoms', () => {
  expect(measuredNow(pair(), atoms)).toBe('2.000 Å');
  expect(
    measuredNow(
      pair([
        [0, 0, 0],
        [1, 0, 0],
      ]),
      atoms,
    ),
  ).toBe('18.000 Å');
  expect(measuredNow({ atoms: [0, 2, 3], cells: null, of: 4 }, atoms)).toBe('90.0°');
  expect(measuredNow({ ...pair(), of: 5 }, atoms)).toBeNull();
  expect(measuredNames(pair(), atoms)).toBe('Cs 1 – Br 2');
  expect(drawnMeasures([{ ...pair(), of: 5 }, pair()], atoms)).toEqual([
    { atoms: [0, 1], cells: null, text: '2.000 Å' },
  ]);
});

test('of other elements there is none, and images that are not the nearest are told', () => {
  expect(measuredNow({ ...pair(), elements: [55, 82] }, atoms)).toBeNull();
  expect(measuredNow({ ...pair(), cut: 'x' }, { ...atoms, cut: 'y' })).toBeNull();
  const far = pair([
    [0, 0, 0],
    [1, 0, 0],
  ]);
  const near = pair([
    [0, 0, 0],
    [-1, 0, 0],
  ]);
  expect([pair(), far, near].map((m) => isFarther(m, atoms))).toEqual([false, true, false]);
});

test('as a table: in full digits, with unit and images', () => {
  const list = [
    pair(),
    { atoms: [0, 2, 3], cells: null, of: 4 },
    pair([
      [0, 0, 0],
      [1, 0, 0],
    ]),
    { ...pair(), of: 7 },
  ];
  expect(measuredCsv(list, atoms).split('\n')).toEqual([
    'kind,atoms,elements,images,value,unit',
    'distance,1 2,Cs Br,nearest,2,angstrom',
    'angle,1 3 4,Cs Br Pb,nearest,90,degree',
    'distance,1 2,Cs Br,0 0 0 | 1 0 0,18,angstrom',
    '',
  ]);
});

test('along a trajectory: what is picked and what is kept, each once', () => {
  const questions = measuredQuestions(
    [0, 1],
    [
      pair(),
      { ...pair(), of: 9 },
      pair([
        [0, 0, 0],
        [1, 0, 0],
      ]),
    ],
    on(4),
  );
  expect(questions.map(({ question }) => [question.label, question.cells])).toEqual([
    ['distance Cs 1 – Br 2', null],
    [
      'distance Cs 1 – Br 2',
      [
        [0, 0, 0],
        [1, 0, 0],
      ],
    ],
  ]);
  expect(new Set(questions.map(({ key }) => key)).size).toBe(2);
});
