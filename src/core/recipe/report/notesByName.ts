/** Notes of several results together: each once, after the names of those that it is of. */
export function notesByName(
  results: readonly { readonly name: string; readonly notes: readonly string[] }[],
): string[] {
  const names = new Map<string, string[]>();
  for (const { name, notes } of results)
    for (const note of notes) names.set(note, [...(names.get(note) ?? []), name]);
  return [...names].map(([note, of]) => `${[...new Set(of)].join('; ')}: ${note}`);
}
