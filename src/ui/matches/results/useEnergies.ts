import { useEffect, useState } from 'react';
import type { EnergyOf } from '#core/recipe/matchEnergy.ts';
import type { MatchRow } from './matchRows.ts';

/** Longest slice of work before the page gets a turn, ms. */
const SLICE_MS = 8;

/** Computes the energies of all rows in slices. @returns true when each is known */
export function useEnergies(rows: readonly MatchRow[], energy: EnergyOf | null): boolean {
  const [done, setDone] = useState<readonly MatchRow[] | null>(null);
  useEffect(() => {
    if (energy === null) return setDone(null);
    let [at, timer] = [0, 0];
    const work = () => {
      const since = performance.now();
      while (at < rows.length && performance.now() - since < SLICE_MS) energy(rows[at++]!.match);
      if (at < rows.length) timer = window.setTimeout(work, SLICE_MS);
      else setDone(rows);
    };
    work();
    return () => clearTimeout(timer);
  }, [rows, energy]);
  return energy !== null && done === rows;
}
