/** How much pseudo-hydrogen of each nuclear charge a stack holds, the least charge first. */
export function pseudoHydrogen(
  valencesE: Float64Array | null,
): readonly { readonly valenceE: number; readonly count: number }[] {
  const counts = new Map<number, number>();
  for (const v of valencesE ?? []) if (!Number.isNaN(v)) counts.set(v, (counts.get(v) ?? 0) + 1);
  return [...counts].sort(([p], [q]) => p - q).map(([valenceE, count]) => ({ valenceE, count }));
}

/** "4 H are pseudo-hydrogen of nuclear charge 0.5 e, 4 of 1.5 e"; null where there is none. */
function countsText(valencesE: Float64Array | null): string | null {
  const [first, ...others] = pseudoHydrogen(valencesE);
  if (first === undefined) return null;
  const more = others.map(({ valenceE, count }) => `, ${count} of ${valenceE} e`).join('');
  return `${first.count} H are pseudo-hydrogen of nuclear charge ${first.valenceE} e${more}`;
}

/** How many there are, and what codes have to tell apart; null where there is none. */
export function pseudoText(valencesE: Float64Array | null): string | null {
  const counts = countsText(valencesE);
  return counts === null
    ? null
    : `${counts}: each nuclear charge is a species of its own, with a pseudopotential of that charge`;
}

/** What a potential that knows atoms by their element alone makes of it; null where there is none. */
export function pseudoAsHydrogen(valencesE: Float64Array | null): string | null {
  const counts = countsText(valencesE);
  return counts === null
    ? null
    : `${counts}. The potential knows atoms by their element alone and takes them for ordinary hydrogen: its energies, forces and positions at the capped faces are those of another surface.`;
}
