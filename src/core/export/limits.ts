import type { Structure } from '#core/crystal/structure.ts';
import { EpistackError } from '#core/errors.ts';
import { checkSpecies } from '#core/export/vasp/vaspTags.ts';
import type { InputSet } from './inputSet.ts';
import type { ExportOptions } from './options.ts';

/** From, to, unit. The fields of the page hold to them, and so does the terminal. */
export const LIMITS = {
  ENCUT: [100, 3000, 'eV'],
  ecutwfc: [5, 5000, 'Ry'],
  ecutrho: [5, 5000, 'Ry'],
  temperature: [1, 5000, 'K'],
  'time step': [0.05, 10, 'fs'],
  heating: [0.01, 1000, 'ps'],
  NVE: [0.01, 1000, 'ps'],
  'used at the end': [0.01, 1000, 'ps'],
  'atom budget': [1, 400_000, 'atoms'],
} as const;

/**
 * What no set can be written with.
 * @param frozen 3N flags, or null
 * @throws `setting` for a number out of range, an element that is not there, or no atom left to move
 */
export function checkSettings(
  structure: Structure,
  frozen: Uint8Array | null,
  { moves }: Pick<InputSet, 'moves'>,
  { vasp, wavefunctionRy, densityRy, atomBudget }: ExportOptions,
): void {
  const { temperatureK, stepFs, heatFs, nveFs, lastFs } = vasp.dynamics;
  within('ENCUT', vasp.encutEV);
  within('ecutwfc', wavefunctionRy);
  within('ecutrho', densityRy);
  within('temperature', temperatureK);
  within('time step', stepFs);
  within('heating', heatFs / 1000);
  within('NVE', nveFs / 1000);
  within('used at the end', lastFs / 1000);
  if (atomBudget !== null) within('atom budget', atomBudget);
  checkSpecies(structure, vasp);
  if (moves && frozen?.every((flag) => flag === 1))
    throw new EpistackError({
      code: 'setting',
      field: 'frozen atoms',
      expected: `some that may move: all ${structure.numbers.length} are frozen, and this set moves atoms`,
    });
}

function within(field: keyof typeof LIMITS, value: number): void {
  const [low, high, unit] = LIMITS[field];
  if (!(value >= low && value <= high))
    throw new EpistackError({
      code: 'setting',
      field,
      expected: `a number from ${low} to ${high} ${unit}, not ${value}`,
    });
}
