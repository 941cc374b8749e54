import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { EpistackError, type Failure } from '#core/errors.ts';
import type { PlayableId } from '#core/io/formats.ts';
import { sourceOf } from '#core/io/text/reading.ts';
import { encodeUtf8 } from '#core/io/text/utf8.ts';
import {
  frameCount,
  indexTrajectory,
  trajectoryStructure,
} from '#core/io/trajectory/trajectory.ts';
import { OPEN_NOTE } from '#core/io/trajectory/trajectoryIndex.ts';
import { failureOf } from '../structures.ts';

type Case = readonly [name: string, format: PlayableId];
const FILES: readonly Case[] = [
  ['ortho-x.lammpstrj', 'dump'],
  ['triclinic-xu.lammpstrj', 'dump'],
  ['ase-forces.extxyz', 'extxyz'],
  ['pymatgen-XDATCAR', 'xdatcar'],
  ['vasprun.xml', 'vasprun'],
  ['OUTCAR', 'outcar'],
];
const textOf = (name: string) => readFileSync(`test/fixtures/trajectories/${name}`, 'utf8');

function open(text: string | Uint8Array, format: PlayableId) {
  const source = sourceOf(typeof text === 'string' ? encodeUtf8(text) : text);
  const index = indexTrajectory(source, format);
  return { index, xyz: (k: number) => trajectoryStructure(source, index, k).xyz };
}

test.each(FILES)(
  '%s cut anywhere keeps its whole frames and says what is missing',
  (name, format) => {
    const bytes = encodeUtf8(textOf(name));
    const whole = open(bytes, format);
    const all = Array.from({ length: frameCount(whole.index) }, (_, k) => whole.xyz(k));
    let most = 0;
    for (let size = 0; size < bytes.length; size += 13) {
      try {
        const { index, xyz } = open(bytes.slice(0, size), format);
        const frames = frameCount(index);
        expect(index.problem, `${size} bytes`).toBeNull();
        expect(frames).toBeGreaterThanOrEqual(most);
        most = frames;
        const sure = frames - (index.notes.includes(OPEN_NOTE) ? 1 : 0);
        for (let k = Math.max(0, sure - 2); k < sure; k++) expect(xyz(k)).toEqual(all[k]);
        // Between two frames, and within the last line, nothing need be missing.
        if (size > index.ends[frames - 1]! + 3 && size < bytes.length - 60)
          expect(index.notes.join(), `${size} bytes`).toMatch(/torn|cut off/);
      } catch (error) {
        if (!(error instanceof EpistackError)) throw error;
        expect(most, `${size} bytes: ${error.message}`).toBe(0);
      }
    }
    expect(most).toBeGreaterThan(2);
  },
);

/** Where the positions of a frame begin in the lines of a file, from 0. */
function firstRow([name, format]: Case, frame: number): number {
  const text = textOf(name);
  const start = open(text, format).index.lines[frame]! - 1;
  if (format === 'xdatcar' || format === 'outcar') return start;
  const mark = { dump: /ITEM: ATOMS/, extxyz: /Lattice/, vasprun: /"positions"/ }[format];
  return text.split('\n').findIndex((line, k) => k >= start && mark.test(line)) + 1;
}

/** A file with one row of a frame put in other words. */
function withRow(file: Case, frame: number, row: number, change: (line: string) => string[]) {
  const lines = textOf(file[0]).split('\n');
  const at = firstRow(file, frame) + row;
  lines.splice(at, 1, ...change(lines[at]!));
  return { text: lines.join('\n'), line: at + 1 };
}

/** What stands against a frame: the index's problem, or what decoding it is refused with. */
function against({ index, xyz }: ReturnType<typeof open>, frame: number): Failure | 'accepted' {
  return index.problem ?? failureOf(() => xyz(frame));
}

test.each(FILES)('%s: a number that is none is named by its line', (name, format) => {
  for (const wrong of ['NaN', '*****', '0.1.2', '1e99']) {
    const { text, line } = withRow([name, format], 1, 1, (row) => [
      row.replace(/-?\d+\.\d+/, wrong),
    ]);
    const file = open(text, format);
    expect(against(file, 1), wrong).toMatchObject({ code: 'parse', line });
    expect(file.xyz(0)).toEqual(open(textOf(name), format).xyz(0));
  }
});

