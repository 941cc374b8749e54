import { composition, type Structure } from '#core/crystal/structure.ts';
import type { Check } from './checks.ts';
import type { InputSet } from './inputSet.ts';
import type { ExportOptions } from './options.ts';

/** Elements whose compounds mostly have moments in their ground state. */
const MAGNETIC = ['Cr', 'Mn', 'Fe', 'Co', 'Ni'] as const;

/** Moments and U: what was asked for and this set does not carry, and what may have been forgotten. */
export function spinChecks(
  structure: Structure,
  set: Pick<InputSet, 'moments' | 'hubbard' | 'electrons'>,
  { vasp: { magmom, hubbard, incar } }: ExportOptions,
): readonly Check[] {
  const present = composition(structure.numbers);
  const magnetic = MAGNETIC.filter((s) => Object.hasOwn(present, s));
  const asked = [
    { what: 'magnetic moments', values: magmom, carried: set.moments },
    { what: 'U values', values: hubbard, carried: set.hubbard },
  ];
  const out: Check[] = asked.flatMap(({ what, values, carried }) =>
    values === null || carried === 'carried'
      ? []
      : [
          {
            id: 'not-carried',
            level: 'warn',
            found: `This set does not carry the ${what} that were asked for (${Object.keys(values).join(', ')}).`,
            means: carried.means,
            fix: carried.fix,
            remedy: null,
          },
        ],
  );
  const byHand = Object.hasOwn(incar, 'ISPIN') || Object.hasOwn(incar, 'MAGMOM');
  const takesTags = set.hubbard === 'carried';
  if (set.electrons && magnetic.length > 0 && magmom === null && !(takesTags && byHand))
    out.push({
      id: 'spin',
      level: 'note',
      found: `${magnetic.join(', ')} without magnetic moments: the electrons are paired.`,
      means:
        'Compounds of these elements are mostly magnetic. A calculation without spin then has the wrong ground state, gap and energy.',
      fix: 'Give starting moments (--magmom in the terminal), and think about U; or know that this compound is not magnetic.',
      remedy: null,
    });
  return out;
}

/** What a README says of the spin of a set that carries moments. */
export const spinText = ({ vasp: { magmom } }: Pick<ExportOptions, 'vasp'>): string =>
  magmom === null
    ? 'Without spin: the electrons are paired. Starting moments switch it on.'
    : `Spin-polarised, with starting moments (Bohr magnetons): ${Object.entries(magmom)
        .map(([symbol, moment]) => `${symbol} ${moment}`)
        .join(', ')}, others 0.`;
