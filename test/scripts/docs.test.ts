import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PAGES } from '../../scripts/docs/pages.ts';

test.each([...PAGES])('%s is as the code makes it (else: npm run docs)', (path, text) => {
  const now = readFileSync(path, 'utf8');
  expect(now).toBe(text(now));
});
