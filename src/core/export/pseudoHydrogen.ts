import { hydrogenPotential, potcarKey } from '#core/export/vasp/potcar.ts';
import { outputOf } from '#core/io/formats.ts';
import type { Built } from '#core/recipe/build.ts';
import { pseudoHydrogen, pseudoText } from '#core/recipe/handEdits/pseudoHydrogen.ts';
import type { Check } from './checks.ts';
import type { InputSet } from './inputSet.ts';
import type { ExportOptions } from './options.ts';

/** A sum of charges below this is that of rounding thirds to four decimals, e. */
const ROUNDING_E = 1e-3;

/** How the files of a set tell hydrogen of other nuclear charges apart, and what is left to do. */
export function pseudoHydrogenChecks(
  { byHand }: Pick<Built, 'byHand'>,
  { format, code, electrons }: Pick<InputSet, 'format' | 'code' | 'electrons'>,
  { vasp }: Pick<ExportOptions, 'vasp'>,
): readonly Check[] {
  const valencesE = byHand?.valencesE ?? null;
  const text = pseudoText(valencesE);
  if (text === null) return [];
  const { short, write } = outputOf(format);
  const { held, how } = write.holds.pseudoHydrogen;
  const kinds = pseudoHydrogen(valencesE).map((kind) => {
    const key = potcarKey({ symbol: 'H', valenceE: kind.valenceE });
    return { ...kind, key, potential: hydrogenPotential(kind.valenceE) };
  });
  const isVasp = code === 'VASP';
  const named = isVasp
    ? ` That names ${kinds.map(({ key }) => vasp.potcar[key] ?? key).join(', ')}.`
    : '';
  const missing = kinds.filter((k) => k.potential === null && vasp.potcar[k.key] === undefined);
  const shortE = kinds.reduce(
    (sum, { valenceE, count, potential }) =>
      sum + (potential === null ? 0 : count * (valenceE - potential.chargeE)),
    0,
  );
  return [
    {
      id: 'pseudo-hydrogen',
      level: held === 'yes' && electrons ? 'note' : 'warn',
      found: `${text}.`,
      means:
        'With the potential of hydrogen itself the capped bonds have too many or too few electrons, and the surface is charged or metallic.',
      fix: `${short}: ${how}.${named} atoms.csv of an input set says the charge of each atom.`,
      remedy: null,
    },
    ...(isVasp && missing.length > 0
      ? [
          {
            id: 'pseudo-hydrogen-missing',
            level: 'warn',
            found: `VASP has no potential of hydrogen with a nuclear charge of ${missing.map((k) => k.valenceE).join(', ')} e.`,
            means: `POTCAR.spec names ${missing.map((k) => k.key).join(', ')} all the same, and job.sh stops there.`,
            fix: `Name one that you have (--potcar ${missing[0]!.key}=NAME), or cap atoms of another coordination.`,
            remedy: null,
          } as const,
        ]
      : []),
    ...(isVasp && Math.abs(shortE) > ROUNDING_E
      ? [
          {
            id: 'pseudo-hydrogen-rounded',
            level: 'note',
            found: `VASP’s potentials have two decimals (${kinds.flatMap((k) => (k.potential === null ? [] : [k.potential.name])).join(', ')}): together ${Math.abs(shortE).toFixed(3)} e ${shortE > 0 ? 'less' : 'more'} than the bonds ask for.`,
            means:
              'The cell stays neutral, with so many electrons too few or too many for closed shells.',
            fix: `Set NELECT to VASP’s own count (grep NELECT OUTCAR) ${shortE > 0 ? 'plus' : 'minus'} ${Math.abs(shortE).toFixed(3)} with --incar, or leave it and know of it.`,
            remedy: null,
          } as const,
        ]
      : []),
  ];
}
