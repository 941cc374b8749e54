import { expect, test } from 'vitest';
import {
  circlesOf,
  crowdedFolders,
  importsOf,
  problemsOf,
  roomOf,
} from '../../scripts/rooms/check.ts';
import { DOM_IN_APP, ROOMS } from '../../scripts/rooms/table.ts';

const problems = (files: Readonly<Record<string, string>>) =>
  problemsOf(new Map(Object.entries(files)));

test.each([
  ['core/math/a.ts', '#core/crystal/structure.ts'],
  ['core/io/vasp/a.ts', '#core/recipe/build.ts'],
  ['core/export/a.ts', '#engines/zip/zip.ts'],
  ['core/match/a.ts', 'three'],
  ['core/recipe/a.ts', 'node:fs'],
  ['engines/lammps/a.ts', '@spglib/moyo-wasm'],
  ['app/matches/a.ts', '#app/md/runs.ts'],
  ['app/document/a.ts', 'react'],
  ['app/look/a.ts', 'zustand'],
  ['render/gpu/a.ts', '#render/camera/view.ts'],
  ['render/scene/a.tsx', '#app/document/document.ts'],
  ['ui/kit/a.tsx', '#ui/stack/StackPanel.tsx'],
  ['ui/report/a.tsx', '#ui/matches/Matches.tsx'],
  ['ui/md/a.tsx', '#engines/lammps/runLammps.ts'],
  ['cli/commands/a.ts', '#app/document/library.ts'],
])('%s may not import %s', (from, specifier) => {
  expect(problems({ [from]: `import type * as a from '${specifier}';\n` })).toEqual([
    expect.stringMatching(`^src/${from}:1: ${specifier}: .* may not import `),
  ]);
});

test.each([
  ['core/errors.ts', '#core/errors.ts', 'core/math/a.ts'],
  ['ui/shell/a.tsx', '#ui/report/ReportPanel.tsx', 'ui/shell/a.tsx'],
  ['cli/commands/a.ts', 'node:fs', 'cli/commands/a.ts'],
])('what the table allows passes (%s)', (_, specifier, from) => {
  expect(problems({ [from]: `import * as a from '${specifier}';\n` })).toEqual([]);
});

test('no form of import slips through', () => {
  const text = [
    "import type * as a from 'three';",
    "export { b } from 'three';",
    "export * from 'three';",
    "export const c = () => import('three');",
    "import 'three/style.css';",
    "const w = new Worker(new URL('../crystal/d.worker.ts', import.meta.url));",
    '// import in a comment is none: import("three")',
    "const text = 'from three';",
  ].join('\n');
  const lines = problems({ 'core/math/forms.ts': text }).filter((p) => p.includes('may not'));
  expect(lines.map((p) => Number(p.split(':')[1])).sort()).toEqual([1, 2, 3, 4, 5, 6]);
});

test('types that are named where they are used are imports', () => {
  const text = [
    'export type A = string;',
    "export let b: import('three').Vector3;",
    "export type C = typeof import('#core/crystal/structure.ts');",
  ].join('\n');
  const lines = problems({ 'core/math/a.ts': text }).filter((p) => p.includes('may not'));
  expect(lines.map((p) => Number(p.split(':')[1]))).toEqual([2, 3]);
});

test('a style sheet imports what its room may', () => {
  const css =
    "/* @import './no.css'; */\n@import '../stack/stack.css';\n@import url(\"#ui/md/md.css\");";
  expect(problems({ 'ui/kit/a.css': css })).toEqual([
    expect.stringMatching(/^src\/ui\/kit\/a\.css:2: .* may not import ui\/stack$/),
    expect.stringMatching(/^src\/ui\/kit\/a\.css:3: .* may not import ui\/md$/),
  ]);
});

test('a folder that the table does not name is seen, though its file imports nothing', () => {
  for (const text of ['export const a = 1;\n', "import '#core/errors.ts';\n"])
    expect(problems({ 'helpers/a.ts': text })).toEqual([
      'src/helpers/a.ts: stands in no room: name its folder in scripts/rooms/table.ts',
    ]);
  expect(problems({ 'epistack.ts': 'export const a = 1;\n' })).toEqual([]);
});

