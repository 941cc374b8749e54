import { composition, type Structure } from '#core/crystal/structure.ts';
import type { Check } from './checks.ts';
import type { InputSet } from './inputSet.ts';
import type { ExportOptions } from './options.ts';

/** Elements whose compounds mostly have moments in their ground state. */
const MAGNETIC = ['Cr', 'Mn', 'Fe', 'Co', 'Ni'] as const;

/** Moments and U: what was asked for and this set does not carry, and what may have been forgotten. */
export function spinChecks(
  structure: Structure,
  { spin, electrons }: Pick<InputSet, 'spin' | 'electrons'>,
  { vasp: { magmom, hubbard, incar } }: ExportOptions,
): readonly Check[] {
  const present = composition(structure.numbers);
  const magnetic = MAGNETIC.filter((s) => Object.hasOwn(present, s));
  const asked = [
    ...(magmom === null ? [] : [`magnetic moments (${Object.keys(magmom).join(', ')})`]),
    ...(hubbard === null ? [] : [`U values (${Object.keys(hubbard).join(', ')})`]),
  ].join(' and ');
  const out: Check[] = [];
  if (asked !== '' && spin !== 'carried')
    out.push({
      id: 'not-carried',
      level: 'warn',
      found: `This set does not carry the ${asked} that were asked for: only the VASP sets do.`,
      means: spin.means,
      fix: spin.fix,
      remedy: null,
    });
  const byHand = Object.hasOwn(incar, 'ISPIN') || Object.hasOwn(incar, 'MAGMOM');
  if (electrons && magnetic.length > 0 && magmom === null && !(spin === 'carried' && byHand))
    out.push({
      id: 'spin',
      level: 'note',
      found: `${magnetic.join(', ')} without magnetic moments: the electrons are paired.`,
      means:
        'Compounds of these elements are mostly magnetic. A calculation without spin then has the wrong ground state, gap and energy.',
      fix:
        spin === 'carried'
          ? 'Give starting moments (MAGMOM), and think about U; or know that this compound is not magnetic.'
          : 'Switch spin on in the inputs and give starting moments; or know that this compound is not magnetic.',
      remedy: null,
    });
  return out;
}
