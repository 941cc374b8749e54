import { type Arguments, numberOption, optional, UsageError } from '#cli/args.ts';
import type { Mesh, MeshChoice } from '#core/export/kpoints.ts';
import { DEFAULT_EXPORT, type ExportOptions } from '#core/export/options.ts';
import type { PairsSetting, Setting } from '#core/export/settings/setting.ts';
import { SETTINGS } from '#core/export/settings/settings.ts';

export const settingOptions: Readonly<Record<string, 'string'>> = Object.fromEntries(
  SETTINGS.flatMap((s) => (s.kind === 'mesh' ? [s.option, s.spacingOption] : [s.option])).map(
    (name) => [name, 'string'],
  ),
);

export const settingHelp = `  --encut eV  --d3 zero|bj|none  --dipole auto|on|off  --magmom Fe=3,O=0  --hubbard Fe=2:4.0 (l:U[:J])
  --mesh N,N,N or --spacing 1/Å (relaxation, dynamics)  --electronic-mesh, --electronic-spacing (static, snapshots)
  --incar ENCUT=500,ISMEAR=-5 (any tag)  --potcar Pb=Pb  --ecutwfc Ry  --ecutrho Ry  --kspace dsf|pppm (LAMMPS)
  --temperature K  --timestep fs  --heat ps  --nve ps  --last ps  --scheduler slurm|pbs|plain  --tasks N  --nodes N  --hours N
  --budget ATOMS  --slab-box vacuum|stack`;

/** The options of values that core refuses, by what core calls them. */
export const OPTIONS_BY_SETTING: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    SETTINGS.flatMap((s) => (s.kind === 'number' ? [[s.label, s.option]] : [])),
  ),
  'magnetic moments': 'magmom',
  'U values': 'hubbard',
  potentials: 'potcar',
  seed: 'seed',
};

/** Reads the options of input files; missing ones take the value of the paper or our default. */
export const exportOptions = (args: Arguments): ExportOptions =>
  SETTINGS.reduce((options, setting) => read(args, setting, options), DEFAULT_EXPORT);

function read(args: Arguments, setting: Setting, options: ExportOptions): ExportOptions {
  switch (setting.kind) {
    case 'number': {
      const value = numberOption(args, setting.option, setting.isWhole ?? false);
      return value === null ? options : setting.set(options, value);
    }
    case 'choice': {
      const words = setting.choices.map(([word]) => word);
      return setting.set(options, oneOf(args, setting.option, words, setting.get(options)));
    }
    case 'mesh': {
      const choice = meshOption(args, setting.option, setting.spacingOption);
      return choice === null ? options : setting.set(options, choice);
    }
    case 'pairs': {
      const values = pairs(args, setting);
      return values === null ? options : setting.set(options, values);
    }
    default:
      return setting satisfies never;
  }
}

function oneOf(args: Arguments, name: string, known: readonly string[], otherwise: string): string {
  const asked = optional(args, name) ?? otherwise;
  if (!known.includes(asked))
    throw new UsageError(`--${name} is one of ${known.join(', ')}, not "${asked}"`);
  return asked;
}

function meshOption(args: Arguments, mesh: string, spacing: string): MeshChoice | null {
  const text = optional(args, mesh);
  const spacingPerAng = numberOption(args, spacing, false);
  if (text !== null && spacingPerAng !== null)
    throw new UsageError(`give --${mesh} or --${spacing}, not both`);
  if (spacingPerAng !== null) return { kind: 'spacing', spacingPerAng };
  if (text === null) return null;
  const numbers = text.split(',').map(Number);
  if (numbers.length !== 3 || !numbers.every((n) => Number.isInteger(n) && n > 0))
    throw new UsageError(`--${mesh} takes three counts such as 2,3,1, not "${text}"`);
  // Three, as was just counted.
  return { kind: 'mesh', mesh: numbers as unknown as Mesh };
}

/** "Fe=3,O=0" as a record; null when the option is not there. */
function pairs(
  args: Arguments,
  { option, read: readValue }: PairsSetting,
): Readonly<Record<string, unknown>> | null {
  const text = optional(args, option);
  if (text === null) return null;
  return Object.fromEntries(
    text.split(',').map((part) => {
      const at = part.indexOf('=');
      const value = at > 0 ? readValue(part.slice(at + 1).trim()) : undefined;
      if (value === undefined)
        throw new UsageError(`--${option} takes NAME=VALUE,NAME=VALUE; "${part}" is none`);
      return [part.slice(0, at).trim(), value];
    }),
  );
}
