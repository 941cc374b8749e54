import { type Arguments, numberOption, optional, UsageError } from '#cli/args.ts';
import { scherzerNm } from '#core/microscope/imaging/ctf.ts';
import type { ImageMode } from '#core/microscope/imaging/micrograph.ts';
import { FIRST_OBSERVATION, INSTRUMENTS, type Observation } from '#core/microscope/observation.ts';
import type { Specimen } from '#core/microscope/specimen.ts';
import { readThreeIndices } from '#core/surface/miller.ts';
import { crystalOption } from './specimenInput.ts';

/** Options that say what is asked of the microscope. */
export const observationOptions = {
  instrument: 'string',
  of: 'string',
  zone: 'string',
  rotate: 'string',
  tilt: 'string',
  mode: 'string',
  field: 'string',
  thickness: 'string',
  pixel: 'string',
  kv: 'string',
  defocus: 'string',
  cs: 'string',
  'focal-spread': 'string',
  convergence: 'string',
  probe: 'string',
  'debye-waller': 'string',
  dose: 'string',
  seed: 'string',
} as const;

const MODES: readonly ImageMode[] = ['haadf', 'tem', 'potential'];

/** What is asked of the microscope. @throws {UsageError} */
export function readObservation(args: Arguments, specimen: Specimen): Observation {
  const number = (name: string, fallback: number) => numberOption(args, name, false) ?? fallback;
  const asked = optional(args, 'mode');
  const mode = MODES.find((m) => m === asked);
  if (asked !== null && mode === undefined)
    throw new UsageError(`--mode is ${MODES.join(', ')}, not "${asked}"`);
  const settings = instrumentOption(args, mode ?? null);
  const kv = number('kv', settings.kv);
  const csMm = number('cs', settings.csMm);
  const [alphaDeg, betaDeg] = tiltOption(args);
  return {
    ...FIRST_OBSERVATION,
    ...settings,
    mode: mode ?? settings.mode,
    of: crystalOption(optional(args, 'of'), specimen),
    zone: zoneOption(args),
    rotationDeg: number('rotate', 0),
    alphaDeg,
    betaDeg,
    fieldNm: numberOption(args, 'field', false),
    thicknessNm: number('thickness', FIRST_OBSERVATION.thicknessNm),
    pixelAng: number('pixel', FIRST_OBSERVATION.pixelAng),
    kv,
    csMm,
    defocusNm: defocusOption(args, kv, csMm) ?? settings.defocusNm,
    focalSpreadNm: number('focal-spread', settings.focalSpreadNm),
    convergenceMrad: number('convergence', settings.convergenceMrad),
    probeAng: number('probe', settings.probeAng),
    displacementAng2: number('debye-waller', 0),
    doseAng2: numberOption(args, 'dose', false),
    seed: numberOption(args, 'seed', true) ?? FIRST_OBSERVATION.seed,
  };
}

/** The instrument that was named, else the first that makes such images. */
function instrumentOption(args: Arguments, mode: ImageMode | null) {
  const id = optional(args, 'instrument');
  const found =
    id === null
      ? (INSTRUMENTS.find(({ settings }) => settings.mode === mode) ?? INSTRUMENTS[0]!)
      : INSTRUMENTS.find((known) => known.id === id);
  if (found === undefined)
    throw new UsageError(
      `--instrument is ${INSTRUMENTS.map((known) => known.id).join(' or ')}, not "${id}"`,
    );
  return found.settings;
}

function zoneOption(args: Arguments): Observation['zone'] {
  const text = optional(args, 'zone');
  if (text === null) return FIRST_OBSERVATION.zone;
  const found = readThreeIndices(text);
  if (found === null)
    throw new UsageError(`--zone takes three integers such as 0,0,1, not "${text}"`);
  return found;
}

function tiltOption(args: Arguments): readonly [number, number] {
  const text = optional(args, 'tilt');
  if (text === null) return [0, 0];
  const angles = text.split(',').map(Number);
  const isRight =
    (angles.length === 1 || angles.length === 2) && angles.every((x) => Math.abs(x) <= 90);
  if (!isRight || text.trim() === '')
    throw new UsageError(`--tilt takes α or α,β in degrees up to 90, not "${text}"`);
  return [angles[0]!, angles[1] ?? 0];
}

function defocusOption(args: Arguments, kv: number, csMm: number): number | null {
  return optional(args, 'defocus') === 'scherzer'
    ? scherzerNm(kv, csMm)
    : numberOption(args, 'defocus', false);
}
