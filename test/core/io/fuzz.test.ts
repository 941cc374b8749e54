import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { EpistackError } from '#core/errors.ts';
import type { AtomsFile } from '#core/io/document.ts';
import { readFrame } from '#core/io/readAtoms.ts';
import { trajectoryFormatOf } from '#core/io/recognise.ts';
import { sourceOf } from '#core/io/text/reading.ts';
import { indexTrajectory, trajectoryStructure } from '#core/io/trajectory/trajectory.ts';
import { mutant, random, text } from './mutants.ts';

// Broken files, some thousands: each is read to finite positions or refused with an EpistackError.

const SEED = 20260101;
const MUTANTS_PER_FILE = 160;

const corpus = [
  ...['TiO2-rutile.vasp', 'CsPbBr3.cif', 'CdS-wz.cif'].map((f) => `test/reference/${f}`),
  ...['test/fixtures', 'test/fixtures/cases', 'test/fixtures/trajectories'].flatMap((folder) =>
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => entry.name)
      .filter((f) => !/README|json|\.py$|^trajectories$|^cases$/.test(f))
      .map((f) => `${folder}/${f}`),
  ),
];

/** Structures by the table of formats, trajectories by their index, whatever became of their first line. */
function read(
  bytes: Uint8Array,
  name: string,
  frame: number,
): Pick<AtomsFile, 'structure' | 'frozen'> {
  if (!name.includes('/trajectories/')) return readFrame(bytes, name, frame).file;
  const source = sourceOf(bytes);
  const format = (trajectoryFormatOf(bytes) ?? trajectoryFormatOf(readFileSync(name)))!.id;
  const index = indexTrajectory(source, format, { typeElements: ['Ar', 'Kr'] });
  return { structure: trajectoryStructure(source, index, frame), frozen: null };
}

function isRead(bytes: Uint8Array, name: string): boolean {
  try {
    read(bytes, name, 0);
    return true;
  } catch (error) {
    if (error instanceof EpistackError) return false;
    throw error;
  }
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
  for (let k = 0; k < MUTANTS_PER_FILE; k++) {
    const bytes = mutant(original, below);
    for (const frame of [0, 1]) {
      try {
        check(read(bytes, name, frame));
        outcome.read++;
      } catch (error) {
        if (!(error instanceof EpistackError))
          throw new Error(`mutant ${k}:\n${text(bytes)}`, { cause: error });
        expect(error.message).not.toMatch(/undefined|\[object/);
        outcome.refused++;
      }
    }
  }
  // Some files of the corpus are refused as they are.
  if (isRead(original, name)) expect(outcome.read).toBeGreaterThan(0);
  expect(outcome.refused).toBeGreaterThan(0);
});

test('nothing was written onto the prototypes', () =>
  expect(Object.keys(Object.prototype)).toEqual([]));
