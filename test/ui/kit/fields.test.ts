import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { NumberField } from '../../../src/ui/kit/fields.tsx';

const field = (value: number | null) =>
  renderToStaticMarkup(
    createElement(NumberField, {
      label: 'time between frames',
      value,
      digits: 3,
      step: 1,
      min: 0.001,
      max: 100000,
      unit: 'fs',
      onPreview: () => {},
      onCommit: () => {},
    }),
  );

test('a number that nobody knows is an empty, marked field with its range', () => {
  expect(field(null)).toMatch(/value=""/);
  expect(field(null)).toMatch(/aria-invalid="true"/);
  expect(field(null)).toMatch(/A number from 0.001 to 100000 fs/);
  expect(field(null)).not.toContain('Escape');
  expect(field(2)).toMatch(/value="2.000"/);
  expect(field(2)).toMatch(/aria-invalid="false"/);
});
