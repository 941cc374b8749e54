import { type Arguments, numberOption, optional, UsageError } from '#cli/args.ts';
import type { Limits, TwistTarget } from '#core/match/coincidence.ts';
import { STRAIN_DEFAULTS, type Tolerance, ZUR_DEFAULTS } from '#core/match/tolerance.ts';

/** Options that decide which matches there are, and so what the number of one means. */
export const searchOptions = {
  'max-area': 'string',
  mode: 'string',
  'length-tol': 'string',
  'angle-tol': 'string',
  'area-ratio-tol': 'string',
  'max-strain': 'string',
  'max-atoms': 'string',
  mirrors: 'boolean',
  twist: 'string',
  'twist-tol': 'string',
} as const;

/** How far a twist may be from the one asked for, degrees. */
const TWIST_TOLERANCE_DEG = 0.2;

/** @throws {UsageError} */
export const searchLimits = (args: Arguments, otherwise: Tolerance['mode']): Limits => ({
  maxAreaAng2: numberOption(args, 'max-area', false) ?? 400,
  tolerance: toleranceOf(args, otherwise),
  maxAtoms: numberOption(args, 'max-atoms', true),
  mirrors: args.values['mirrors'] === true,
  twist: twistOf(args),
});

function twistOf(args: Arguments): TwistTarget | null {
  const targetDeg = numberOption(args, 'twist', false);
  const toleranceDeg = numberOption(args, 'twist-tol', false);
  if (targetDeg === null) {
    if (toleranceDeg !== null) throw new UsageError('--twist-tol is the tolerance of --twist');
    return null;
  }
  if (!(Math.abs(targetDeg) <= 180))
    throw new UsageError(`--twist is an angle from -180 to 180 degrees, not ${targetDeg}`);
  if (toleranceDeg !== null && toleranceDeg < 0)
    throw new UsageError(`--twist-tol is not negative, so not ${toleranceDeg}`);
  const radians = (deg: number) => (deg * Math.PI) / 180;
  return {
    targetRad: radians(targetDeg),
    toleranceRad: radians(toleranceDeg ?? TWIST_TOLERANCE_DEG),
  };
}

/** The options of --mode zur and of --mode strain. */
const ZUR_OPTIONS = ['length-tol', 'angle-tol', 'area-ratio-tol'];

/** @throws {UsageError} for tolerances of both modes at once */
function toleranceOf(args: Arguments, otherwise: Tolerance['mode']): Tolerance {
  const mode =
    optional(args, 'mode') ??
    (args.values['max-strain'] !== undefined
      ? 'strain'
      : ZUR_OPTIONS.some((name) => args.values[name] !== undefined)
        ? 'zur'
        : otherwise);
  if (mode === 'strain') {
    const other = ZUR_OPTIONS.find((name) => args.values[name] !== undefined);
    if (other !== undefined) throw new UsageError(`--${other} has no meaning with a strain limit`);
    const maxStrain = numberOption(args, 'max-strain', false);
    return maxStrain === null ? STRAIN_DEFAULTS : { mode, maxStrain };
  }
  if (mode !== 'zur') throw new UsageError(`--mode is zur or strain, not "${mode}"`);
  if (args.values['max-strain'] !== undefined)
    throw new UsageError('--max-strain has no meaning with --mode zur');
  return {
    mode,
    lengthTol: numberOption(args, 'length-tol', false) ?? ZUR_DEFAULTS.lengthTol,
    angleTol: numberOption(args, 'angle-tol', false) ?? ZUR_DEFAULTS.angleTol,
    areaRatioTol: numberOption(args, 'area-ratio-tol', false) ?? ZUR_DEFAULTS.areaRatioTol,
  };
}