test('state of the page that asks its elements is seen, and a variable of that name is none', () => {
  const app = (text: string) => problems({ 'app/matches/a.ts': text });
  expect(app("const view = () => document.querySelector('.view');")).toHaveLength(1);
  expect(app('export const wide = 1 < window.innerWidth;')).toHaveLength(1);
  expect(app('export const f = () => {\n  (document as Document).title = "";\n};')).toEqual([
    expect.stringMatching(/^src\/app\/matches\/a\.ts:2: document: /),
  ]);
  for (const fine of [
    'export const f = ({ document }: { document: { id: string } }) => document.id;',
    'export const f = (a: { window: number }) => a.window;',
    'export function f() { const window = { from: 0 }; return () => window.from; }',
    'for (const document of [1]) String(document);',
    'export type Shelf = { document: string; window: Window };',
  ])
    expect(app(fine), fine).toEqual([]);
  expect(problems({ 'ui/kit/a.ts': 'document.title;' })).toEqual([]);
  // A name on the list that needs it no more is taken off.
  const [listed] = Object.keys(DOM_IN_APP);
  expect(problems({ [listed!]: 'export const a = 1;' })).toHaveLength(1);
});

test('files of one folder are named by ./, others by their layer', () => {
  expect(problems({ 'core/match/a.ts': "import '#core/match/b.ts';" })).toHaveLength(1);
  expect(problems({ 'core/io/cif/a.ts': "import '../text/b.ts';" })).toHaveLength(1);
  expect(problems({ 'core/match/a.ts': "import './b.ts';" })).toEqual([]);
});

test('a circle is seen through types alone, and through other rooms', () => {
  const files = {
    'core/export/a.ts': "import type { B } from '#core/export/vasp/b.ts';",
    'core/export/vasp/b.ts': "import type { C } from './c.ts';",
    'core/export/vasp/c.ts': "import type { A } from '#core/export/a.ts';",
    'core/export/d.ts': "import type { A } from './a.ts';",
  };
  expect(circlesOf(importsOf(new Map(Object.entries(files))))).toEqual([
    ['core/export/a.ts', 'core/export/vasp/b.ts', 'core/export/vasp/c.ts'],
  ]);
  expect(problems(files)).toEqual([expect.stringMatching(/^circle: /)]);
});

test('of files that lead to each other the shortest circle is named, in the order of its imports', () => {
  const files = {
    'core/match/a.ts': "import './b.ts';",
    'core/match/b.ts': "import './c.ts';",
    'core/match/c.ts': "import './a.ts';\nimport './d.ts';",
    'core/match/d.ts': "import './c.ts';",
  };
  expect(circlesOf(importsOf(new Map(Object.entries(files))))).toEqual([
    ['core/match/c.ts', 'core/match/d.ts'],
  ]);
  expect(problems(files)).toEqual(['circle: core/match/c.ts → core/match/d.ts → core/match/c.ts']);
});

test('a statement that is refused is named once, however many names it takes', () => {
  expect(problems({ 'core/math/a.ts': "export { a, b, type C } from 'three';" })).toHaveLength(1);
});

test('files and folders that grow beyond a glance are named', () => {
  const many = Object.fromEntries(Array.from({ length: 17 }, (_, i) => [`ui/kit/f${i}.ts`, '']));
  expect(problems(many)).toEqual(['src/ui/kit: 17 files; 16 are the most of a folder']);
  expect(problems({ 'ui/kit/long.ts': '\n'.repeat(501) })).toHaveLength(1);
});

test('folders of tests are counted alike', () => {
  const files = (count: number) => Array.from({ length: count }, (_, i) => `test/a/${i}.test.ts`);
  expect(crowdedFolders([...files(16), 'test/a/b/c.test.ts'])).toEqual([]);
  expect(crowdedFolders(files(17))).toEqual(['test/a: 17 files; 16 are the most of a folder']);
});

test('the rooms of the table need each other in one direction only', () => {
  const rooms = Object.keys(ROOMS);
  const needs = (a: string) =>
    rooms.filter((b) => b !== a && ROOMS[a]!.may.some((m) => m === b || roomOf(m) === b));
  const reaches = (from: string, to: string, seen = new Set<string>()): boolean =>
    needs(from).some(
      (next) => next === to || (!seen.has(next) && reaches(next, to, seen.add(next))),
    );
  expect(rooms.filter((room) => reaches(room, room))).toEqual([]);
});
