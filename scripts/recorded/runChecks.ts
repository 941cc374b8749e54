import { SYMBOLS } from '#core/crystal/elements.ts';
import { forEachPair } from '#core/crystal/neighbors.ts';
import type { Structure } from '#core/crystal/structure.ts';
import type { Frame } from './snapshotFile.ts';

/** Energies of the part of a run in which they are conserved. */
export interface ConservedRow {
  readonly timePs: number;
  readonly temperatureK: number;
  readonly totalMeV: number;
}

/** What is written beside a recorded run, so that anyone can judge it. */
export function runChecks(
  structure: Structure,
  frames: readonly Frame[],
  nve: readonly ConservedRow[],
) {
  const atoms = structure.numbers.length;
  const totals = nve.map((r) => r.totalMeV);
  return {
    nveMeanTemperatureK: round(mean(nve.map((r) => r.temperatureK)), 1),
    nveEnergyDriftMeVPerAtomPs: round(
      slope(
        nve.map((r) => r.timePs),
        totals,
      ) / atoms,
      4,
    ),
    nveEnergySpreadMeVPerAtom: round((Math.max(...totals) - Math.min(...totals)) / atoms, 3),
    shortestDistanceAng: shortest(structure, frames),
    filmShiftAng: filmShift(structure, frames),
  };
}

/** Over all frames, by pair of elements that touch: a collapsed contact would show here. */
function shortest(s: Structure, snapshots: readonly Frame[]): Record<string, number> {
  const found: Record<string, number> = {};
  for (const { xyz } of snapshots)
    forEachPair(s.lattice, xyz, 4, (i, j, _image, ang) => {
      const pair = [i, j].sort((p, q) => s.numbers[q]! - s.numbers[p]!);
      const name = pair.map((k) => SYMBOLS[s.numbers[k]!]).join('–');
      if (!(found[name]! <= ang)) found[name] = round(ang, 3);
    });
  return found;
}

/** How far the film has moved against the substrate since the recipe placed it, mean positions. */
function filmShift(s: Structure, snapshots: readonly Frame[]): Record<string, readonly number[]> {
  const apart = (xyz: Float64Array) =>
    [0, 1, 2].map((k) => {
      const of = (slab: number) =>
        mean([...s.layer].flatMap((l, i) => (l === slab ? [xyz[3 * i + k]!] : [])));
      return of(1) - of(0);
    });
  const built = apart(s.xyz);
  const since = ({ xyz }: Frame) => apart(xyz).map((x, k) => round(x - built[k]!, 2));
  return { afterMinimisation: since(snapshots[0]!), atTheEnd: since(snapshots.at(-1)!) };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length;
}

/** Least-squares dy/dx. */
function slope(x: readonly number[], y: readonly number[]): number {
  const [mx, my] = [mean(x), mean(y)];
  const over = x.reduce((sum, v, i) => sum + (v - mx) * (y[i]! - my), 0);
  return over / x.reduce((sum, v) => sum + (v - mx) ** 2, 0);
}

export function round(x: number, digits: number): number {
  return Number(x.toFixed(digits));
}
