import { EpistackError } from '#core/errors.ts';
import { powerOfTwo } from '#core/math/fft.ts';
import { type ComplexGrid, emptyGrid, inverseFft2 } from '#core/math/fft2.ts';
import { refuseUnknown } from '#core/microscope/reflections.ts';
import type { Specimen } from '#core/microscope/specimen.ts';
import type { GreyImage } from '#core/microscope/spectrum/spectrum.ts';
import type { View } from '#core/microscope/view.ts';
import { addGrid, filter, type GridShape, transformOfAtoms } from './atomGrid.ts';
import { type Lens, transfer } from './ctf.ts';
import { electronFormFactor } from './electronFormFactors.ts';
import { checkVoltage, interactionPerVAng, POTENTIAL_V_ANG2 } from './electrons.ts';
import { atomsInField, type Field, type ProjectedAtoms } from './field.ts';
import { addNoise, type Dose } from './noise.ts';

/** How an image is made. */
export type ImageMode = 'haadf' | 'tem' | 'potential';

/** All of an image but the specimen and where it is looked at from. */
export interface ImageSettings {
  readonly mode: ImageMode;
  readonly field: Field;
  /** Edge of a pixel, Å. */
  readonly pixelAng: number;
  /** For TEM, and for the size of the phase that is warned of. */
  readonly lens: Lens;
  /** Full width at half maximum of the Gaussian probe of HAADF, Å. */
  readonly probeAng: number;
  /** B = 8π²⟨u²⟩ of all elements, Å². */
  readonly displacementAng2: number;
  /** null: no noise. A projected potential has none in any case. */
  readonly dose: Dose | null;
}

/** A computed image with what a reader should know of it. */
export interface Micrograph extends GreyImage {
  /** What the values are: V Å, Z^1.7 per Å², or intensity with 1 for the empty beam. */
  readonly unit: string;
  readonly lowest: number;
  readonly highest: number;
  /** Atoms in the field and its margin. */
  readonly atoms: number;
  readonly thicknessAng: number;
  /** The beam crosses the specimen from end to end: no thickness is cut. */
  readonly isWhole: boolean;
  readonly notes: readonly string[];
}

/** Power of Z in HAADF: below the 2 of Rutherford scattering because electrons screen the nucleus. */
export const HAADF_POWER = 1.7;
/** What an atom blurs over: nothing of it is cut off at the edges of the field, Å. */
const MARGIN_ANG = 10;
/** Pixels along an edge of a computed image, margin included. */
export const MOST_PIXELS = 4096;
/** Phases beyond this are not weak, rad. */
const WEAK_RAD = 0.5;

/**
 * The image of a specimen: projected potential, HAADF or bright-field TEM. Kinematic, of the projection: no multislice, no
 * channelling. HAADF is Σ Z^1.7 at the atoms, convolved with a Gaussian probe; TEM is that of a weak-phase object,
 * 1 + 2σ V ⊗ F⁻¹[sin χ · envelopes]; the potential sums over neutral atoms at rest or blurred by B.
 * @param onDone told how much is done, 0 … 1
 * @throws `setting`, `no-form-factor`, `too-large`
 */
export function micrographOf(
  specimen: Specimen,
  view: View,
  settings: ImageSettings,
  onDone: (share: number) => void = () => undefined,
): Micrograph {
  checkSettings(settings);
  refuseUnknown(specimen.structure.numbers);
  const { field, pixelAng, mode, lens } = settings;
  const width = Math.max(1, Math.round(field.widthAng / pixelAng));
  const height = Math.max(1, Math.round(field.heightAng / pixelAng));
  const pad = Math.ceil(MARGIN_ANG / pixelAng);
  const shape: GridShape = {
    nx: powerOfTwo(width + 2 * pad),
    ny: powerOfTwo(height + 2 * pad),
    pixelAng,
  };
  const largest = Math.max(shape.nx, shape.ny);
  if (largest > MOST_PIXELS)
    throw new EpistackError({
      code: 'too-large',
      what: 'pixels along an edge of the image with its margin',
      count: largest,
      limit: MOST_PIXELS,
    });
  const exact = { ...field, widthAng: width * pixelAng, heightAng: height * pixelAng };
  const atoms = atomsInField(specimen, view, exact, MARGIN_ANG);
  onDone(0.2);
  const notes: string[] = [];
  const full =
    mode === 'haadf' ? haadf(atoms, shape, settings) : potential(atoms, shape, settings, onDone);
  if (mode !== 'haadf') {
    const phase = interactionPerVAng(lens.kv) * strongest(full, mode === 'tem');
    if (mode === 'tem' && phase > WEAK_RAD)
      notes.push(
        `The phase reaches ${phase.toFixed(1)} rad at ${lens.kv} kV in columns of ${(atoms.thicknessAng / 10).toFixed(1)} nm: no weak-phase object. Places of atoms and fringes hold; contrast does not, and needs multislice, which is not done here.`,
      );
    if (mode === 'tem') {
      const sigma = interactionPerVAng(lens.kv);
      filter(full, pixelAng, (g2) => (g2 === 0 ? 0 : 2 * sigma * transfer(lens, Math.sqrt(g2))));
    }
  }
  onDone(0.8);
  inverseFft2(full);
  const values = new Float32Array(width * height);
  const area = pixelAng * pixelAng;
  const base = mode === 'tem' ? 1 : 0;
  for (let j = 0; j < height; j++)
    for (let i = 0; i < width; i++)
      values[j * width + i] = base + full.re[j * shape.nx + i]! / area;
  noise(values, settings);
  if (atoms.numbers.length === 0) notes.push('No atoms in the field.');
  let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const v of values) {
    if (v < lowest) lowest = v;
    if (v > highest) highest = v;
  }
  onDone(1);
  return {
    width,
    height,
    pixelAng,
    values,
    unit: UNITS[mode],
    lowest,
    highest,
    atoms: atoms.numbers.length,
    thicknessAng: atoms.thicknessAng,
    isWhole: atoms.isWhole,
    notes,
  };
}

