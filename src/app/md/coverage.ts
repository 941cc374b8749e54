import type { Structure } from '#core/crystal/structure.ts';
import { describe, EpistackError } from '#core/errors.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import type { Report } from '#core/recipe/report/report.ts';
import { type Coulomb, type Ewald, ewaldFor, ewaldText } from '#engines/lammps/coulomb/ewald.ts';
import { polarFieldWarnings } from '#engines/lammps/coulomb/polarField.ts';
import { type Citation, POTENTIAL_SETS } from '#engines/lammps/potentialSets.ts';
import { hasCharges, type PotentialParameters, parametersFor } from '#engines/lammps/potentials.ts';

/** Which published parameters cover the atoms, or why none do and what the user can do. */
export type Coverage =
  | {
      readonly potential: PotentialParameters;
      /** What it leaves out for this stack. */
      readonly warnings: readonly string[];
    }
  | { readonly problem: string; readonly todo: string; readonly showSets: boolean };

/** @param report of a stack; null for a particle, which may be charged */
export function coverageOf(
  { numbers }: Structure,
  report: Report | null,
  coulomb: Coulomb,
): Coverage {
  try {
    return {
      potential: parametersFor(numbers, { mayBeCharged: report === null }),
      warnings: report === null ? [] : polarFieldWarnings(report, coulomb),
    };
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
      todo: 'A run needs one published set that knows every species. Nothing is made up in its place: choose crystals of one set below, or export the structure for DFT.',
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
export const formText = (
  { pairs, cutoffAng, dampingPerAng }: PotentialParameters,
  ewald: Ewald | null,
): string =>
  `${FORM_NAMES[pairs[0]!.form]} to ${cutoffAng} Å; point charges, ${
    ewald === null
      ? `damped shifted-force sum to 12 Å (α = ${dampingPerAng} Å⁻¹)`
      : ewaldText(ewald)
  }`;

/** What the chosen Coulomb sum is of this stack, and means for it; null where its atoms have no charges to sum. */
export function sumsOf(
  potential: PotentialParameters,
  coulomb: Coulomb,
  recipe: Recipe,
): { readonly ewald: Ewald | null; readonly about: string } | null {
  if (!hasCharges(potential)) return null;
  const ewald = ewaldFor(coulomb, recipe);
  return { ewald, about: ABOUT_SUM[ewald ?? 'damped'] };
}

const WHOLE = 'Some ten times slower, and by the full LAMMPS.';
const ABOUT_SUM: Readonly<Record<Ewald | 'damped', string>> = {
  damped:
    'Charges are summed to 12 Å, damped: fast, within 0.25 % of whole sums in lattice constants.',
  slab: `Charges are summed whole, with slab correction: the stack alone along c, with nothing above and below. ${WHOLE}`,
  repeats: `Charges are summed whole, the stack repeated along c. ${WHOLE}`,
};

/** The web address of a citation. */
export const hrefOf = ({ id }: Citation): string =>
  id.startsWith('doi ')
    ? `https://doi.org/${id.slice(4)}`
    : `https://arxiv.org/abs/${id.replace('arXiv:', '')}`;
