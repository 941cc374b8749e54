import { expect, test } from 'vitest';
import { EpistackError } from '#core/errors.ts';
import { handForm } from '#core/recipe/crystals/handCrystal.ts';

/** Simple cubic polonium, of any lattice constant. */
const cubic = (a: number, symbol = 'Po', x = 0) =>
  handForm({ hall: '-P 4 2 3', cell: { a }, sites: [{ symbol, xyz: [x, x, x] }] });

test('a typed crystal is kept in the axes in which it was typed', () => {
  const { form, notes } = cubic(3.35);
  expect([...form.axes]).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1]);
  expect(form).toMatchObject({
    kind: 'given',
    spaceGroup: { number: 221 },
    cell: { a: 3.35 },
    counts: { Po: 1 },
  });
  expect(notes).toEqual([]);
});

test('cells from 0.5 to 500 Å can be typed, the ends included', () => {
  expect(cubic(500).form.cell).toEqual({ a: 500 });
  for (const a of [500.001, 0.499, Number.NaN]) expect(() => cubic(a)).toThrow(EpistackError);
  // The shortest is refused for its atoms, not for its length.
  expect(() => cubic(0.5)).not.toThrow(/not between/);
});

test('fractions up to ten cells away can be typed', () => {
  expect(cubic(3.35, 'Po', 10).form.sites[0]!.xyz).toEqual([0, 0, 0]);
  expect(() => cubic(3.35, 'Po', 10.5)).toThrow(/fractions of the cell/);
  expect(() => cubic(3.35, 'Xx')).toThrow(/unknown element/);
});