test.each(FILES)('%s: a row too few, a row too many', (name, format) => {
  const last = open(textOf(name), format).index.numbers.length - 1;
  for (const change of [() => [], (row: string) => [row, row]]) {
    const { text, line } = withRow([name, format], 2, last, change);
    const file = open(text, format);
    for (let k = 0; k < 2; k++) file.xyz(k);
    const failure = against(file, 2);
    expect(failure).toMatchObject({ code: 'parse' });
    if (failure !== 'accepted' && failure.code === 'parse')
      expect(Math.abs(failure.line - line)).toBeLessThanOrEqual(1);
  }
});

/** Replaces the n-th match, from 0. */
function replaceNth(text: string, what: RegExp, n: number, by: string): string {
  let k = 0;
  return text.replace(new RegExp(what, 'gm'), (found) => (k++ === n ? by : found));
}

const xyz = textOf('ase-forces.extxyz');
const dump = textOf('ortho-x.lammpstrj');
const xml = textOf('vasprun.xml');
const out = textOf('OUTCAR');
const vdat = textOf('pymatgen-XDATCAR');
interface Broken {
  readonly what: string;
  readonly format: PlayableId;
  readonly text: string;
  readonly kept: number;
  readonly expected: RegExp;
}
const broken = (
  what: string,
  format: PlayableId,
  text: string,
  kept: number,
  expected: RegExp,
): Broken => ({ what, format, text, kept, expected });
const COLUMNS = /id type element x y z/;
const IONS = /ions per type =.*/;
const CASES: readonly Broken[] = [
  broken('another count', 'extxyz', replaceNth(xyz, /^7$/, 2, '6'), 2, /7 atoms, as in the first/),
  broken('no cell', 'extxyz', replaceNth(xyz, /Lattice/, 2, 'lattis'), 2, /Lattice/),
  broken('text between', 'extxyz', replaceNth(xyz, /^7$/, 2, 'seven'), 2, /number of atoms/),
  broken('another count', 'dump', replaceNth(dump, /ATOMS\n16/, 2, 'ATOMS\n15'), 2, /16 atoms/),
  broken('a flat box', 'dump', replaceNth(dump, /^0\.0.* 8\.0.*$/, 2, '0 0'), 2, /volume|long/),
  broken('no positions', 'dump', replaceNth(dump, COLUMNS, 2, 'id type'), 2, /columns/),
  broken('no bounds', 'dump', replaceNth(dump, /BOX BOUNDS/, 2, 'BOX'), 2, /section/),
  broken('wrong units', 'dump', `ITEM: UNITS\nlj\n${dump}`, 0, /units real or metal/),
  broken('an id twice', 'dump', replaceNth(dump, /^1 1 Ar/, 0, '2 1 Ar'), 0, /no other atom/),
  broken(
    'an open step',
    'vasprun',
    replaceNth(xml, /<\/calculation>/, 2, ''),
    2,
    /<\/calculation>/,
  ),
  broken('no atoms', 'vasprun', xml.replace('name="atoms"', 'name="stoma"'), 0, /atominfo/),
  broken('other XML', 'vasprun', '<?xml version="1.0"?>\n<svg></svg>', 0, /modeling/),
  broken('other counts', 'outcar', out.replace(IONS, 'ions per type =  4 3'), 0, /VRHFIN/),
  broken('other atoms', 'xdatcar', replaceNth(vdat, /^4 2 1$/, 2, '4 1 2'), 2, /same atoms/),
];
describe('a damaged frame keeps its number, and the others are read', () => {
  test.each(CASES)('$what ($format)', ({ format, text, kept, expected }) => {
    try {
      const { index, xyz } = open(text, format);
      if (index.problem !== null) {
        // Other atoms end the reading.
        expect(frameCount(index)).toBe(kept);
        expect(new EpistackError(index.problem).message).toMatch(expected);
        return;
      }
      expect(frameCount(index)).toBeGreaterThan(kept + 1);
      expect(index.damage.map((d) => d.frame)).toEqual([kept]);
      expect(new EpistackError(index.damage[0]!.failure).message).toMatch(expected);
      expect(() => xyz(kept)).toThrow(expected);
      for (let k = 0; k < frameCount(index); k++) if (k !== kept) xyz(k);
    } catch (error) {
      if (!(error instanceof EpistackError)) throw error;
      expect(kept, error.message).toBe(0);
      expect(error.message).toMatch(expected);
    }
  });
});

