const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** A Markdown table, its columns as wide as their longest cell. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, k) => Math.max(...[head, ...rows].map((cells) => cells[k]!.length)));
  const padded = (cells: readonly string[]) => row(cells.map((c, k) => c.padEnd(widths[k]!)));
  return [padded(head), row(widths.map((n) => '-'.repeat(n))), ...rows.map(padded)].join('\n');
}
