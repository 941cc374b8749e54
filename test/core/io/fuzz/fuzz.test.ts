import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PLAYABLE, READABLE } from '#core/io/formats.ts';
import { structureFormatOf, trajectoryFormatOf } from '#core/io/recognise.ts';
import { mutant, random, text } from './mutants.ts';
import { CORPUS, type Outcome, readMutant } from './readMutant.ts';

// Broken files, some thousands; `npm run fuzz -- --n 20000` tries more, and measures.

const SEED = 20260101;
const MUTANTS_PER_FILE = 80;

test('the corpus has files of all formats that are read, and mutants enough', () => {
  const found = CORPUS.flatMap((name) => {
    const bytes = readFileSync(name);
    return [structureFormatOf(bytes, name)?.id, trajectoryFormatOf(bytes)?.id];
  });
  for (const { id } of [...READABLE, ...PLAYABLE]) expect(found).toContain(id);
  expect(CORPUS.length * MUTANTS_PER_FILE).toBeGreaterThan(2000);
});

test.each(CORPUS)(`broken copies of %s (seed ${SEED})`, (name) => {
  const original = readFileSync(name);
  const below = random(SEED + CORPUS.indexOf(name) * 7919);
  const counts: Record<Outcome, number> = { read: 0, refused: 0 };
  for (let k = 0; k < MUTANTS_PER_FILE; k++) {
    const bytes = mutant(original, below);
    try {
      counts[readMutant(bytes, name)]++;
    } catch (error) {
      throw new Error(`mutant ${k}: ${String(error)}\n${text(bytes).slice(0, 20_000)}`, {
        cause: error,
      });
    }
  }
  // Some files of the corpus are refused as they are.
  if (readMutant(original, name) === 'read') expect(counts.read).toBeGreaterThan(0);
  expect(counts.refused).toBeGreaterThan(0);
});

test('nothing was written onto the prototypes', () =>
  expect(Object.keys(Object.prototype)).toEqual([]));
