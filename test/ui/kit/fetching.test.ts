import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { part, room } from '#ui/kit/boundary/part.tsx';

const load = () => new Promise<never>(() => {});

test('a room whose code is on its way says so by its name; a part without a place is not announced', () => {
  const markup = (of: typeof part) =>
    renderToStaticMarkup(createElement(of({ what: 'The microscope', load })));
  expect(markup(room)).toMatch(/role="status">The microscope: loading…</);
  expect(markup(part)).not.toContain('loading');
});
