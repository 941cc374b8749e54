import { expect, test } from 'vitest';
import { describe, describeOnPage, withoutOptions } from '#core/errors.ts';

test('the page names no options of the terminal, and no model twice', () => {
  const disordered = {
    code: 'partial-occupancy',
    sites: ['Nb1'],
    models: [{ choice: 'majority', name: 'Nb at Nb1' }],
    reason: null,
  } as const;
  expect(describe(disordered)).toMatch(/--ordered majority.*Nb at Nb1/);
  expect(describeOnPage(disordered)).toBe('partly occupied or disordered sites (Nb1)');
  // Without a model to choose, what to do is said.
  expect(describeOnPage({ ...disordered, models: [] })).toMatch(/write an ordered model/);
  const frames = {
    code: 'other-atoms',
    format: 'XYZ',
    line: 9,
    expected: 'Cu',
    found: 'Au',
    frames: 1,
  };
  const text = describeOnPage(frames as Parameters<typeof describe>[0]);
  expect(text).not.toMatch(/--|terminal/);
  expect(text).toMatch(/read by itself, and only the frame before it is played$/);
  expect(withoutOptions('Give moments (--magmom in the terminal), and think (twice).')).toBe(
    'Give moments, and think (twice).',
  );
});

test('a file that no reader takes is told what to do with, where its name says what it is', () => {
  const told = (name: string) => describe({ code: 'unknown-format', name, known: ['CIF'] });
  expect(told('run.zip')).toMatch(/\(CIF\); it is an archive: unpack it/);
  expect(told('relax.in')).toMatch(/save the structure as CIF, POSCAR or extended XYZ$/);
  expect(told('notes')).toBe('notes: not a format Epistack reads (CIF)');
});
