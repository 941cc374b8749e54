import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { composition, formula } from '#core/crystal/structure.ts';
import { PLAYABLE, type PlayableId } from '#core/io/formats.ts';
import { readFrame } from '#core/io/readAtoms.ts';
import { sourceOf } from '#core/io/text/reading.ts';
import { encodeUtf8 } from '#core/io/text/utf8.ts';
import { indexTrajectory } from '#core/io/trajectory/trajectory.ts';

// Frames that hold other atoms than the first: never read with the elements of the first.

const fixture = (name: string) => readFileSync(`test/fixtures/cases/${name}`, 'utf8');

/** Each frame by itself, as the terminal and the import read it. */
function framesOf(text: string, name: string) {
  const { frames } = readFrame(text, name, 0);
  return Array.from({ length: frames }, (_, k) => readFrame(text, name, k).file.structure);
}
const formulas = (text: string, name: string) =>
  framesOf(text, name).map((s) => formula(composition(s.numbers)));
/** What the player gets: frames up to the first of other atoms. */
const played = (text: string, id: PlayableId) => {
  const index = indexTrajectory(sourceOf(encodeUtf8(text)), id);
  return { frames: index.starts.length, problem: index.problem };
};

const snapshot = (columns: string, ...rows: readonly string[]) =>
  `ITEM: TIMESTEP\n0\nITEM: NUMBER OF ATOMS\n${rows.length}\nITEM: BOX BOUNDS pp pp ff\n0 4\n0 4\n0 4\nITEM: ATOMS ${columns}\n${rows.join('\n')}\n`;
const COLUMNS = 'id element x y z';

describe('LAMMPS dump', () => {
  test('elements of an id that change between snapshots', () => {
    const text = fixture('types-change.dump');
    expect(formulas(text, 'a.dump')).toEqual(['Cu3Au', 'Cu2Au2', 'CuAu3']);
    expect(played(text, 'dump')).toEqual({
      frames: 1,
      problem: {
        code: 'other-atoms',
        format: 'LAMMPS dump',
        line: 23,
        expected: 'the atom with the id 1 to be Cu',
        found: 'Au',
        frames: 1,
      },
    });
  });

  test('atoms that come and go', () => {
    const text = [
      snapshot(COLUMNS, '1 Cu 0 0 0', '2 Au 2 2 2'),
      snapshot(COLUMNS, '1 Cu 0 0 0'),
      snapshot(COLUMNS, '3 O 1 1 1', '1 Cu 0 0 0'),
    ].join('');
    expect(formulas(text, 'a.dump')).toEqual(['CuAu', 'Cu', 'CuO']);
    expect([...framesOf(text, 'a.dump')[2]!.numbers]).toEqual([29, 8]);
    expect(played(text, 'dump')).toMatchObject({
      frames: 1,
      problem: { line: 12, expected: '2 atoms', found: '1' },
    });
  });

  test('as many atoms with another id', () => {
    const text = snapshot(COLUMNS, '1 Cu 0 0 0') + snapshot(COLUMNS, '7 Cu 0 0 0');
    expect(played(text, 'dump').problem).toMatchObject({ line: 20, expected: 'the ids' });
  });

  test('rows in another order are the same atoms', () => {
    const text =
      snapshot(COLUMNS, '2 Au 2 2 2', '1 Cu 0 0 0') + snapshot(COLUMNS, '1 Cu 0 0 1', '2 Au 2 2 3');
    expect(played(text, 'dump')).toEqual({ frames: 2, problem: null });
    const [first, second] = framesOf(text, 'a.dump');
    expect([...first!.numbers, ...second!.numbers]).toEqual([29, 79, 29, 79]);
    expect([second!.xyz[2], second!.xyz[5]]).toEqual([1, 3]);
  });

  test('types with elements given by hand change as well', () => {
    const text =
      snapshot('id type x y z', '1 1 0 0 0', '2 2 2 2 2') +
      snapshot('id type x y z', '1 2 0 0 0', '2 2 2 2 2');
    const typeElements = ['Cu', 'Au'];
    const of = (k: number) => [...readFrame(text, '', k, { typeElements }).file.structure.numbers];
    expect([of(0), of(1)]).toEqual([
      [29, 79],
      [79, 79],
    ]);
  });

  test('without ids the order of the rows counts', () => {
    const text =
      snapshot('element x y z', 'Cu 0 0 0', 'Au 2 2 2') +
      snapshot('element x y z', 'Au 2 2 2', 'Cu 0 0 0');
    expect(played(text, 'dump').problem).toMatchObject({ line: 21, expected: 'atom 1 to be Cu' });
  });

  test('a count that is damaged is no snapshot of fewer atoms', () => {
    const good = snapshot(COLUMNS, '1 Cu 0 0 0', '2 Au 2 2 2');
    const text = good + good.replace('ATOMS\n2', 'ATOMS\n1') + good;
    const index = indexTrajectory(sourceOf(encodeUtf8(text)), 'dump', { mayDiffer: true });
    expect(index.starts).toHaveLength(3);
    expect(index.damage).toMatchObject([{ frame: 1, failure: { code: 'parse', line: 12 } }]);
  });

  test('a last row without line end is compared too', () => {
    const text =
      snapshot(COLUMNS, '1 Cu 0 0 0') + snapshot(COLUMNS, '1 Au 0 0 0').replace(/\n$/, '');
    expect(played(text, 'dump').problem).toMatchObject({ code: 'other-atoms', line: 20 });
  });

  test('directions that do not repeat are told', () => {
    const { file } = readFrame(snapshot(COLUMNS, '1 Cu 0 0 0'), '', 0);
    expect(file.periodic).toEqual([true, true, false]);
  });
});

