import { MASS_U } from '#core/crystal/elements.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { EpistackError } from '#core/errors.ts';
import { det } from '#core/math/mat3.ts';
import {
  type Broadening,
  type PeakShape,
  peakShape,
  pseudoVoigt,
  SCHERRER_K,
} from './peakShape.ts';
import {
  braggAngle,
  type Displacements,
  lorentzPolarisation,
  type PowderLine,
  type PowderPeak,
  peaksOf,
  powderLines,
  powderPattern,
} from './powder.ts';
import type { Radiation } from './radiation.ts';

/** One crystal of a powder. */
export interface Phase {
  readonly name: string;
  readonly structure: Structure;
  /** Part of the mass of the powder; they need not add up to 1. */
  readonly weight: number;
  readonly sizeNm: number;
  readonly strain: number;
}

export interface PatternSettings {
  readonly radiation: Radiation;
  /** 2θ from and to, degrees. */
  readonly range: readonly [number, number];
  readonly stepDeg: number;
  readonly instrumentDeg: number;
  readonly displacements: Displacements;
}

/** The lines of one crystal of a powder. */
export interface PhaseLines {
  readonly name: string;
  /** Part of the mass, 0 … 1. */
  readonly weight: number;
  /** Lines by the first wavelength of the radiation, relative to the strongest of this crystal. */
  readonly peaks: readonly PowderPeak[];
}

/** What one crystal gives. */
export interface PhasePattern extends PhaseLines {
  /** Its share of the profile. */
  readonly intensity: Float64Array;
}

/** A powder pattern as a diffractometer would draw it. */
export interface Pattern {
  /** 2θ, degrees, at even steps. */
  readonly twoTheta: Float64Array;
  /** Intensity of all phases together; the highest point is 100. */
  readonly intensity: Float64Array;
  readonly phases: readonly PhasePattern[];
}

/** Lines beyond the range whose tails reach into it, degrees. */
const TAILS_DEG = 5;
/** Lines weaker than this part of the strongest make no difference in a profile. */
const NEGLIGIBLE = 1e-6;
const MOST_POINTS = 100_000;
/** A line is no narrower than so many steps, so that none falls between two points. */
const LEAST_STEPS = 2;

/**
 * The lines of each crystal of a mixture.
 * @throws `setting`; as {@link powderLines}
 */
export function phaseLines(phases: readonly Phase[], settings: PatternSettings): PhaseLines[] {
  const { radiation, range, displacements } = settings;
  checkSettings(phases, settings);
  const sum = totalWeight(phases);
  return phases.map(({ name, structure, weight }) => ({
    name,
    weight: weight / sum,
    peaks: powderPattern(structure, radiation.lines[0].wavelengthAng, range, displacements),
  }));
}

/**
 * The pattern of a mixture. Each crystal scatters per mass: Σ|F|² of a cell over the mass and the volume of the cell.
 * @throws `setting`; as {@link powderLines}
 * @see Hill & Howard, J. Appl. Cryst. 20 (1987) 467, doi 10.1107/S0021889887086199, for the weights
 */
export function patternOf(phases: readonly Phase[], settings: PatternSettings): Pattern {
  const { range } = settings;
  checkSettings(phases, settings);
  const twoTheta = profileAngles(settings);
  const sum = totalWeight(phases);
  const wide = [Math.max(0, range[0] - TAILS_DEG), Math.min(180, range[1] + TAILS_DEG)] as const;
  const found = phases.map((phase) => {
    const { radiation, displacements } = settings;
    const lines = powderLines(
      phase.structure,
      radiation.lines[0].wavelengthAng,
      wide,
      displacements,
    );
    const inRange = lines.filter((l) => l.twoTheta >= range[0] && l.twoTheta <= range[1]);
    const { numbers, lattice } = phase.structure;
    const massU = numbers.reduce((mass, z) => mass + MASS_U[z]!, 0);
    const scale = phase.weight / sum / (massU * Math.abs(det(lattice)));
    return {
      name: phase.name,
      weight: phase.weight / sum,
      peaks: peaksOf(inRange),
      intensity: profile(lines, { ...phase, ...settings }, twoTheta, scale),
    };
  });
  const whole = twoTheta.map((_, k) =>
    found.reduce((all, { intensity }) => all + intensity[k]!, 0),
  );
  const highest = whole.reduce((most, y) => Math.max(most, y), 0);
  const normalised = (values: Float64Array) =>
    highest > 0 ? values.map((y) => (100 * y) / highest) : values;
  return {
    twoTheta,
    intensity: normalised(whole),
    phases: found.map((p) => ({ ...p, intensity: normalised(p.intensity) })),
  };
}

