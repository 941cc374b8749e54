import { type Arguments, numberOption, optional, single, UsageError } from '#cli/args.ts';
import type { Command } from '#cli/command.ts';
import { frameOption, openAtoms } from '#cli/input.ts';
import type { CommandAnswer } from '#cli/text.ts';
import { readOptions } from '#cli/trajectoryFile.ts';
import { CU_K_ALPHA_ANG, powderPattern } from '#core/diffraction/powder.ts';

/** 2θ in degrees without --range. */
const RANGE = [10, 70] as const;

import { hklText } from '#core/surface/miller.ts';

const options = {
  wavelength: 'string',
  range: 'string',
  frame: 'string',
  types: 'string',
  json: 'boolean',
} as const;
const help = `xrd FILE [--wavelength Å] [--range FROM,TO] [--frame N] [--types Cs,Pb,Br] [--json]
  Lines of the X-ray powder pattern of a crystal: 2θ in degrees, intensity relative to the strongest in the
  range, d in Å, and one member of each family of planes on the axes of the file. FILE: any structure file or
  trajectory that Epistack reads, - or preset:ID. --wavelength: ${CU_K_ALPHA_ANG} Å (Cu Kα) if not given;
  --range: ${RANGE.join(',')} if not given. Kinematic: form factors of neutral atoms (International Tables C, 6.1.1.4)
  without anomalous part, Lorentz-polarisation factor of an unpolarised beam, no thermal motion, no absorption.`;

/** `epistack xrd`: a powder pattern. */
export const command = {
  name: 'xrd',
  summary: 'X-ray powder pattern of a crystal',
  options,
  help,
  run,
} satisfies Command;

function run(args: Arguments): CommandAnswer {
  const path = single(args, 'FILE');
  const wavelength = numberOption(args, 'wavelength', false) ?? CU_K_ALPHA_ANG;
  const range = rangeOption(args);
  const { frames, at } = openAtoms(path, readOptions(args));
  const { structure, warnings } = at(frameOption(args, path, frames));
  const peaks = powderPattern(structure, wavelength, range);
  const value = { peaks, wavelength, range, ...(warnings.length > 0 ? { warnings } : {}) };
  const text = [
    `wavelength ${wavelength} Å, 2θ from ${range[0]} to ${range[1]}°: ${peaks.length === 1 ? '1 line' : `${peaks.length} lines`}`,
    '      2θ/°        d/Å   intensity   planes',
    ...peaks.map(({ twoTheta, d, intensity, hkl }) =>
      [
        twoTheta.toFixed(4).padStart(10),
        d.toFixed(5).padStart(10),
        intensity.toFixed(3).padStart(11),
        `  ${hkl.map(hklText).join(' ')}`,
      ].join(' '),
    ),
    ...warnings.map((w) => `note: ${w}`),
  ];
  return { value, text: `${text.join('\n')}\n` };
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
