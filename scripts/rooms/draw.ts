import { type Import, roomOf } from './check.ts';
import { ROOMS } from './table.ts';

const LAYERS = ['ui', 'render', 'app', 'cli', 'engines', 'offline', 'core'];
const layerOf = (room: string) => room.split('/')[0]!;
const id = (room: string) => room.replace('/', '_');

/** The arrows that the code has: `a → b` when files of room a import files of room b. */
export function arrowsOf(imports: readonly Import[]): ReadonlyMap<string, ReadonlySet<string>> {
  const arrows = new Map<string, Set<string>>();
  for (const { from, to } of imports) {
    const [a, b] = [roomOf(from), roomOf(to)];
    if (a === undefined || b === undefined || a === b) continue;
    arrows.set(a, (arrows.get(a) ?? new Set()).add(b));
  }
  return arrows;
}

/**
 * The part of docs/architecture.md that is made from the code: layers as a Mermaid drawing, then every room with
 * its files counted, what stands in it, and the rooms of its own layer that it uses.
 */
export function drawing(imports: readonly Import[], paths: readonly string[]): string {
  const arrows = arrowsOf(imports);
  const layers = new Set<string>();
  for (const [a, targets] of arrows)
    for (const b of targets)
      if (layerOf(a) !== layerOf(b)) layers.add(`  ${layerOf(a)} --> ${layerOf(b)}`);
  const inCore = [...arrows]
    .filter(([a]) => layerOf(a) === 'core')
    .flatMap(([a, targets]) => [...targets].filter((b) => b !== 'core').map((b) => [a, b] as const))
    // An arrow that a longer way says as well would only make the drawing dense.
    .filter(([a, b]) => ![...arrows.get(a)!].some((c) => c !== b && reaches(arrows, c, b)));
  const rooms = Object.keys(ROOMS);
  return [
    '```mermaid',
    'flowchart TD',
    ...LAYERS.filter((layer) => layer !== 'core').map((layer) => `  ${layer}["src/${layer}"]`),
    '  subgraph core["src/core"]',
    ...rooms
      .filter((room) => room.startsWith('core/'))
      .map((room) => `    ${id(room)}["${room.slice(5)}"]`),
    ...inCore.map(([a, b]) => `    ${id(a)} --> ${id(b)}`).sort(),
    '  end',
    ...[...layers].sort(),
    '```',
    '',
    ...table([
      ['room', 'files', 'what stands in it', 'uses in its layer'],
      ...rooms.map((room) => [
        `\`src/${room}\``,
        `${paths.filter((path) => roomOf(path) === room).length}`,
        ROOMS[room]!.about,
        [...(arrows.get(room) ?? [])]
          .filter((b) => layerOf(b) === layerOf(room) && b !== 'core')
          .map((b) => b.split('/')[1] ?? b)
          .sort()
          .join(', '),
      ]),
    ]),
  ].join('\n');
}

function reaches(
  arrows: ReadonlyMap<string, ReadonlySet<string>>,
  from: string,
  to: string,
): boolean {
  const seen = new Set<string>();
  const visit = (room: string): boolean => {
    if (seen.has(room)) return false;
    seen.add(room);
    return [...(arrows.get(room) ?? [])].some((next) => next === to || visit(next));
  };
  return visit(from);
}

/** Rows of a Markdown table, padded as the formatter wants them. */
function table([head, ...rows]: readonly (readonly string[])[]): string[] {
  const widths = head!.map((_, k) => Math.max(...[head!, ...rows].map((row) => row[k]!.length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, k) => cell.padEnd(widths[k]!)).join(' | ')} |`;
  return [line(head!), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)];
}
