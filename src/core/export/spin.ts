import { composition, type Structure } from '#core/crystal/structure.ts';
import type { Check } from './checks.ts';
import type { ExportOptions, SetId } from './options.ts';

/** Elements whose compounds mostly have moments in their ground state. */
const MAGNETIC = ['Cr', 'Mn', 'Fe', 'Co', 'Ni'] as const;

const isVasp = (id: SetId): boolean => id.startsWith('vasp') || id === 'references';

/** Moments and U: what was asked for and this set does not carry, and what may have been forgotten. */
export function spinChecks(
  structure: Structure,
  id: SetId,
  { vasp: { magmom, hubbard, incar } }: ExportOptions,
): readonly Check[] {
  const present = composition(structure.numbers);
  const magnetic = MAGNETIC.filter((s) => Object.hasOwn(present, s));
  const asked = [
    ...(magmom === null ? [] : [`magnetic moments (${Object.keys(magmom).join(', ')})`]),
    ...(hubbard === null ? [] : [`U values (${Object.keys(hubbard).join(', ')})`]),
  ].join(' and ');
  const out: Check[] = [];
  if (asked !== '' && !isVasp(id))
    out.push({
      id: 'not-carried',
      level: 'warn',
      found: `This set does not carry the ${asked} that were asked for: only the VASP sets do.`,
      means: NOT_CARRIED[id] ?? 'It holds no electrons.',
      fix: FIX[id] ?? 'Give them to the calculator that you attach.',
      remedy: null,
    });
  const electrons = id !== 'lammps' && id !== 'ase';
  const byHand = Object.hasOwn(incar, 'ISPIN') || Object.hasOwn(incar, 'MAGMOM');
  if (electrons && magnetic.length > 0 && magmom === null && !(isVasp(id) && byHand))
    out.push({
      id: 'spin',
      level: 'note',
      found: `${magnetic.join(', ')} without magnetic moments: the electrons are paired.`,
      means:
        'Compounds of these elements are mostly magnetic. A calculation without spin then has the wrong ground state, gap and energy.',
      fix: isVasp(id)
        ? 'Give starting moments (MAGMOM), and think about U; or know that this compound is not magnetic.'
        : 'Switch spin on in the inputs and give starting moments; or know that this compound is not magnetic.',
      remedy: null,
    });
  return out;
}

const NOT_CARRIED: Readonly<Partial<Record<SetId, string>>> = {
  qe: 'pw.x takes a starting magnetisation as a fraction of the valence electrons, which depend on your pseudopotential, and writes U in one way up to version 7.0 and in another since: neither can be written without knowing both.',
  cp2k: 'CP2K needs the multiplicity of the whole cell besides the moments, and has no DFT+U with k-points.',
};

const FIX: Readonly<Partial<Record<SetId, string>>> = {
  qe: 'Add nspin = 2 and starting_magnetization(i) to &SYSTEM, and U as your version of pw.x wants it.',
  cp2k: 'Add UKS and MULTIPLICITY to &DFT, and MAGNETIZATION to each &KIND.',
  lammps: 'Nothing needs doing: the classical preview has no electrons.',
};
