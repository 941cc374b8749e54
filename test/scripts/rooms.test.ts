import { expect, test } from 'vitest';
import { circlesOf, importsOf, problemsOf, roomOf } from '../../scripts/rooms/check.ts';
import { ROOMS } from '../../scripts/rooms/table.ts';

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
  ['somewhere/a.ts', '#core/errors.ts'],
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

test('files and folders that grow beyond a glance are named', () => {
  const many = Object.fromEntries(Array.from({ length: 17 }, (_, i) => [`ui/kit/f${i}.ts`, '']));
  expect(problems(many)).toEqual(['src/ui/kit: 17 files; 16 are the most of a folder']);
  expect(problems({ 'ui/kit/long.ts': '\n'.repeat(501) })).toHaveLength(1);
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
