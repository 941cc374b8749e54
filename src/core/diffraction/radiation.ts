import { EpistackError } from '#core/errors.ts';
import { CU_K_ALPHA_ANG } from './powder.ts';

/** One line of an X-ray tube. */
export interface EmissionLine {
  readonly wavelengthAng: number;
  /** Part of the whole; all together 1. */
  readonly weight: number;
}

/** What falls on the sample. */
export interface Radiation {
  /** As it is typed: "CuKa12". */
  readonly id: string;
  readonly label: string;
  /** The first is the one whose angles are listed. */
  readonly lines: readonly [EmissionLine, ...EmissionLine[]];
}

/**
 * Kα₁ and Kα₂ of the anodes of laboratory tubes, Å.
 * @see International Tables for Crystallography C (2004), table 4.2.2.4
 */
const ANODES = [
  ['Cu', 1.540593, 1.544427],
  ['Co', 1.788996, 1.792835],
  ['Fe', 1.936041, 1.939973],
  ['Cr', 2.289726, 2.293651],
  ['Mo', 0.709317, 0.713607],
  ['Ag', 0.559422, 0.563813],
] as const;

/** Kα₂ is half as strong as Kα₁: two electrons in 2p½ against four in 2p3/2. */
const ALPHA_2_SHARE = 1 / 3;

/** The lines of each anode: their mean taken for one line, Kα₁ alone, and both. */
export const RADIATIONS: readonly Radiation[] = ANODES.flatMap(([symbol, alpha1, alpha2]) => {
  const mean =
    symbol === 'Cu' ? CU_K_ALPHA_ANG : alpha1 * (1 - ALPHA_2_SHARE) + alpha2 * ALPHA_2_SHARE;
  return [
    { id: `${symbol}Ka`, label: `${symbol} Kα (mean)`, lines: [lineOf(mean)] },
    { id: `${symbol}Ka1`, label: `${symbol} Kα₁`, lines: [lineOf(alpha1)] },
    {
      id: `${symbol}Ka12`,
      label: `${symbol} Kα₁, Kα₂`,
      lines: [
        { wavelengthAng: alpha1, weight: 1 - ALPHA_2_SHARE },
        { wavelengthAng: alpha2, weight: ALPHA_2_SHARE },
      ],
    },
  ];
});

function lineOf(wavelengthAng: number): EmissionLine {
  return { wavelengthAng: Number(wavelengthAng.toFixed(6)), weight: 1 };
}

/** Radiation of one wavelength. */
export const monochromatic = (wavelengthAng: number): Radiation => ({
  id: String(wavelengthAng),
  label: `${wavelengthAng} Å`,
  lines: [{ wavelengthAng, weight: 1 }],
});

/**
 * A wavelength in Å, or the name of lines, whatever its capitals.
 * @throws `setting`
 */
export function radiationOf(text: string): Radiation {
  const named = RADIATIONS.find(({ id }) => id.toLowerCase() === text.trim().toLowerCase());
  if (named !== undefined) return named;
  const wavelength = text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(wavelength))
    throw new EpistackError({
      code: 'setting',
      field: 'wavelength',
      expected: `a wavelength in Å, or one of ${RADIATIONS.map(({ id }) => id).join(', ')}`,
    });
  return monochromatic(wavelength);
}
