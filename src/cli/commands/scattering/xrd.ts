import { type Arguments, optional, UsageError } from '#cli/args.ts';
import type { Command } from '#cli/command.ts';
import {
  INSTRUMENT_DEG,
  patternSettings,
  perCrystal,
  RANGE,
} from '#cli/diffraction/patternOptions.ts';
import { scanAnswer } from '#cli/diffraction/scanAnswer.ts';
import { geometryOption, SCAN_OPTIONS } from '#cli/diffraction/scanOptions.ts';
import { patternWriter, writtenPattern } from '#cli/diffraction/writePattern.ts';
import { frameOption, nameOf, ofFile, openAtoms, readBytes } from '#cli/input.ts';
import { presetId } from '#cli/library.ts';
import { checkOut } from '#cli/output.ts';
import type { CommandAnswer } from '#cli/text.ts';
import { readOptions } from '#cli/trajectoryFile.ts';
import { debyePattern, distancesOf } from '#core/diffraction/debye.ts';
import { type ComparedScan, scanLabel } from '#core/diffraction/figure/comparedScan.ts';
import { phaseLabel } from '#core/diffraction/figure/patternSvg.ts';
import { measuredText } from '#core/diffraction/measured/brml.ts';
import { MEASURED_NAMES, readMeasured } from '#core/diffraction/measured/measured.ts';
import {
  aboutPattern,
  type Pattern,
  type PatternSettings,
  type Phase,
  type PhaseLines,
  patternOf,
  phaseLines,
  profileAngles,
} from '#core/diffraction/pattern.ts';
import { SCHERRER_K } from '#core/diffraction/peakShape.ts';
import { CU_K_ALPHA_ANG, type PowderPeak } from '#core/diffraction/powder.ts';
import { RADIATIONS, type Radiation } from '#core/diffraction/radiation.ts';
import {
  ATTENUATION_UM,
  BEAM_MM,
  DECADES,
  DEPTH_NM,
  DOMAIN_NM,
  SCAN_INSTRUMENT_DEG,
} from '#core/epitaxyScan/scanDefaults.ts';
import { listed } from '#core/io/formats.ts';
import { hklText } from '#core/surface/miller.ts';
import { unzipped } from '#engines/zip/zip.ts';

