import { SYMBOLS } from '#core/crystal/elements.ts';
import { EpistackError } from '#core/errors.ts';
import { inverse, type Mat3, mulCol, row } from '#core/math/mat3.ts';
import { norm, type Vec3 } from '#core/math/vec3.ts';
import {
  electronFormFactor,
  HEAVIEST_SCATTERER,
} from '#core/microscope/imaging/electronFormFactors.ts';

/** A crystal as it lies in a specimen. */
export interface LaidCrystal {
  readonly name: string;
  /** Its conventional cell in the frame of the specimen: 3×3 rows, Å. */
  readonly axes: Mat3;
  readonly numbers: ArrayLike<number>;
  /** 3N fractions. */
  readonly frac: ArrayLike<number>;
}

/** A reflection of a crystal in the frame of the picture. */
export interface Reflection {
  readonly hkl: readonly [number, number, number];
  /** To the right, up, towards the viewer: 1/Å. */
  readonly at: Vec3;
  /** 1/d, 1/Å. */
  readonly g: number;
  /** |F|², Å², of the conventional cell with the scattering factors of electrons. */
  readonly square: number;
}

/** |F|² below this part of the strongest in range is an extinction. */
export const EXTINCT = 1e-8;
/** Reflections times atoms of all structure factors: a second or two. */
const MOST_TERMS = 60_000_000;

/**
 * The reflections of a crystal up to a distance from the origin that lie near to the plane across the beam.
 * @param rotation from the frame of the specimen to that of the picture
 * @param reach 1/Å
 * @param isNear whether a reciprocal vector in the frame of the picture counts; in `at`, z is along the beam
 * @param displacementAng2 B of all elements, Å²
 * @returns reflections by distance; extinctions, whose |F|² is next to zero, are among them
 * @throws `no-form-factor`, `too-large`
 */
export function reflectionsNear(
  { axes, numbers, frac }: LaidCrystal,
  rotation: Mat3,
  reach: number,
  isNear: (at: Vec3, g: number) => boolean,
  displacementAng2 = 0,
): readonly Reflection[] {
  refuseUnknown(numbers);
  const inv = inverse(axes);
  const most = [0, 1, 2].map((k) => Math.floor(reach * norm(row(axes, k)) + 1e-9));
  const found: { hkl: [number, number, number]; at: Vec3; g: number }[] = [];
  const [nh, nk, nl] = most as [number, number, number];
  for (let h = -nh; h <= nh; h++)
    for (let k = -nk; k <= nk; k++)
      for (let l = -nl; l <= nl; l++) {
        if (h === 0 && k === 0 && l === 0) continue;
        const at = mulCol(rotation, mulCol(inv, [h, k, l]));
        const g = norm(at);
        if (g <= reach && isNear(at, g)) found.push({ hkl: [h, k, l], at, g });
      }
  if (found.length * numbers.length > MOST_TERMS)
    throw new EpistackError({
      code: 'too-large',
      what: 'reflections times atoms',
      count: found.length * numbers.length,
      limit: MOST_TERMS,
    });
  return found
    .map((reflection) => ({
      ...reflection,
      square: squareOf(reflection.hkl, reflection.g, numbers, frac, displacementAng2),
    }))
    .sort((p, q) => p.g - q.g);
}

function squareOf(
  [h, k, l]: readonly [number, number, number],
  g: number,
  numbers: ArrayLike<number>,
  frac: ArrayLike<number>,
  displacementAng2: number,
): number {
  const factors = new Map<number, number>();
  let [re, im] = [0, 0];
  for (let i = 0; i < numbers.length; i++) {
    const z = numbers[i]!;
    let f = factors.get(z);
    if (f === undefined) {
      f = electronFormFactor(z, g * g) * Math.exp((-displacementAng2 * g * g) / 4);
      factors.set(z, f);
    }
    const phase = 2 * Math.PI * (h * frac[3 * i]! + k * frac[3 * i + 1]! + l * frac[3 * i + 2]!);
    re += f * Math.cos(phase);
    im += f * Math.sin(phase);
  }
  return re * re + im * im;
}

/** @throws `no-form-factor` for elements without a scattering factor */
export function refuseUnknown(numbers: ArrayLike<number>): void {
  const unknown = [...new Set(Array.from(numbers))].filter(
    (z) => !(z >= 1 && z <= HEAVIEST_SCATTERER),
  );
  if (unknown.length > 0)
    throw new EpistackError({
      code: 'no-form-factor',
      species: unknown.map((z) => SYMBOLS[z] ?? String(z)),
    });
}
