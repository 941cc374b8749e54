import { type Arguments, numberOption, optional, UsageError } from '#cli/args.ts';
import { namingOptions } from '#cli/optionNames.ts';
import { displacementsOf } from '#core/diffraction/displacementsText.ts';
import type { PatternSettings } from '#core/diffraction/pattern.ts';
import { radiationOf } from '#core/diffraction/radiation.ts';

/** 2θ in degrees without --range. */
export const RANGE = [10, 70] as const;
const STEP_DEG = 0.02;
/** Of a laboratory diffractometer. */
export const INSTRUMENT_DEG = 0.1;

/** What all crystals share. @throws {UsageError} for text that is no number */
export function patternSettings(args: Arguments): PatternSettings {
  const named = <T>(step: () => T) =>
    namingOptions(args, { wavelength: 'wavelength', 'Debye–Waller': 'debye-waller' }, step);
  return {
    radiation: named(() => radiationOf(optional(args, 'wavelength') ?? 'CuKa')),
    range: rangeOption(args),
    stepDeg: numberOption(args, 'step', false) ?? STEP_DEG,
    instrumentDeg: numberOption(args, 'instrument', false) ?? INSTRUMENT_DEG,
    displacements: named(() => displacementsOf(optional(args, 'debye-waller') ?? '')),
  };
}

function rangeOption(args: Arguments): readonly [number, number] {
  const text = optional(args, 'range');
  if (text === null) return RANGE;
  const numbers = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const [from, to] = numbers;
  if (numbers.length !== 2 || !(from! >= 0 && from! < to! && to! <= 180))
    throw new UsageError(`--range takes two angles 2θ such as 10,70, not "${text}"`);
  return [from!, to!];
}

/** One number for all crystals, or one for each. @throws {UsageError} */
export function perCrystal(
  args: Arguments,
  name: string,
  count: number,
  otherwise: number,
): readonly number[] {
  const text = optional(args, name);
  if (text === null) return Array.from({ length: count }, () => otherwise);
  const numbers = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (
    numbers.some((x) => !Number.isFinite(x)) ||
    (numbers.length !== 1 && numbers.length !== count)
  )
    throw new UsageError(
      `--${name} takes ${count === 1 ? 'a number' : `one number, or ${count} with commas between`}, not "${text}"`,
    );
  return Array.from({ length: count }, (_, k) => numbers[numbers.length === 1 ? 0 : k]!);
}
