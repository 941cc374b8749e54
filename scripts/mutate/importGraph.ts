import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

/** Which files run which: from a file to those that it imports, paths from the root. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

/** All files below a folder that a pattern fits, paths from the root, sorted. */
export function filesBelow(root: string, folder: string, pattern: RegExp): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
    .filter((name) => pattern.test(name))
    .sort();
}

/** Imports of sources and tests; those of types alone run nothing and are left out. */
export function importGraph(root: string): ImportGraph {
  const files = [
    ...filesBelow(root, 'src', /\.tsx?$/),
    ...filesBelow(root, 'test', /\.tsx?$/),
    ...filesBelow(root, 'scripts', /\.ts$/),
  ];
  return new Map(files.map((file) => [file, importsOf(root, file)]));
}

const STATIC = /(?:^|\n)\s*(?:import|export)\s(?!type\b)[^'";]*?\sfrom\s+'([^']+)'/g;
const OTHER = /(?:import\(|new URL\(\s*|(?:^|\n)import\s+)'([^']+)'/g;

function importsOf(root: string, file: string): readonly string[] {
  const text = readFileSync(join(root, file), 'utf8');
  const names = [STATIC, OTHER].flatMap((form) => [...text.matchAll(form)].map((m) => m[1]!));
  return names
    .map((name) =>
      name.startsWith('#')
        ? name.replace('#', 'src/')
        : name.startsWith('.')
          ? posix.join(posix.dirname(file), name)
          : '',
    )
    .filter((name) => /\.tsx?$/.test(name) && existsSync(join(root, name)));
}

/** Test files that reach a source, with the number of imports on the shortest way. */
export function testsReaching(graph: ImportGraph, source: string): ReadonlyMap<string, number> {
  const importers = new Map<string, string[]>();
  for (const [file, imports] of graph)
    for (const to of imports) importers.set(to, [...(importers.get(to) ?? []), file]);
  const distance = new Map([[source, 0]]);
  for (const file of distance.keys())
    for (const from of importers.get(file) ?? [])
      if (!distance.has(from)) distance.set(from, distance.get(file)! + 1);
  return new Map(
    [...distance].filter(
      ([file]) => file.endsWith('.test.ts') && !file.startsWith('test/browser/'),
    ),
  );
}