const options = {
  wavelength: 'string',
  range: 'string',
  size: 'string',
  strain: 'string',
  fractions: 'string',
  instrument: 'string',
  step: 'string',
  'debye-waller': 'string',
  measured: 'string',
  debye: 'string',
  out: 'string',
  frame: 'string',
  types: 'string',
  geometry: 'string',
  ...SCAN_OPTIONS,
  json: 'boolean',
} as const;
const help = `xrd FILE… [--wavelength Å|NAME] [--range FROM,TO] [--size nm] [--strain Δd/d] [--fractions W,W]
    [--instrument °] [--debye-waller B] [--step °] [--measured FILE | --debye FILE] [--out FILE.csv|.svg|.png]
    [--geometry powder|out-of-plane|in-plane] [--frame N] [--types Cs,Pb,Br] [--json]
  X-ray powder pattern of a crystal, or of a mixture of several. FILE: any structure file or trajectory that Epistack
  reads, - or preset:ID. The answer lists 2θ in degrees, intensity relative to the strongest line in the range, d in Å,
  and one member of each family of planes on the axes of the file.
  --wavelength: in Å, or ${listed(
    RADIATIONS.map(({ id }) => id),
    'or',
  )}: Ka the weighted
    mean, Ka1 alone, Ka12 both, Kα₂ half as strong (angles are then those of Kα₁). ${CU_K_ALPHA_ANG} Å (CuKa) if not given,
    as on the page.
  --range: ${RANGE.join(',')} if not given.
  --size, --strain: the profile is that of crystallites of this size L, FWHM = ${SCHERRER_K} λ/(L cos θ), and microstrain ε,
    FWHM = 4 ε tan θ, in pseudo-Voigt lines after Thompson, Cox and Hastings; one number, or one for each FILE.
  --instrument: width of the diffractometer's own lines, FWHM in degrees of 2θ; ${INSTRUMENT_DEG} if not given.
  --fractions: parts of the mass, one for each FILE; equal parts if not given.
  --debye-waller: B = 8π²⟨u²⟩ in Å², for all elements (1.2) or for some (Cs=2.5,Pb=1); none if not given.
  --measured: a measured pattern to draw with it (${MEASURED_NAMES.join(', ')}), its lowest point 0, its highest 100.
  --debye: the atoms of this file as a particle, none of them periodic (one of nanocrystal --out, say): what a powder of it
    scatters by Debye's equation, exact for its shape and strain, drawn with the patterns of its crystals. Seconds for
    10,000 atoms, a minute or two for 100,000.
  --out: profile and lines as a table, or the figure; the word csv or svg alone writes it to standard output. PNG
    needs an installed Chromium, as picture does. --step: of the profile; 0.02° if not given.
  With --size, --strain or --instrument, --json has the profile as well.
  Kinematic: form factors of neutral atoms (International Tables C, 6.1.1.4) without anomalous part,
  Lorentz-polarisation factor of an unpolarised beam, no absorption.

xrd RECIPE|FILE --geometry out-of-plane [--film-periods N,N] [--repeats N] [--substrate endless|slab]
    [--spacing document|own|poisson] [--attenuation µm] [--sample mm [--beam mm]]
    [--roughness Å[,Å]] [--decades N] …
xrd RECIPE|FILE --geometry in-plane [--along h,k,l] [--domain nm] [--depth nm] …
  Scans of one stack. out-of-plane: symmetric 2θ–ω along the surface normal, with thickness fringes and satellites, as a
  kinematic reflectivity. in-plane: 2θχ–φ at grazing incidence, reflections whose scattering vector lies in the surface.
  q = 4π sin θ/λ. Not dynamical: the answer says where kinematic theory fails. A FILE is taken atom by atom, finite along
  the normal of its a × b.
  --film-periods: repeats of the lattice along the normal in each film, for a film of any thickness; its planes
    if not given, or for -.
  --repeats: of two films or more above the substrate, of all slabs of a superlattice, or of the cell of a FILE.
  --substrate: endless, a crystal truncation rod that weakens the beam to 1/e in --attenuation (${ATTENUATION_UM} µm) of path; or
    its slab alone.
  --sample: its length along the beam, which is --beam high (${BEAM_MM} mm if not given): at low angles it catches
    L sin θ of the beam's height; without it the sample is longer than the beam's footprint.
  --roughness: of the surface and of the interfaces, root mean square, in steps of whole periods; one number for both, flat
    if not given. Reflections keep their height; between them intensities fall by exp(−σ² (q − G)²). In the plane it has no effect.
  --spacing: along the normal, as in the document; own, of the unstrained crystals; poisson, as elastic constants answer
    the strain in the plane.
  --instrument: Gaussian in 2θ; 0 for none, ${SCAN_INSTRUMENT_DEG}° if not given. --decades: of the figure; ${DECADES} if not given.
  --along: only what lies in the direction of this reflection of the substrate; every azimuth if not given.
  --domain: width of the films' domains, ${DOMAIN_NM} nm if not given; --depth: in which the grazing beam falls to 1/e, ${DEPTH_NM} nm.`;

/** `epistack xrd`: a powder pattern. */
export const command = {
  name: 'xrd',
  summary: 'X-ray powder pattern of crystals, or a scan of a stack out of or in its plane',
  options,
  help,
  run,
} satisfies Command;

/** A crystal of the mixture as it was read. */
interface Read {
  readonly phase: Phase;
  readonly warnings: readonly string[];
}

function run(args: Arguments): CommandAnswer | Promise<CommandAnswer> {
  const geometry = geometryOption(args);
  if (geometry !== null) return scanAnswer(args, geometry, measuredOption(args));
  const settings = patternSettings(args);
  const write = patternWriter(optional(args, 'out'));
  checkOut(write === null || write.path !== '-' ? null : '-', args);
  const read = readPhases(args);
  const measured = measuredOption(args) ?? debyeOption(args, settings);
  const phases = read.map(({ phase }) => phase);
  const hasProfile = write !== null || isBroad(args);
  const pattern = hasProfile ? patternOf(phases, settings) : null;
  const warnings = [
    ...read.flatMap((r) => r.warnings),
    ...(measured?.notes.map((note) => `${measured.name}: ${note}`) ?? []),
  ];
  const lines = pattern?.phases ?? phaseLines(phases, settings);
  const answer = answerOf({
    phases: lines,
    profile: isBroad(args) ? pattern : null,
    settings,
    measured,
    warnings,
  });
  if (write === null || pattern === null) return answer;
  const about = aboutPattern(phases, settings);
  const title = `X-ray powder pattern, ${settings.radiation.label}`;
  return writtenPattern(write, { pattern, measured, title, about }, answer);
}

