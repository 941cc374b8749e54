import { csvRemark, csvRow } from '#core/io/text/csv.ts';
import {
  type Drift,
  energyDrift,
  isOfNve,
  MEV_PER_KCAL_MOL,
  nveFromFs,
} from '#engines/lammps/energyDrift.ts';
import type { Md } from './runStore.ts';

/** Energies of a run relative to one of its rows, per atom. */
export interface EnergyChange {
  /** Row of the series that the others are compared with. */
  readonly reference: number;
  /** One a row, meV per atom. */
  readonly mevPerAtom: Float64Array;
}

/**
 * The total energy (in a relaxation the potential energy) relative to the value that it should keep or began with.
 */
export function energyChange(md: Pick<Md, 'series' | 'built' | 'input'>): EnergyChange {
  const { at, totalKcalMol } = md.series;
  const atoms = md.built?.structure.numbers.length ?? 1;
  const nve = nveOf(md);
  const reference = nve === null ? 0 : Math.max(0, firstOfNve(at, nve));
  const zero = totalKcalMol[reference] ?? Number.NaN;
  return {
    reference,
    mevPerAtom: totalKcalMol.map((e) => ((e - zero) * MEV_PER_KCAL_MOL) / atoms),
  };
}

const nveOf = ({ input }: Pick<Md, 'input'>): number | null =>
  input === null ? null : nveFromFs(input.protocol);

/** The first row of NVE, -1 for none. */
const firstOfNve = (at: Float64Array, nve: number): number => at.findIndex((t) => isOfNve(t, nve));

/**
 * Slope of the total energy while it should be constant, by least squares.
 * @returns null where no thermostat-free stage has run long enough
 */
export function driftOf(md: Pick<Md, 'series' | 'built' | 'input'>): Drift | null {
  const nve = nveOf(md);
  const { at, totalKcalMol } = md.series;
  const first = nve === null ? -1 : firstOfNve(at, nve);
  if (first < 0) return null;
  const atoms = md.built?.structure.numbers.length ?? 1;
  return energyDrift(at.subarray(first), totalKcalMol.subarray(first), atoms);
}

/** The unit in which the energies of a run are handed out: each engine's own. */
export const energyUnit = ({
  input,
}: Pick<Md, 'input'>): { readonly unit: string; readonly perKcalMol: number } =>
  input?.engine === 'universal'
    ? { unit: 'eV', perKcalMol: MEV_PER_KCAL_MOL / 1000 }
    : { unit: 'kcal/mol', perKcalMol: 1 };

/** Energies of a run as a table for other programs. */
export function energyCsv(md: Md, label: string): string {
  const { at, temperatureK, potentialKcalMol, totalKcalMol, maxForceEvAng } = md.series;
  const isIterating = md.plan?.axis === 'iteration';
  const { unit, perKcalMol } = energyUnit(md);
  const inName = unit.replace('/', '_');
  const forces = isIterating && md.input?.engine === 'universal' ? maxForceEvAng : undefined;
  return [
    csvRemark(label),
    csvRow([
      isIterating ? 'iteration' : 'time_fs',
      'temperature_K',
      `potential_${inName}`,
      `total_${inName}`,
      ...(forces === undefined ? [] : ['largest_force_eV_A']),
    ]),
    ...Array.from(at, (t, k) =>
      csvRow([
        t,
        temperatureK[k]!,
        potentialKcalMol[k]! * perKcalMol,
        totalKcalMol[k]! * perKcalMol,
        ...(forces === undefined ? [] : [forces[k]!]),
      ]),
    ),
  ].join('');
}
