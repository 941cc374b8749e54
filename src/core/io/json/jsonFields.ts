import { oneLine, refuse } from '#core/io/text/text.ts';
import type { JsonNode } from './jsonText.ts';

// What readers of JSON ask for, refused with the line where it is not there.

export const field = (node: JsonNode | undefined, name: string): JsonNode | undefined => {
  const found = node?.kind === 'object' ? node.entries.get(name) : undefined;
  return found?.kind === 'null' ? undefined : found;
};

export const textField = (node: JsonNode | undefined, name: string): string | undefined => {
  const found = field(node, name);
  return found?.kind === 'string' ? oneLine(found.value).slice(0, 200) : undefined;
};

export function listOf(
  format: string,
  node: JsonNode | undefined,
  what: string,
  line: number,
): readonly JsonNode[] {
  if (node?.kind !== 'array') refuse(format, node?.line ?? line, `a list: ${what}`);
  return node.items;
}

/** Finite numbers, as many as asked for. */
export function numbersOf(
  format: string,
  node: JsonNode | undefined,
  count: number,
  what: string,
  line: number,
): number[] {
  const items = node?.kind === 'array' ? node.items : [];
  const values = items.map((item) =>
    item.kind === 'number' && Number.isFinite(item.value) ? item.value : undefined,
  );
  const known = values.filter((x) => x !== undefined);
  if (known.length !== count || items.length !== count)
    refuse(format, node?.line ?? line, `${what}: ${count} finite numbers`);
  return known;
}

/** Three rows of three numbers. */
export function matrixOf(
  format: string,
  node: JsonNode | undefined,
  what: string,
  line: number,
): Float64Array {
  const rows = listOf(format, node, what, line);
  if (rows.length !== 3) refuse(format, node?.line ?? line, `${what}: three cell vectors`);
  return Float64Array.from(rows.flatMap((row) => numbersOf(format, row, 3, what, line)));
}
