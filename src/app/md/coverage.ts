import type { Structure } from '#core/crystal/structure.ts';
import { describe, EpistackError } from '#core/errors.ts';
import type { Report } from '#core/recipe/report/report.ts';
import { polarFieldWarnings } from '#engines/lammps/polarField.ts';
import { type Citation, POTENTIAL_SETS } from '#engines/lammps/potentialSets.ts';
import { type PotentialParameters, parametersFor } from '#engines/lammps/potentials.ts';

/** Which published parameters cover the atoms, or why none do and what the user can do. */
export type Coverage =
  | {
      readonly potential: PotentialParameters;
      /** What it leaves out for this stack. */
      readonly warnings: readonly string[];
    }
  | { readonly problem: string; readonly todo: string; readonly showSets: boolean };

export function coverageOf({ numbers }: Structure, report: Report): Coverage {
  try {
    return { potential: parametersFor(numbers), warnings: polarFieldWarnings(report) };
  } catch (error) {
    if (!(error instanceof EpistackError)) throw error;
    const problem = describe(error.failure);
    if (error.failure.code === 'charged')
      return {
        problem,
        todo: 'End or thin a slab so that the positive and negative charges balance (its planes are in the stack; Checks says which slab is charged), or put a removed atom back.',
        showSets: false,
      };
    return {
      problem,
      todo: 'A run needs one published set that knows every species of the stack. Nothing is made up in its place: choose crystals of one set below, or export the stack for DFT.',
      showSets: true,
    };
  }
}

/** Species of each set: "Cs, Pb, Br, …". */
export const COVERED: readonly { readonly label: string; readonly species: string }[] =
  POTENTIAL_SETS.map(({ label, ions }) => ({ label, species: Object.keys(ions).join(', ') }));

const FORM_NAMES = {
  'lj/cut': '12-6 Lennard-Jones',
  buck: 'Buckingham',
  born: 'Born–Mayer–Huggins',
} as const;

/** "12-6 Lennard-Jones to 10 Å; point charges, damped shifted-force sum to 12 Å (α = 0.2 Å⁻¹)". */
export const formText = ({ pairs, cutoffAng, dampingPerAng }: PotentialParameters): string =>
  `${FORM_NAMES[pairs[0]!.form]} to ${cutoffAng} Å; point charges, damped shifted-force sum to 12 Å (α = ${dampingPerAng} Å⁻¹)`;

/** The web address of a citation. */
export const hrefOf = ({ id }: Citation): string =>
  id.startsWith('doi ')
    ? `https://doi.org/${id.slice(4)}`
    : `https://arxiv.org/abs/${id.replace('arXiv:', '')}`;