const FORMATS: Readonly<Record<PlayableId, string>> = {
  dump: 'ortho-x.lammpstrj',
  extxyz: 'ase-forces.extxyz',
  xdatcar: 'pymatgen-XDATCAR',
  vasprun: 'vasprun.xml',
  outcar: 'OUTCAR',
};
describe('one rule for every reader: the frame is named by its line, and all others are read', () => {
  const row = (format: PlayableId, change: (line: string) => string[]) =>
    withRow([FORMATS[format], format], 2, 1, change);
  const DAMAGE: readonly (readonly [string, (line: string) => string[]])[] = [
    ['a number over any', (line) => [line.replace(/-?\d+\.\d+/, '1e308')]],
    ['a torn row', (line) => [line.slice(0, line.length / 3)]],
    ['a line of text', () => ['# here the disk was full']],
    ['a row lost', () => []],
    ['a row twice', (line) => [line, line]],
  ];
  for (const format of Object.keys(FORMATS) as PlayableId[])
    test.each(DAMAGE)(`%s (${format})`, (_, change) => {
      const whole = open(textOf(FORMATS[format]), format);
      const { text, line } = row(format, change);
      const { index, xyz } = open(text, format);
      expect(index.problem).toBeNull();
      expect(frameCount(index)).toBe(frameCount(whole.index));
      const failure = failureOf(() => xyz(2));
      expect(failure).toMatchObject({ code: 'parse', line: expect.any(Number) });
      if (failure !== 'accepted' && failure.code === 'parse') {
        const last = line + whole.index.numbers.length;
        expect(failure.line).toBeGreaterThanOrEqual(whole.index.lines[2]!);
        expect(failure.line).toBeLessThanOrEqual(last);
      }
      for (let k = 0; k < frameCount(index); k++) if (k !== 2) expect(xyz(k)).toEqual(whole.xyz(k));
      expect(index.timesFs).toEqual(whole.index.timesFs);
    });
});

describe('a cell that changes', () => {
  const header = (a: string) => `t\n1\n${a} 0 0\n0 4 0\n0 0 4\nCs Br\n1 1\n`;
  const frame = (n: number, x = '0.1') => `Direct configuration= ${n}\n ${x} 0 0\n 0.5 0.5 0.5\n`;

  test('comes with its header after a damaged frame, and is never that of another', () => {
    const at = (xs: readonly string[], second = header('5')) =>
      open(
        header('4') + frame(1, xs[0]) + second + frame(2, xs[1]) + header('6') + frame(3, xs[2]),
        'xdatcar',
      );
    const torn = at(['0.1', 'here', '0.1']);
    expect([frameCount(torn.index), torn.index.damage.length]).toEqual([3, 1]);
    expect(torn.xyz(2)[0]).toBeCloseTo(0.6, 12);
    const bad = at(['0.1', '0.1', '0.1'], header('x'));
    expect(bad.index.damage).toMatchObject([{ frame: 1, failure: { line: 13 } }]);
    expect(bad.xyz(2)[0]).toBeCloseTo(0.6, 12);
    // A header that nothing shows as one: the frame behind it has no known cell.
    const hidden = open(
      header('4') + frame(1) + header('x').replace('t', 'u') + frame(2),
      'xdatcar',
    );
    expect([frameCount(hidden.index), hidden.index.problem]).toMatchObject([1, { line: 13 }]);
  });

  test('a spoiled marker costs its own frame only, where the cell is fixed', () => {
    const text =
      header('4') +
      frame(1) +
      frame(2).replace('Direct', 'Dxrect') +
      frame(3, '0.3') +
      frame(4) +
      frame(5);
    const { index, xyz } = open(text, 'xdatcar');
    expect(index.damage.map((d) => d.frame)).toEqual([1]);
    expect(xyz(2)[0]).toBeCloseTo(1.2, 12);
  });

  test('an OUTCAR step whose cell is spoiled is damaged, whatever its positions', () => {
    const spoiled = replaceNth(
      out,
      /^( *direct lattice vectors.*\n)( *)\S+/,
      2,
      ' direct lattice vectors\n  *****',
    );
    const { index, xyz } = open(spoiled, 'outcar');
    expect(frameCount(index)).toBe(5);
    expect(index.damage.length).toBeGreaterThan(0);
    for (const { frame } of index.damage) expect(failureOf(() => xyz(frame))).not.toBe('accepted');
  });
});

test('bytes that are no text at all', () => {
  const noise = Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919 + (i >> 3) * 31) & 255);
  for (const [, format] of FILES)
    expect(failureOf(() => open(noise, format))).toMatchObject({ code: expect.any(String) });
});