const UNITS: Readonly<Record<ImageMode, string>> = {
  haadf: 'Z^1.7 per Å²',
  tem: 'of the empty beam',
  potential: 'V Å',
};

function haadf(
  { numbers, x, y }: ProjectedAtoms,
  shape: GridShape,
  { probeAng, displacementAng2 }: ImageSettings,
): ComplexGrid {
  const grid = transformOfAtoms(
    shape,
    x,
    y,
    Float64Array.from(numbers, (z) => z ** HAADF_POWER),
  );
  // A Gaussian of this width at half maximum, and the mean square displacement along one axis B/8π².
  const slope = (Math.PI * probeAng) ** 2 / (4 * Math.LN2) + displacementAng2 / 4;
  filter(grid, shape.pixelAng, (g2) => Math.exp(-slope * g2));
  return grid;
}

function potential(
  { numbers, x, y }: ProjectedAtoms,
  shape: GridShape,
  { displacementAng2 }: ImageSettings,
  onDone: (share: number) => void,
): ComplexGrid {
  const sum = emptyGrid(shape.nx, shape.ny);
  const kinds = [...new Set(numbers)];
  for (const [k, z] of kinds.entries()) {
    const of = numbers.reduce<number[]>((list, n, i) => {
      if (n === z) list.push(i);
      return list;
    }, []);
    const part = transformOfAtoms(
      shape,
      Float64Array.from(of, (i) => x[i]!),
      Float64Array.from(of, (i) => y[i]!),
      null,
    );
    filter(
      part,
      shape.pixelAng,
      (g2) => POTENTIAL_V_ANG2 * electronFormFactor(z, g2) * Math.exp((-displacementAng2 * g2) / 4),
    );
    addGrid(sum, part);
    onDone(0.2 + (0.5 * (k + 1)) / kinds.length);
  }
  return sum;
}

/** The largest value over the mean of what a transform stands for, V Å. */
function strongest({ nx, ny, re, im }: ComplexGrid, isAsked: boolean): number {
  if (!isAsked) return 0;
  const copy: ComplexGrid = { nx, ny, re: re.slice(), im: im.slice() };
  inverseFft2(copy);
  let [sum, highest] = [0, 0];
  for (const v of copy.re) {
    sum += v;
    if (v > highest) highest = v;
  }
  return highest - sum / copy.re.length;
}

function noise(values: Float32Array, { dose, mode, pixelAng }: ImageSettings): void {
  if (dose === null || mode === 'potential') return;
  // What part of the beam the HAADF detector gets is not known here: the dose is that of the brightest column.
  const one = mode === 'tem' ? 1 : values.reduce((most, v) => Math.max(most, v), 0);
  if (one > 0) addNoise(values, (dose.perAng2 * pixelAng * pixelAng) / one, dose.seed);
}

function checkSettings(s: ImageSettings): void {
  const check = (isRight: boolean, field: string, expected: string) => {
    if (!isRight) throw new EpistackError({ code: 'setting', field, expected });
  };
  checkVoltage(s.lens.kv);
  check(s.pixelAng >= 0.02 && s.pixelAng <= 5, 'pixel', 'Å between 0.02 and 5');
  for (const key of ['widthAng', 'heightAng'] as const)
    check(s.field[key] > 0 && s.field[key] <= 5000, 'field', 'nm between 0 and 500');
  check(
    s.field.thicknessAng > 0 && s.field.thicknessAng <= 5000,
    'thickness',
    'nm between 0 and 500',
  );
  check(s.probeAng >= 0 && s.probeAng <= 20, 'probe', 'Å between 0 and 20');
  check(s.displacementAng2 >= 0 && s.displacementAng2 <= 20, 'debye-waller', 'Å² between 0 and 20');
  check(Math.abs(s.lens.defocusNm) <= 10_000, 'defocus', 'nm between −10000 and 10000');
  check(s.lens.csMm >= -10 && s.lens.csMm <= 10, 'cs', 'mm between −10 and 10');
  check(
    s.lens.focalSpreadNm >= 0 && s.lens.focalSpreadNm <= 100,
    'focal spread',
    'nm between 0 and 100',
  );
  check(
    s.lens.convergenceMrad >= 0 && s.lens.convergenceMrad <= 50,
    'convergence',
    'mrad between 0 and 50',
  );
  if (s.dose !== null)
    check(s.dose.perAng2 > 0 && s.dose.perAng2 <= 1e9, 'dose', 'electrons per Å² above 0');
}
