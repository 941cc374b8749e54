import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lammpsSource, splitLammps } from '../../scripts/lammpsModule.ts';
import { noticesOf, packageFolders } from '../../scripts/licences/notices.ts';
import { testedPage } from '../helpers/made/testedPage.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'epistack-licences-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A package with these files, as it lies in node_modules. */
function packageOf(name: string, files: Readonly<Record<string, string>>): string {
  const path = join(folder, 'node_modules', name);
  mkdirSync(path, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text);
  return path;
}

test('packages are found from paths with queries, scopes and packages inside packages', () => {
  const found = packageFolders([
    '/a/src/main.tsx',
    '/a/node_modules/react/index.js',
    '\0/a/node_modules/react/cjs/x.js?commonjs-module',
    '/a/node_modules/@b/c/files/d.woff2',
    '/a/node_modules/e/node_modules/f/g.js?url',
    '/a/node_modules/.cache/epistack/lammps.wasm.gz',
  ]);
  expect([...found]).toEqual([
    '/a/node_modules/react',
    '/a/node_modules/@b/c',
    '/a/node_modules/e/node_modules/f',
  ]);
});

test('a package without a licence text is named and stops the build', () => {
  const told = packageOf('told', {
    'package.json': '{ "name": "told", "version": "1.2.3", "license": "MIT" }',
    LICENSE: 'Copyright Told',
    'NOTICE.txt': 'with thanks',
  });
  const silent = packageOf('silent', {
    'package.json': '{ "name": "silent", "version": "1.0.0", "license": "MIT" }',
  });
  expect(noticesOf([told, told])).toEqual([
    { name: 'told', version: '1.2.3', licence: 'MIT', text: 'Copyright Told\n\nwith thanks' },
  ]);
  expect(() => noticesOf([told, silent])).toThrow(/without a licence text: silent\./);
});

test('the source that README links to is of the LAMMPS in the module', () => {
  const { wasm } = splitLammps(read('node_modules/lammps.js/dist/cpp/lammps.js'));
  const { tag } = lammpsSource(wasm);
  const { version } = JSON.parse(read('node_modules/lammps.js/package.json'));
  expect(read('README.md')).toContain(`https://github.com/lammps/lammps/tree/${tag})`);
  expect(read('README.md')).toContain(`(https://github.com/lammps/lammps.js) ${version}.`);
  expect(() => lammpsSource(new Uint8Array(8))).toThrow(/names no version/);
});

let built: string;
let page: string;
const sourceOf = (fileName: string) => readFileSync(join(built, fileName), 'utf8');
beforeAll(async () => {
  built = await testedPage();
  page = sourceOf('licences/index.html');
}, 120_000);

test('every package in the code of page and workers has its text beside the page', () => {
  const maps = readdirSync(join(built, 'assets')).filter((name) => name.endsWith('.map'));
  expect(maps.sort().join()).toMatch(/md\.worker.*import\.worker|import\.worker.*md\.worker/);
  const sources = maps.flatMap((name) =>
    (JSON.parse(sourceOf(`assets/${name}`)) as { sources: string[] }).sources.map((source) =>
      join(built, 'assets', source),
    ),
  );
  const names = new Set(
    sources.flatMap((s) => /.*node_modules\/((?:@[^/]+\/)?[^/.][^/]*)\//.exec(s)?.[1] ?? []),
  );
  expect([...names]).toEqual(
    expect.arrayContaining([
      'react-dom',
      'three',
      'uplot',
      'fflate',
      'lammps.js',
      '@spglib/moyo-wasm',
    ]),
  );
  for (const name of names) expect(page).toContain(`<summary>${name} `);
});

test('so has the font, and the module of LAMMPS its licence and its source', () => {
  expect(page).toContain('<summary>@fontsource-variable/inter ');
  expect(page).toContain('SIL OPEN FONT LICENSE');
  expect(page).toMatch(/<summary>lammps\.js [\d.]+ \(GPL-2\.0-only\)/);
  expect(page).toContain('https://github.com/lammps/lammps/tree/patch_10Sep2025"');
  expect(sourceOf('licences/GPL-2.0.txt')).toMatch(
    /^GNU GENERAL PUBLIC LICENSE\s+Version 2, June 1991/,
  );
});
