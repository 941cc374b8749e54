import { dirname, normalize } from 'node:path/posix';
import { parseSync } from 'oxc-parser';
import { DOM_IN_APP, ROOMS } from './table.ts';
import { globalsOf, type Node, nodesOf, treeOf } from './tree.ts';

/** An import as it stands in a file. `to` is a path below src, or the name of a package. */
export interface Import {
  readonly from: string;
  readonly to: string;
  readonly specifier: string;
  readonly line: number;
}

/** Most files of one folder; a page of a list of files. */
const MAX_FILES = 16;
/** Most lines of one file. */
const MAX_LINES = 500;
/** Tables of numbers that are read from a source, not written here. */
const DATA_TABLES = ['core/crystal/spaceGroupTable.ts'];

/**
 * @param files paths below src, and their texts
 * @returns every import of every kind: types, type queries, re-exports, `import()`, workers, style sheets and what
 *   these import
 */
export function importsOf(files: ReadonlyMap<string, string>): Import[] {
  const found: Import[] = [];
  for (const [from, text] of files) {
    const add = (specifier: string, at: number) => {
      const to = specifier.startsWith('#')
        ? specifier.slice(1)
        : specifier.startsWith('.')
          ? normalize(`${dirname(from)}/${specifier}`)
          : specifier;
      found.push({ from, to, specifier, line: text.slice(0, at).split('\n').length });
    };
    if (from.endsWith('.css')) {
      // Comments become blanks of their length, so that lines stay what they are.
      const plain = text.replace(/\/\*[\s\S]*?\*\//g, (c) => c.replace(/[^\n]/g, ' '));
      for (const m of plain.matchAll(/@import\s+(?:url\(\s*)?['"]?([^'")\s;]+)/g))
        add(m[1]!, m.index);
      continue;
    }
    if (!/\.tsx?$/.test(from)) continue;
    const { module, program } = parseSync(from, text);
    for (const node of nodesOf(program as unknown as Node))
      if (node.type === 'TSImportType')
        add((node['source'] as { value: string }).value, node.start);
    for (const entry of module.staticImports) add(entry.moduleRequest.value, entry.start);
    for (const statement of module.staticExports)
      for (const entry of statement.entries)
        if (entry.moduleRequest) add(entry.moduleRequest.value, statement.start);
    for (const { moduleRequest } of module.dynamicImports) {
      const literal = /^['"`](.*)['"`]$/.exec(text.slice(moduleRequest.start, moduleRequest.end));
      if (literal) add(literal[1]!, moduleRequest.start);
    }
    for (const m of text.matchAll(/new URL\('(\.[^']+\.worker\.ts)', import\.meta\.url\)/g))
      add(m[1]!, m.index);
  }
  return found;
}

/** The door of the library. */
const LIBRARY = 'epistack.ts';

/** Names of the page's own objects. */
const DOM = new Set(['document', 'window']);

/** State knows no elements: where it must name the page all the same, the table says why. */
function domProblems(path: string, text: string): string[] {
  if (!path.startsWith('app/') || !/\.tsx?$/.test(path)) return [];
  const used = globalsOf(treeOf(path, text), DOM);
  if (path in DOM_IN_APP)
    return used.length === 0
      ? [`src/${path}: uses no document or window any more: take it off DOM_IN_APP`]
      : [];
  return used.map(
    ({ start, name }) =>
      `src/${path}:${text.slice(0, start).split('\n').length}: ${name}: the state of the page asks no elements; DOM_IN_APP of scripts/rooms/table.ts names what may`,
  );
}

const within = (path: string, name: string) => path === name || path.startsWith(`${name}/`);

/** The room that a file stands in; undefined where there is none for it. */
export const roomOf = (path: string): string | undefined =>
  Object.keys(ROOMS)
    .filter((name) => within(path, name))
    .sort((a, b) => b.length - a.length)[0];

function isAllowed({ from, to }: Import): boolean {
  const room = roomOf(from);
  if (room === undefined) return false;
  if (roomOf(to) === room) return true;
  return ROOMS[room]!.may.some((name) =>
    name.endsWith(':*') ? to.startsWith(name.slice(0, -1)) : within(to, name),
  );
}

/**
 * What breaks the plan of the house, a line each: imports that the table does not allow, imports that do not say
 * where they go, circles (of types too), folders and files too large to be read at a glance.
 * @param files paths below src, and their texts
 * @param all every import of these files
 */
export function problemsOf(
  files: ReadonlyMap<string, string>,
  all: readonly Import[] = importsOf(files),
): string[] {
  // The library's door may name all of core, and nothing imports it.
  const imports = all.filter(({ from }) => from !== LIBRARY);
  const problems = imports.flatMap((found) => {
    const { from, to, specifier, line } = found;
    // A file outside every room is named as such, once.
    if (/^(structures|stories)\//.test(to) || roomOf(from) === undefined) return [];
    const at = `src/${from}:${line}: ${specifier}: `;
    if (!isAllowed(found)) return `${at}${roomOf(from)} may not import ${roomOf(to) ?? to}`;
    if (specifier.startsWith('.') && dirname(from) !== dirname(to))
      return `${at}only files of the same folder are named by ./`;
    return specifier.startsWith('#') && dirname(from) === dirname(to)
      ? `${at}files of the same folder are named by ./`
      : [];
  });
  for (const circle of circlesOf(imports))
    problems.push(`circle: ${[...circle, circle[0]].join(' → ')}`);
  for (const [path, text] of files) {
    if (roomOf(path) === undefined && path !== LIBRARY)
      problems.push(`src/${path}: stands in no room: name its folder in scripts/rooms/table.ts`);
    problems.push(...domProblems(path, text));
    const lines = text.split('\n').length - 1;
    if (lines > MAX_LINES && !DATA_TABLES.includes(path))
      problems.push(`src/${path}: ${lines} lines; ${MAX_LINES} are the most`);
  }
  problems.push(...crowdedFolders([...files.keys()].map((path) => `src/${path}`)));
  // One statement may name a file several times.
  return [...new Set(problems)];
}

/** A line for each folder with more files than are seen at a glance. */
export function crowdedFolders(paths: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const path of paths) counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count > MAX_FILES)
    .map(([folder, count]) => `${folder}: ${count} files; ${MAX_FILES} are the most of a folder`);
}

/**
 * The shortest circle of each set of files that lead to each other, which Tarjan's algorithm finds: a whole set says
 * little about which import to take out.
 * @returns files in the order in which they import each other; the last one imports the first
 */
export function circlesOf(imports: readonly Import[]): string[][] {
  const next = new Map<string, string[]>();
  for (const { from, to } of imports) next.set(from, [...(next.get(from) ?? []), to]);
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const circles: string[][] = [];
  const visit = (file: string): void => {
    index.set(file, index.size);
    low.set(file, index.get(file)!);
    stack.push(file);
    for (const to of next.get(file) ?? []) {
      if (!index.has(to)) visit(to);
      if (stack.includes(to)) low.set(file, Math.min(low.get(file)!, low.get(to)!));
    }
    if (low.get(file) !== index.get(file)) return;
    const part = stack.splice(stack.indexOf(file));
    if (part.length > 1 || next.get(file)?.includes(file)) circles.push(shortestCircle(part, next));
  };
  for (const file of next.keys()) if (!index.has(file)) visit(file);
  return circles;
}

function shortestCircle(
  part: readonly string[],
  next: ReadonlyMap<string, readonly string[]>,
): string[] {
  let shortest: string[] | null = null;
  for (const start of part.toSorted()) {
    const before = new Map<string, string>();
    const queue = [start];
    while (queue.length > 0 && !before.has(start)) {
      const file = queue.shift()!;
      for (const to of next.get(file) ?? [])
        if (part.includes(to) && !before.has(to)) {
          before.set(to, file);
          queue.push(to);
        }
    }
    const way = [start];
    for (let file = before.get(start)!; file !== start; file = before.get(file)!) way.push(file);
    const circle = [start, ...way.slice(1).reverse()];
    if (shortest === null || circle.length < shortest.length) shortest = circle;
  }
  return shortest!;
}
