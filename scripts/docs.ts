// Writes what is made from tables in the code into docs/ and the README: `npm run docs`.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { PAGES } from './docs/pages.ts';

for (const [path, text] of PAGES)
  writeFileSync(path, text(existsSync(path) ? readFileSync(path, 'utf8') : ''));
