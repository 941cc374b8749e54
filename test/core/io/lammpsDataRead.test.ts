import { expect, test } from 'vitest';
import { readFrame } from '#core/io/readAtoms.ts';
import type { ReadOptions } from '#core/io/readOptions.ts';
import { failureOf } from './structures.ts';

/** A box that does not begin at 0 and is tilted, three types, ids in no order, image flags. */
const data = (part: { masses?: string; atoms?: string; style?: string; head?: string } = {}) =>
  `a title of mine

3 atoms
3 atom types
0 bonds
${part.head ?? '-1.0 9.0 xlo xhi\n2.0 10.0 ylo yhi\n0 12 zlo zhi\n1.5 0.25 -0.5 xy xz yz'}

Masses

${part.masses ?? '1 132.91 # Cs\n2 207.2 # Pb lead\n3 79.904 # Br'}

Pair Coeffs # lj/cut

1 0.1 3.0

Atoms${part.style ?? ' # atomic'}

${part.atoms ?? '3 3 0 3 1 0 0 0\n1 1 -1 2 0 1 0 0\n2 2 4.5 6.0 6.0 0 0 -1'}

Velocities

1 0 0 0
2 0 0 0
3 0 0 0
`;
const read = (text: string, options: ReadOptions = {}) =>
  readFrame(text, 'x.data', 0, options).file;

test('atoms of a tilted box stand from its corner, in the order of their ids', () => {
  const { title, structure, warnings } = read(data());
  expect(title).toBe('a title of mine');
  expect([...structure.lattice]).toEqual([10, 0, 0, 1.5, 8, 0, 0.25, -0.5, 12]);
  expect([...structure.numbers]).toEqual([55, 82, 35]);
  expect([...structure.xyz]).toEqual([0, 0, 0, 5.5, 4, 6, 1, 1, 1]);
  expect(warnings).toEqual([]);
});

test.each([
  ['charge', '1 1 0.5 0 3 1\n2 2 1.0 0 4 1\n3 3 -1.5 0 5 1', true],
  ['full', '1 7 1 0.5 0 3 1\n2 7 2 1.0 0 4 1\n3 7 3 -1.5 0 5 1', true],
  ['molecular', '1 7 1 0 3 1\n2 7 2 0 4 1\n3 7 3 0 5 1', false],
] as const)('style %s has its columns, and says what is left out', (style, atoms, hasCharges) => {
  const { structure, warnings } = read(data({ style: ` # ${style}`, atoms }));
  expect([...structure.numbers]).toEqual([55, 82, 35]);
  expect([...structure.xyz]).toEqual([1, 1, 1, 1, 2, 1, 1, 3, 1]);
  expect(warnings).toEqual(hasCharges ? ['charges of the file are not taken over'] : []);
});

test('without a remark the columns tell the style, which is said', () => {
  const { structure, warnings } = read(
    data({ style: '', atoms: '1 1 0 3 1\n2 2 0 4 1\n3 3 0 5 1' }),
  );
  expect([...structure.xyz.slice(0, 3)]).toEqual([1, 1, 1]);
  expect(warnings).toEqual([expect.stringMatching(/read as style atomic$/)]);
});

test('six columns without a remark: a charge or a molecule by their values, refused where both fit', () => {
  const numbersOf = (atoms: string) => [...read(data({ style: '', atoms })).structure.numbers];
  // Molecule 7 is no type; a charge of −1 or 0.5 is none either.
  expect(numbersOf('1 7 3 0 3 1\n2 7 1 0 4 1\n3 8 2 0 5 1')).toEqual([35, 55, 82]);
  expect(numbersOf('1 3 2 0 3 1\n2 1 -1 0 4 1\n3 2 1 0 5 1')).toEqual([35, 55, 82]);
  expect(failureOf(() => numbersOf('1 1 3 0 3 1\n2 1 1 0 4 1\n3 2 2 0 5 1'))).toMatchObject({
    code: 'parse',
    line: 21,
    expected: expect.stringMatching(/^"Atoms # charge" or "Atoms # molecular"/),
  });
});