const frame = (...rows: readonly string[]) =>
  `${rows.length}\nLattice="4 0 0 0 4 0 0 0 4"\n${rows.join('\n')}\n`;

describe('extended XYZ', () => {
  test('species that change between frames', () => {
    const text = fixture('species-change.xyz');
    expect(formulas(text, 'a.xyz')).toEqual(['CuAu', 'CuAu', 'Au2']);
    expect(framesOf(text, 'a.xyz').map((s) => [...s.numbers])).toEqual([
      [29, 79],
      [79, 29],
      [79, 79],
    ]);
    expect(played(text, 'extxyz')).toMatchObject({
      frames: 1,
      problem: { code: 'other-atoms', line: 7, expected: 'atom 1 to be Cu', found: 'Au' },
    });
  });

  test('atoms that come and go', () => {
    const text = frame('Cu 0 0 0', 'Au 2 2 2') + frame('Cu 0 0 0') + frame('O 0 0 0', 'Au 2 2 2');
    expect(formulas(text, 'a.xyz')).toEqual(['CuAu', 'Cu', 'AuO']);
    expect(played(text, 'extxyz')).toMatchObject({
      frames: 1,
      problem: { line: 5, expected: '2 atoms', found: '1' },
    });
  });

  test('a count that is damaged is no frame of fewer atoms', () => {
    const good = frame('Cu 0 0 0', 'Au 2 2 2');
    const text = good + good.replace('2\n', '1\n') + good;
    const index = indexTrajectory(sourceOf(encodeUtf8(text)), 'extxyz', { mayDiffer: true });
    expect(index.starts).toHaveLength(3);
    expect(index.damage).toMatchObject([{ frame: 1, failure: { code: 'parse', line: 5 } }]);
  });

  test('species in another column, and by number', () => {
    const numbered = (z: number) =>
      `1\nLattice="4 0 0 0 4 0 0 0 4" Properties=pos:R:3:Z:I:1\n0 0 0 ${z}\n`;
    expect(played(numbered(29) + numbered(79), 'extxyz').problem).toMatchObject({
      code: 'other-atoms',
      line: 6,
    });
  });
});

test('every format whose frames may hold other atoms is tested here', () => {
  expect(PLAYABLE.filter((f) => f.trajectory.atoms !== undefined).map((f) => f.id)).toEqual([
    'extxyz',
    'dump',
  ]);
});
