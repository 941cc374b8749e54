import { expect, test } from 'vitest';
import { problemText } from '#app/nanocrystal/problemText.ts';
import { EpistackError } from '#core/errors.ts';

const setting = (field: string, expected: string) =>
  problemText(new EpistackError({ code: 'setting', field, expected }));

test.each([
  [
    setting('cap.directions.core', 'a direction in the plane'),
    'In “direction, core”: expected a direction in the plane.',
  ],
  [
    setting('facets (1 −1 0)', 'species of one of its planes'),
    'In the face (1 −1 0), “ends in”: expected species of one of its planes.',
  ],
  [setting('core.facets[0].hkl', 'three integers'), 'In the faces: expected three integers.'],
  [setting('cap.shape.heightNm', 'nm'), 'In the shape of the second crystal: expected nm.'],
  [setting('seed', 'a number'), 'seed: expected a number'],
])('%s', (text, said) => expect(text).toBe(said));

test('what is too large says what to do, and no count that was only a bound', () => {
  const of = (count: number) =>
    problemText(
      new EpistackError({ code: 'too-large', what: 'places looked through', count, limit: 1e6 }),
    );
  expect(of(2_000_000)).toBe(
    'Too large: 2,000,000 places looked through, 1,000,000 at most. Give smaller sizes.',
  );
  expect(of(47_437_928)).toContain('far more');
});

test('other failures keep their words', () => {
  expect(problemText(new Error('no worker'))).toBe('no worker');
});