function readPhases(args: Arguments): readonly Read[] {
  const paths = args.positionals;
  if (paths.length === 0) throw new UsageError('give one FILE or more');
  if (paths.length > 8) throw new UsageError('give at most 8 FILEs');
  const sizes = perCrystal(args, 'size', paths.length, Number.POSITIVE_INFINITY);
  const strains = perCrystal(args, 'strain', paths.length, 0);
  const weights = perCrystal(args, 'fractions', paths.length, 1);
  return paths.map((path, k) => {
    const { frames, at } = openAtoms(path, readOptions(args));
    const { structure, warnings } = at(frameOption(args, path, frames));
    return {
      phase: {
        name: presetId(path) ?? (path === '-' ? 'standard input' : nameOf(path)),
        structure,
        weight: weights[k]!,
        sizeNm: sizes[k]!,
        strain: strains[k]!,
      },
      warnings,
    };
  });
}

function measuredOption(args: Arguments): ComparedScan | null {
  const path = optional(args, 'measured');
  if (path === null) return null;
  if (args.values['debye'] !== undefined)
    throw new UsageError('--measured and --debye do not go together: one curve is laid over');
  return {
    ...ofFile(path, () => readMeasured(measuredText(readBytes(path), unzipped))),
    name: nameOf(path),
    kind: 'measured',
  };
}

/** The Debye sum of the atoms of a file, at the angles of the profile. */
function debyeOption(args: Arguments, settings: PatternSettings): ComparedScan | null {
  const path = optional(args, 'debye');
  if (path === null) return null;
  const { structure, warnings } = openAtoms(path, readOptions(args)).at(0);
  const { radiation, displacements } = settings;
  const twoTheta = profileAngles(settings);
  const distances = distancesOf(structure.numbers, structure.xyz);
  return {
    twoTheta,
    intensity: debyePattern(distances, radiation, twoTheta, displacements),
    wavelengthAng: radiation.lines[0].wavelengthAng,
    notes: warnings,
    name: nameOf(path),
    kind: 'Debye sum',
  };
}

/** Whether a width was asked for, so that the answer has the profile. */
const isBroad = (args: Arguments): boolean =>
  ['size', 'strain', 'instrument'].some((name) => args.values[name] !== undefined);

interface Answered {
  readonly phases: readonly PhaseLines[];
  readonly profile: Pattern | null;
  readonly settings: PatternSettings;
  readonly measured: ComparedScan | null;
  readonly warnings: readonly string[];
}

function answerOf({ phases, profile, settings, measured, warnings }: Answered): CommandAnswer {
  const { range, radiation, stepDeg } = settings;
  const wavelength = radiation.lines[0].wavelengthAng;
  const value = {
    ...(phases.length === 1
      ? { peaks: phases[0]!.peaks }
      : { phases: phases.map(({ name, weight, peaks }) => ({ name, fraction: weight, peaks })) }),
    wavelength,
    ...(radiation.lines.length > 1
      ? { lines: radiation.lines.map((l) => ({ wavelength: l.wavelengthAng, weight: l.weight })) }
      : {}),
    range,
    ...(profile === null
      ? {}
      : {
          profile: {
            from: range[0],
            step: stepDeg,
            intensity: Array.from(profile.intensity, (y) => Number(y.toPrecision(7))),
          },
        }),
    ...(measured === null
      ? {}
      : measured.kind === 'measured'
        ? { measured: { points: measured.twoTheta.length, wavelength: measured.wavelengthAng } }
        : {
            debye: {
              from: range[0],
              step: stepDeg,
              intensity: Array.from(measured.intensity, (y) => Number(y.toPrecision(7))),
            },
          }),
    ...(warnings.length > 0 ? { warnings } : {}),
  };
  const text = [
    ...phases.flatMap((phase) => phaseText(phase, phases.length, radiation, range)),
    ...(measured === null ? [] : [`${scanLabel(measured)}, ${measured.twoTheta.length} points`]),
    ...warnings.map((w) => `note: ${w}`),
  ];
  return { value, text: `${text.join('\n')}\n` };
}

function phaseText(
  phase: PhaseLines,
  count: number,
  { id, label, lines: [first] }: Radiation,
  range: readonly [number, number],
): readonly string[] {
  const { peaks } = phase;
  const wavelength = `${first.wavelengthAng} Å`;
  const named = RADIATIONS.some((known) => known.id === id) ? `, ${label}` : '';
  const of = count === 1 ? '' : `${phaseLabel(phase)}: `;
  return [
    `${of}wavelength ${wavelength}${named}, 2θ from ${range[0]} to ${range[1]}°: ${peaks.length === 1 ? '1 line' : `${peaks.length} lines`}`,
    '      2θ/°        d/Å   intensity   planes',
    ...peaks.map(peakText),
  ];
}

const peakText = ({ twoTheta, d, intensity, hkl }: PowderPeak): string =>
  [
    twoTheta.toFixed(4).padStart(10),
    d.toFixed(5).padStart(10),
    intensity.toFixed(3).padStart(11),
    `  ${hkl.map(hklText).join(' ')}`,
  ].join(' ');
