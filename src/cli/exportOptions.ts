import type { DipoleChoice } from '#core/export/dipole.ts';
import type { Scheduler } from '#core/export/jobs.ts';
import type { Mesh, MeshChoice } from '#core/export/kpoints.ts';
import { DEFAULT_EXPORT, type ExportOptions } from '#core/export/options.ts';
import type { Dispersion, HubbardU } from '#core/export/vasp/vaspTags.ts';
import type { Freeze } from '#core/recipe/freeze.ts';
import { type Arguments, numberOption, optional, UsageError } from './args.ts';

export const settingOptions = {
  encut: 'string',
  d3: 'string',
  dipole: 'string',
  mesh: 'string',
  'electronic-mesh': 'string',
  spacing: 'string',
  'electronic-spacing': 'string',
  magmom: 'string',
  hubbard: 'string',
  incar: 'string',
  potcar: 'string',
  temperature: 'string',
  timestep: 'string',
  heat: 'string',
  nve: 'string',
  last: 'string',
  scheduler: 'string',
  tasks: 'string',
  nodes: 'string',
  hours: 'string',
  ecutwfc: 'string',
  ecutrho: 'string',
  freeze: 'string',
  'freeze-beyond': 'string',
  budget: 'string',
  'slab-box': 'string',
} as const;

export const settingHelp = `  --encut eV  --d3 zero|bj|none  --dipole auto|on|off  --magmom Fe=3,O=0  --hubbard Fe=2:4.0 (l:U[:J])
  --mesh N,N,N or --spacing 1/Å (relaxation, dynamics)  --electronic-mesh, --electronic-spacing (static, snapshots)
  --incar ENCUT=500,ISMEAR=-5 (any tag)  --potcar Pb=Pb  --ecutwfc Ry  --ecutrho Ry
  --temperature K  --timestep fs  --heat ps  --nve ps  --last ps  --scheduler slurm|pbs|plain  --tasks N  --nodes N  --hours N
  --freeze B,T (atomic planes below and above)  --freeze-beyond Å (from every interface)  --budget ATOMS  --slab-box vacuum|stack`;

/** Reads what concerns the inputs; what is not given is the paper's, or our default. */
export function exportOptions(args: Arguments): ExportOptions {
  const d = DEFAULT_EXPORT;
  const number = (name: string, otherwise: number) => numberOption(args, name, false) ?? otherwise;
  const whole = (name: string, otherwise: number) => numberOption(args, name, true) ?? otherwise;
  const steps = d.vasp.dynamics;
  // ps to fs: 2.001 ps is 2001 fs, not 2000.9999999999998.
  const duration = (name: string, otherwiseFs: number) =>
    Number((1000 * number(name, otherwiseFs / 1000)).toPrecision(12));
  const d3 = oneOf(args, 'd3', ['zero', 'bj', 'none'] as const, 'zero');
  const dispersion: Dispersion = d3 === 'none' ? 'none' : `d3-${d3}`;
  return {
    ...d,
    wavefunctionRy: number('ecutwfc', d.wavefunctionRy),
    densityRy: number('ecutrho', d.densityRy),
    atomBudget: numberOption(args, 'budget', true),
    slabBox: oneOf(args, 'slab-box', ['vacuum', 'stack'] as const, d.slabBox),
    vasp: {
      ...d.vasp,
      encutEV: number('encut', d.vasp.encutEV),
      dispersion,
      dipole: oneOf<DipoleChoice>(args, 'dipole', ['auto', 'on', 'off'], 'auto'),
      relaxMesh: meshOption(args, 'mesh', 'spacing') ?? d.vasp.relaxMesh,
      electronicMesh:
        meshOption(args, 'electronic-mesh', 'electronic-spacing') ?? d.vasp.electronicMesh,
      magmom: pairs(args, 'magmom', numberOf),
      hubbard: pairs(args, 'hubbard', hubbardOf),
      incar: pairs(args, 'incar', (text) => text) ?? {},
      potcar: pairs(args, 'potcar', (text) => text) ?? {},
      dynamics: {
        temperatureK: number('temperature', steps.temperatureK),
        stepFs: number('timestep', steps.stepFs),
        heatFs: duration('heat', steps.heatFs),
        nveFs: duration('nve', steps.nveFs),
        lastFs: duration('last', steps.lastFs),
      },
      job: {
        scheduler: oneOf<Scheduler>(args, 'scheduler', ['slurm', 'pbs', 'plain'], 'slurm'),
        tasks: whole('tasks', d.vasp.job.tasks),
        nodes: whole('nodes', d.vasp.job.nodes),
        hours: whole('hours', d.vasp.job.hours),
      },
    },
  };
}

/** @throws {UsageError} when both kinds are asked for */
export function freezeOption(args: Arguments): Freeze {
  const planes = optional(args, 'freeze');
  const distanceAng = numberOption(args, 'freeze-beyond', false);
  if (planes !== null && distanceAng !== null)
    throw new UsageError('give --freeze or --freeze-beyond, not both');
  if (distanceAng !== null) return { kind: 'beyond', distanceAng };
  if (planes === null) return { kind: 'none' };
  const [bottom, top = 0, ...rest] = planes.split(',').map(Number);
  if (bottom === undefined || rest.length > 0 || ![bottom, top].every((n) => n >= 0 && n % 1 === 0))
    throw new UsageError(`--freeze takes two counts of planes such as 2,0, not "${planes}"`);
  return { kind: 'planes', bottom, top };
}

function oneOf<T extends string>(
  args: Arguments,
  name: string,
  known: readonly T[],
  otherwise: T,
): T {
  const asked = optional(args, name);
  if (asked === null) return otherwise;
  const found = known.find((k) => k === asked);
  if (found === undefined)
    throw new UsageError(`--${name} is one of ${known.join(', ')}, not "${asked}"`);
  return found;
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
  return { kind: 'mesh', mesh: numbers as unknown as Mesh };
}

/** "Fe=3,O=0" as a record; null when the option is not there. */
function pairs<T>(
  args: Arguments,
  name: string,
  read: (text: string) => T | undefined,
): Readonly<Record<string, T>> | null {
  const text = optional(args, name);
  if (text === null) return null;
  return Object.fromEntries(
    text.split(',').map((part) => {
      const at = part.indexOf('=');
      const value = at > 0 ? read(part.slice(at + 1).trim()) : undefined;
      if (value === undefined)
        throw new UsageError(`--${name} takes NAME=VALUE,NAME=VALUE; "${part}" is none`);
      return [part.slice(0, at).trim(), value];
    }),
  );
}

const numberOf = (text: string): number | undefined =>
  text !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined;

/** "2:4.0" or "2:4.0:0.5": l, U, J. */
function hubbardOf(text: string): HubbardU | undefined {
  const [l, u, j = '0', ...rest] = text.split(':');
  const [lNumber, uEV, jEV] = [Number(l), numberOf(u ?? ''), numberOf(j)];
  if (rest.length > 0 || uEV === undefined || jEV === undefined) return undefined;
  return lNumber === 1 || lNumber === 2 || lNumber === 3 ? { l: lNumber, uEV, jEV } : undefined;
}