test('a file that says that its lengths are no Å is refused', () => {
  const titled = (units: string) =>
    data().replace('a title of mine', `LAMMPS data file via write_data, units = ${units}`);
  expect(read(titled('metal')).structure.numbers).toHaveLength(3);
  for (const units of ['nano', 'lj', 'electron', 'si'])
    expect(failureOf(() => read(titled(units)))).toMatchObject({ code: 'parse', line: 1 });
});

test('elements come from remarks, from the person, or from the masses, which is said', () => {
  const masses = '1 132.9\n2 207.2\n3 79.9';
  const guessed = read(data({ masses }));
  expect([...guessed.structure.numbers]).toEqual([55, 82, 35]);
  expect(guessed.warnings).toEqual([
    'the file names no elements; they are guessed from the masses: type 1 Cs, type 2 Pb, type 3 Br',
  ]);
  const given = read(data({ masses }), { typeElements: ['Cd', 'Zn', 'S'] });
  expect([...given.structure.numbers]).toEqual([48, 30, 16]);
  expect(given.warnings).toEqual([]);
  expect(failureOf(() => read(data({ masses: '1 1000\n2 207.2\n3 79.9' })))).toMatchObject({
    code: 'needs-types',
  });
  expect(failureOf(() => read(data(), { typeElements: ['Xx'] }))).toMatchObject({
    code: 'unknown-element',
  });
});

test('a type beyond those of the head is named, with its line', () => {
  expect(failureOf(() => read(data({ atoms: '1 1 0 3 1\n2 7 0 4 1\n3 3 0 5 1' })))).toMatchObject({
    code: 'parse',
    expected: 'a type from 1 to 3, as the head says; here is 7',
  });
});

test('labels of types are read in their place', () => {
  const text = data({
    masses: 'Br 79.904\nPb 207.2\nCs 132.91',
    atoms: '1 Cs 0 3 1\n2 Pb 0 4 1\n3 Br 0 5 1',
  });
  const labelled = text.replace('Masses', 'Atom Type Labels\n\n1 Cs\n2 Pb\n3 Br\n\nMasses');
  expect([...read(labelled).structure.numbers]).toEqual([55, 82, 35]);
});

test.each([
  [
    'atoms: 2 instead of 3',
    { atoms: '1 1 0 3 1\n2 2 0 4 1' },
    21,
    /3 atoms, as the head says; here are 2/,
  ],
  ['an id that comes twice', { atoms: '1 1 0 3 1\n1 2 0 4 1\n3 3 0 5 1' }, 24, /no other atom/],
  [
    'a coordinate that is none',
    { atoms: '1 1 0 x 1\n2 2 0 4 1\n3 3 0 5 1' },
    23,
    /three coordinates/,
  ],
  ['a style that is not read', { style: ' # ellipsoid' }, 21, /style that is read: atomic/],
  ['a count of no atom', { head: '0 atoms\n0 9 xlo xhi' }, 6, /at least one atom/],
  ['a box without z', { head: '0 9 xlo xhi\n0 9 ylo yhi' }, undefined, /zlo zhi/],
  [
    'a general box',
    { head: '0 9 xlo xhi\n0 9 ylo yhi\n0 9 zlo zhi\n1 0 0 avec' },
    9,
    /general triclinic/,
  ],
  ['a mass that is none', { masses: '1 heavy' }, 13, /a type and its mass/],
] as const)('%s is refused with its line', (_, part, line, expected) => {
  const failure = failureOf(() => read(data(part)));
  expect(failure).toMatchObject({
    code: 'parse',
    format: 'LAMMPS data',
    expected: expect.stringMatching(expected),
    ...(line === undefined ? {} : { line }),
  });
});
