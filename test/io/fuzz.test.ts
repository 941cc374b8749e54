import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { EpistackError } from '#core/errors.ts';
import type { AtomsFile } from '#core/io/document.ts';
import { readFrame } from '#core/io/formats.ts';
import { sourceOf } from '#core/io/reading.ts';
import { indexTrajectory, sniffTrajectory, trajectoryStructure } from '#core/io/trajectory.ts';

// Broken files, some thousands: each is read to finite positions or refused with an EpistackError.

const SEED = 20260101;
const MUTANTS_PER_FILE = 160;

const corpus = [
  ...['TiO2-rutile.vasp', 'CsPbBr3.cif', 'CdS-wz.cif'].map((f) => `test/reference/${f}`),
  ...['test/fixtures', 'test/fixtures/trajectories'].flatMap((folder) =>
    readdirSync(folder)
      .filter((f) => !/README|json|\.py$|^trajectories$/.test(f))
      .map((f) => `${folder}/${f}`),
  ),
];

/** @see Marsaglia, J. Stat. Softw. 2003, 8, 14 (xorshift32) */
function random(seed: number): (below: number) => number {
  let s = seed | 1;
  return (below) => {
    s ^= s << 13;
    s ^= s >>> 17;
    s ^= s << 5;
    return (s >>> 0) % below;
  };
}

const STRANGE = [
  'NaN', 'Infinity', '-inf', '1e308', '1e-308', '9'.repeat(400), '-0', '0x10', '1_0', '٣', '𝟘', '\u0000', '\ufeff',
  '', ' ', '"', "'", ';', '#', 'loop_', 'data_', '_', '?', '.', '1/0', 'x,y,z', '-x,-y,-z', '__proto__', 'constructor',
  '2000001', '4294967296', '1e9', '-1', 'T', 'Xx', 'Direct configuration= 1', 'Lattice=', '{', '\\', 'é€😀', '\r', '\t',
]; // biome-ignore format: a table

type Mutation = (bytes: Uint8Array, below: (n: number) => number) => Uint8Array;
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const onLines =
  (edit: (lines: string[], below: (n: number) => number) => void): Mutation =>
  (bytes, below) => {
    const lines = text(bytes).split('\n');
    edit(lines, below);
    return Buffer.from(lines.join('\n'), 'latin1');
  };
const onWord =
  (edit: (word: string, below: (n: number) => number) => string): Mutation =>
  (bytes, below) => {
    const parts = text(bytes).split(/(\s+)/);
    const at = 2 * below(Math.ceil(parts.length / 2));
    parts[at] = edit(parts[at]!, below);
    return Buffer.from(parts.join(''), 'utf8');
  };

const MUTATIONS: Mutation[] = [
  (bytes, below) => bytes.subarray(0, below(bytes.length)),
  (bytes, below) => bytes.subarray(below(bytes.length)),
  (bytes, below) => {
    const out = Uint8Array.from(bytes);
    for (let k = 1 + below(8); k > 0; k--) out[below(out.length)]! ^= 1 << below(8);
    return out;
  },
  (bytes, below) => {
    const out = Uint8Array.from(bytes);
    const at = below(out.length);
    for (let k = at; k < Math.min(out.length, at + 40); k++) out[k] = below(256);
    return out;
  },
  onLines((lines, below) => lines.splice(below(lines.length), 1 + below(2))),
  onLines((lines, below) => {
    const at = below(lines.length);
    lines.splice(at, 0, lines[at]!);
  }),
  onLines((lines, below) => {
    const [i, j] = [below(lines.length), below(lines.length)];
    [lines[i], lines[j]] = [lines[j]!, lines[i]!];
  }),
  onWord((_, below) => STRANGE[below(STRANGE.length)]!),
  onWord((word, below) => word + STRANGE[below(STRANGE.length)]!),
  onWord((word) => `${word} ${word}`),
  onWord((word, below) =>
    /\d/.test(word) ? word.replace(/\d/, String(below(10))) : word.toUpperCase(),
  ),
  onWord((word, below) => (/^\d+$/.test(word) ? String(below(1e9)) : `-${word}`)),
];

/** Structures by the table of formats, trajectories by their index, whatever became of their first line. */
function read(
  bytes: Uint8Array,
  name: string,
  frame: number,
): Pick<AtomsFile, 'structure' | 'frozen'> {
  if (!name.includes('/trajectories/')) return readFrame(bytes, name, frame).file;
  const source = sourceOf(bytes);
  const format = sniffTrajectory(bytes) ?? sniffTrajectory(readFileSync(name))!;
  const index = indexTrajectory(source, format, { typeElements: ['Ar', 'Kr'] });
  return { structure: trajectoryStructure(source, index, frame), frozen: null };
}

function check(file: Pick<AtomsFile, 'structure' | 'frozen'>): void {
  const { lattice, numbers, xyz, layer } = file.structure;
  const n = numbers.length;
  expect(n > 0 && xyz.length === 3 * n && layer.length === n && lattice.length === 9).toBe(true);
  expect(xyz.every(Number.isFinite) && lattice.every(Number.isFinite)).toBe(true);
  expect(numbers.every((z) => z >= 1 && z <= 96)).toBe(true);
  expect(file.frozen === null || file.frozen.length === 3 * n).toBe(true);
}

test('the corpus has files of all formats', () => expect(corpus.length).toBeGreaterThanOrEqual(15));

test.each(corpus)(`broken copies of %s (seed ${SEED})`, (name) => {
  const original = readFileSync(name);
  const below = random(SEED + corpus.indexOf(name) * 7919);
  const outcome = { read: 0, refused: 0 };
  let slowestMs = 0;
  for (let k = 0; k < MUTANTS_PER_FILE; k++) {
    let bytes: Uint8Array = original;
    for (let rounds = 1 + below(3); rounds > 0; rounds--)
      bytes = bytes.length === 0 ? bytes : MUTATIONS[below(MUTATIONS.length)]!(bytes, below);
    for (const frame of [0, 1]) {
      const start = performance.now();
      try {
        check(read(bytes, name, frame));
        outcome.read++;
      } catch (error) {
        if (!(error instanceof EpistackError))
          throw new Error(`mutant ${k}:\n${text(bytes)}`, { cause: error });
        expect(error.message).not.toMatch(/undefined|\[object/);
        outcome.refused++;
      }
      slowestMs = Math.max(slowestMs, performance.now() - start);
    }
  }
  expect(outcome.read).toBeGreaterThan(0);
  expect(outcome.refused).toBeGreaterThan(0);
  // Generous: this asks for no hang, not for speed.
  expect(slowestMs).toBeLessThan(2000);
});

test('nothing was written onto the prototypes', () =>
  expect(Object.keys(Object.prototype)).toEqual([]));
