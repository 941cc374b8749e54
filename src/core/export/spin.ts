import type { Structure } from '#core/crystal/structure.ts';
import { magneticElements } from '#core/io/inputs/magneticElements.ts';
import type { Check } from './checks.ts';
import type { InputSet } from './inputSet.ts';
import type { ExportOptions } from './options.ts';

type SpinSet = Pick<InputSet, 'moments' | 'hubbard'>;

/** What was asked for by element and this set does not carry. */
export const notCarried = (
  set: SpinSet,
  { vasp: { magmom, hubbard } }: Pick<ExportOptions, 'vasp'>,
) =>
  [
    { what: 'magnetic moments', values: magmom, carried: set.moments },
    { what: 'U values', values: hubbard, carried: set.hubbard },
  ].flatMap(({ what, values, carried }) =>
    values === null || carried === 'carried'
      ? []
      : [{ what, elements: Object.keys(values), ...carried }],
  );

/** Moments and U: what was asked for and this set does not carry, and what may have been forgotten. */
export function spinChecks(
  structure: Structure,
  set: SpinSet & Pick<InputSet, 'electrons' | 'code'>,
  options: ExportOptions,
): readonly Check[] {
  const { magmom, incar } = options.vasp;
  const magnetic = magneticElements(structure.numbers);
  const out: Check[] = notCarried(set, options).map(({ what, elements, means, fix }) => ({
    id: 'not-carried',
    level: 'warn',
    found: `This set does not carry the ${what} that were asked for (${elements.join(', ')}).`,
    means,
    fix,
    remedy: null,
  }));
  const byHand = Object.hasOwn(incar, 'ISPIN') || Object.hasOwn(incar, 'MAGMOM');
  const takesTags = set.code === 'VASP';
  if (set.electrons && magnetic.length > 0 && magmom === null && !(takesTags && byHand))
    out.push({
      id: 'spin',
      level: 'warn',
      found: `${magnetic.join(', ')} without magnetic moments: the electrons are paired.`,
      means:
        'The crystals of these elements are magnetic, and most of their compounds. A calculation without spin then has the wrong ground state, gap and energy.',
      fix: 'Give starting moments (--magmom in the terminal), and think about U; or know that this compound is not magnetic.',
      remedy: null,
    });
  return out;
}

/** What a README says of U in an input of pw.x. */
export const hubbardText = ({
  vasp: { hubbard },
}: Pick<ExportOptions, 'vasp'>): readonly string[] =>
  hubbard === null
    ? []
    : [
        'DFT+U after Dudarev, U - J on orthogonalised atomic orbitals, in the HUBBARD card of pw.x 7.1 and later; older ones take Hubbard_U in &SYSTEM and pass over the card, which job.sh tells. A U is meant for one kind of projection: that of PAW spheres in VASP is another.',
      ];

/** What a README says of the spin of a set that carries moments. */
export const spinText = ({ vasp: { magmom } }: Pick<ExportOptions, 'vasp'>): string =>
  magmom === null
    ? 'Without spin: the electrons are paired. Starting moments switch it on.'
    : `Spin-polarised, with starting moments (Bohr magnetons): ${Object.entries(magmom)
        .map(([symbol, moment]) => `${symbol} ${moment}`)
        .join(', ')}, others 0.`;
