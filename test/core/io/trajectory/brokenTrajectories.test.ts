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
  broken('another count', 'extxyz', replaceNth(xyz, /^7$/, 2, '6'), 2, /7 atoms as in the first/),
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
describe('whole frames before it are kept', () => {
  test.each(CASES)('$what ($format)', ({ format, text, kept, expected }) => {
    try {
      const { index, xyz } = open(text, format);
      expect(frameCount(index)).toBe(kept);
      for (let k = 0; k < kept; k++) xyz(k);
      expect(index.problem).not.toBeNull();
      expect(new EpistackError(index.problem!).message).toMatch(expected);
    } catch (error) {
      if (!(error instanceof EpistackError)) throw error;
      expect(kept, error.message).toBe(0);
      expect(error.message).toMatch(expected);
    }
  });
});

test('bytes that are no text at all', () => {
  const noise = Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919 + (i >> 3) * 31) & 255);
  for (const [, format] of FILES)
    expect(failureOf(() => open(noise, format))).toMatchObject({ code: expect.any(String) });
});