const totalWeight = (phases: readonly Phase[]): number =>
  phases.reduce((total, { weight }) => total + weight, 0);

/** The angles of a profile, degrees. */
export function profileAngles({ range, stepDeg }: PatternSettings): Float64Array {
  const points = Math.floor((range[1] - range[0]) / stepDeg + 1e-6) + 1;
  return Float64Array.from({ length: points }, (_, k) => range[0] + k * stepDeg);
}

/** Every line in each wavelength of the radiation, drawn over all points. */
function profile(
  lines: readonly PowderLine[],
  settings: PatternSettings & Broadening,
  twoTheta: Float64Array,
  scale: number,
): Float64Array {
  const out = new Float64Array(twoTheta.length);
  const strongest = Math.max(0, ...lines.map(({ square }) => square));
  for (const { d, square } of lines) {
    if (square < NEGLIGIBLE * strongest) continue;
    for (const { wavelengthAng, weight } of settings.radiation.lines) {
      const at = braggAngle(d, wavelengthAng);
      if (!(at < 180)) continue;
      const area = scale * weight * square * lorentzPolarisation(at);
      const shape = noNarrower(peakShape(settings, at, wavelengthAng), settings.stepDeg);
      for (let k = 0; k < out.length; k++) out[k]! += area * pseudoVoigt(shape, twoTheta[k]! - at);
    }
  }
  return out;
}

const noNarrower = (shape: PeakShape, stepDeg: number): PeakShape => ({
  ...shape,
  fwhmDeg: Math.max(shape.fwhmDeg, LEAST_STEPS * stepDeg),
});

function checkSettings(phases: readonly Phase[], settings: PatternSettings): void {
  const refuse = (field: string, expected: string): never => {
    throw new EpistackError({ code: 'setting', field, expected });
  };
  const { range, stepDeg, instrumentDeg, displacements } = settings;
  if (!(range[0] >= 0 && range[0] < range[1] && range[1] <= 180))
    refuse('range', 'two angles 2θ in degrees, the first smaller, within 0 and 180');
  if (!(stepDeg > 0 && (range[1] - range[0]) / stepDeg <= MOST_POINTS))
    refuse('step', `a step in degrees that makes at most ${MOST_POINTS} points`);
  if (!(instrumentDeg >= 0 && instrumentDeg <= 5))
    refuse('instrument', 'a full width at half maximum from 0 to 5°');
  for (const { sizeNm, strain, weight } of phases) {
    if (!(sizeNm >= 0.5)) refuse('size', 'a size of 0.5 nm or more');
    if (!(strain >= 0 && strain <= 0.2)) refuse('strain', 'a microstrain Δd/d from 0 to 0.2');
    if (!(weight >= 0 && weight <= 1e6)) refuse('fraction', 'parts of the mass, none below 0');
  }
  if (!(totalWeight(phases) > 0)) refuse('fraction', 'at least one phase with a share');
  for (const b of Object.values(displacements))
    if (!(b >= 0 && b <= 50)) refuse('Debye–Waller', 'B in Å² from 0 to 50');
}

/** How a pattern was computed, in words. */
export function aboutPattern(
  phases: readonly Pick<Phase, 'name' | 'sizeNm' | 'strain'>[],
  { radiation, instrumentDeg, displacements }: PatternSettings,
): string {
  const broad = phases.map(({ name, sizeNm, strain }) => {
    const parts = [
      ...(Number.isFinite(sizeNm) ? [`size ${sizeNm} nm`] : []),
      ...(strain > 0 ? [`microstrain ${strain}`] : []),
    ];
    return parts.length === 0 ? [] : [`${name}: ${parts.join(', ')}`];
  });
  const moving = [...new Set(Object.values(displacements))];
  return [
    `${radiation.label}; kinematic, neutral form factors (International Tables C, 6.1.1.4), Lorentz-polarisation factor of an unpolarised beam, no absorption, ${moving.length === 0 ? 'no thermal motion' : `Debye–Waller B ${moving.join(', ')} Å²`}.`,
    `Pseudo-Voigt lines (Thompson, Cox and Hastings), instrument ${instrumentDeg}° FWHM, size by Scherrer with K = ${SCHERRER_K}.`,
    ...broad.flat().map((text) => `${text}.`),
  ].join(' ');
}
