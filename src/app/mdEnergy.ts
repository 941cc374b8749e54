import type { Md } from './md.ts';

/** CODATA 2018, thermochemical calorie: 1 kcal/mol = 4184 J/mol, 1 eV = 96485.33212 J/mol. */
const MEV_PER_KCAL_MOL = (1000 * 4184) / 96485.33212;

/** Energies of a run against one of its rows, per atom. */
export interface EnergyChange {
  /** Row of the series that the others are compared with. */
  readonly reference: number;
  /** One a row, meV per atom. */
  readonly mevPerAtom: Float64Array;
}

/** How far the total energy (of a relaxation: the potential) is from where it has to stay, or began. */
export function energyChange(md: Pick<Md, 'series' | 'built' | 'input'>): EnergyChange {
  const { at, totalKcalMol } = md.series;
  const atoms = md.built?.structure.numbers.length ?? 1;
  const nve = nveFromFs(md);
  const reference =
    nve === null
      ? 0
      : Math.max(
          0,
          at.findIndex((t) => t >= nve - 1e-6),
        );
  const zero = totalKcalMol[reference] ?? Number.NaN;
  return {
    reference,
    mevPerAtom: totalKcalMol.map((e) => ((e - zero) * MEV_PER_KCAL_MOL) / atoms),
  };
}

/** When the energy begins to be conserved, fs from the start of the dynamics; null where it never is. */
function nveFromFs({ input }: Pick<Md, 'input'>): number | null {
  if (input === null) return null;
  let steps = 0;
  for (const stage of input.protocol.stages) {
    if (stage.kind === 'nve') return steps * input.protocol.timestepFs;
    if (stage.kind === 'rescale') steps += stage.steps;
  }
  return null;
}

export interface Drift {
  readonly mevPerAtomPerPs: number;
  readonly overPs: number;
}

/** Fewer rows than this say nothing about a slope. */
const LEAST_ROWS = 5;

/**
 * Slope of the total energy while it should be constant, by least squares.
 * @returns null where no thermostat-free stage has run long enough
 */
export function driftOf(md: Pick<Md, 'series' | 'built' | 'input'>): Drift | null {
  if (nveFromFs(md) === null) return null;
  const { reference, mevPerAtom } = energyChange(md);
  const t = md.series.at.subarray(reference);
  const e = mevPerAtom.subarray(reference);
  if (t.length < LEAST_ROWS || t[0]! < nveFromFs(md)! - 1e-6) return null;
  const mean = (x: Float64Array) => x.reduce((sum, v) => sum + v, 0) / x.length;
  const [t0, e0] = [mean(t), mean(e)];
  let [covariance, variance] = [0, 0];
  for (const [k, time] of t.entries()) {
    covariance += (time - t0) * (e[k]! - e0);
    variance += (time - t0) ** 2;
  }
  return {
    mevPerAtomPerPs: (1000 * covariance) / variance,
    overPs: (t.at(-1)! - t[0]!) / 1000,
  };
}

/** Energies of a run as a table for other programs. */
export function energyCsv(md: Md, label: string): string {
  const { at, temperatureK, potentialKcalMol, totalKcalMol } = md.series;
  const axis = md.plan?.axis === 'iteration' ? 'iteration' : 'time_fs';
  return [
    `# ${label}`,
    `${axis},temperature_K,potential_kcal_mol,total_kcal_mol`,
    ...Array.from(at, (t, k) => [t, temperatureK[k], potentialKcalMol[k], totalKcalMol[k]].join()),
    '',
  ].join('\n');
}
