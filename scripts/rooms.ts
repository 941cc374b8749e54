// Holds src to the table of rooms, and the folders of tests to the same size: `npm run rooms`. With --draw, writes the drawing into docs/architecture.md.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { crowdedFolders, importsOf, problemsOf } from './rooms/check.ts';
import { drawing } from './rooms/draw.ts';

const src = fileURLToPath(new URL('../src/', import.meta.url));
const page = fileURLToPath(new URL('../docs/architecture.md', import.meta.url));
const START = '<!-- made from the code by `npm run rooms -- --draw` -->';
const END = '<!-- end of what is made from the code -->';

const files = new Map(
  readdirSync(src, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.(tsx?|css)$/.test(path))
    .sort()
    .map((path) => [path, readFileSync(src + path, 'utf8')]),
);
const imports = importsOf(files);
const tests = fileURLToPath(new URL('../test/', import.meta.url));
const problems = [
  ...problemsOf(files, imports),
  ...crowdedFolders(
    readdirSync(tests, { recursive: true, encoding: 'utf8' })
      .map((path) => `test/${path.replaceAll('\\', '/')}`)
      .filter((path) => path.endsWith('.ts')),
  ),
];

const text = readFileSync(page, 'utf8');
const [start, end] = [text.indexOf(START), text.indexOf(END)];
const drawn = `${text.slice(0, start + START.length)}\n\n${drawing(imports, [...files.keys()])}\n\n${text.slice(end)}`;
if (process.argv.includes('--draw')) writeFileSync(page, drawn);
else if (drawn !== text)
  problems.push('docs/architecture.md: the drawing is of older code: npm run rooms -- --draw');

for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
