import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { EngineLimits } from '#ui/interface/energy/EngineLimits.tsx';

test('crystals and planes in the limits of a potential are written as elsewhere on the page', () => {
  const notes = ['MoS2: slabs of formal charges (Br2 −2.00 e a face), Mo–S at 1.52 Å.'];
  expect(renderToStaticMarkup(createElement(EngineLimits, { notes }))).toContain(
    'MoS₂: slabs of formal charges (Br₂ −2.00 e a face), Mo–S at 1.52 Å.',
  );
});
