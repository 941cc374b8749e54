import { meanOver } from '#core/analysis/series.ts';
import { type OutputId, outputOf } from '#core/export/holds.ts';
import { writePlain } from '#core/export/plain.ts';
import { writeLammpsDump } from '#core/io/lammpsDump.ts';
import { writeXdatcar } from '#core/io/xdatcarWrite.ts';
import { type Built, build } from '#core/recipe/build.ts';
import { lammpsInput } from '#engines/lammps.ts';
import { type Freeze, outerPlanes } from '#engines/lammpsFreeze.ts';
import { planOf } from '#engines/lammpsPlan.ts';
import {
  DEFAULT_SETTINGS,
  POINT_PROTOCOL,
  PROTOCOL_KINDS,
  type Protocol,
  type ProtocolKind,
  protocolOf,
  protocolText,
  type Thermostat,
} from '#engines/lammpsProtocols.ts';
import { type RunResult, runLammps, type Thermo } from '#engines/lammpsRun.ts';
import { type Arguments, numberOption, optional, single, UsageError } from './args.ts';
import { anyOutput, checkOut, library, readBytes, readRecipe, writeParts } from './files.ts';
import type { Answer } from './text.ts';

export const options = {
  steps: 'string',
  seed: 'string',
  out: 'string',
  format: 'string',
  protocol: 'string',
  temperature: 'string',
  timestep: 'string',
  thermostat: 'string',
  every: 'string',
  freeze: 'string',
  script: 'string',
  json: 'boolean',
} as const;
export const help = `md RECIPE [--steps N] [--seed N] [--out FILE] [--protocol paper|nvt|relax] [--temperature K] [--timestep fs] [--json]
  Runs LAMMPS in this process: a classical preview, not DFT. --steps counts time steps, of a relaxation
  iterations; 0 is a single point of the built positions. Protocols: paper (default; minimised, 2 ps of
  velocity rescaling, then NVE; 8000 steps), nvt (minimised, then --thermostat nose-hoover|langevin),
  relax (minimised only), or --script FILE with LAMMPS commands of your own. --freeze B,T holds the B lowest
  and T highest atomic planes. --every N takes a snapshot each N steps (default 20); --out writes them
  (XDATCAR, extended XYZ, LAMMPS dump), or the last one in a format that holds one. Energies in kcal/mol.`;

interface Frame {
  readonly step: number;
  readonly xyz: Float64Array;
}

export async function run(args: Arguments): Promise<Answer> {
  const out = optional(args, 'out');
  checkOut(out, args);
  const format = out === null ? null : anyOutput(out, optional(args, 'format'));
  const seed = numberOption(args, 'seed', true) ?? 1;
  const protocol = protocolFrom(args);
  const built = build(readRecipe(single(args, 'RECIPE')), library());
  const { structure } = built;
  const held = outerPlanes(built, freezeOption(args));
  const input = lammpsInput(structure, protocol, { seed, frozen: held });
  const { timestepFs, axis } = planOf(input, structure);

  const frames: Frame[] = [];
  const thermo: Thermo[] = [];
  const result = await runLammps(input, {
    ...(out === null ? {} : { onSnapshot: (step, xyz) => void frames.push({ step, xyz }) }),
    onThermo: (row) => void thermo.push(row),
  });
  const { last } = result;
  if (frames.length === 0) frames.push({ step: 0, xyz: structure.xyz });
  const label = `classical preview, LAMMPS ${result.version}, ${input.potential.id}, ${protocolText(protocol)}, seed ${seed}`;
  if (out !== null && format !== null)
    writeParts(
      out,
      written(built, frames, format, { label, held, stepsPerFrame: input.snapshotSteps }),
    );

  const value = {
    steps: last.step,
    timePs: axis === 'time' ? (last.step * timestepFs) / 1000 : 0,
    atoms: structure.numbers.length,
    potentialEnergy: last.potentialKcalMol,
    kineticEnergy: last.kineticKcalMol,
    totalEnergy: last.totalKcalMol,
    temperature: last.temperatureK,
    ...(result.stopped === null ? {} : { minimisation: result.stopped }),
    ...nveOf(protocol, thermo, structure.numbers.length),
    protocol: protocolText(protocol),
    seed,
    engine: `LAMMPS ${result.version}`,
    potential: {
      id: input.potential.id,
      sources: input.potential.sources,
      assumptions: input.assumptions,
    },
    warnings: result.warnings,
    ...(out === null ? {} : { out, frames: frames.length }),
  };
  if (out === '-') return { value, text: '' };
  return { value, text: textOf(value, result) + (out === null ? '' : `written: ${out}\n`) };
}

function protocolFrom(args: Arguments): Protocol {
  const steps = numberOption(args, 'steps', true);
  if (steps !== null && steps < 0) throw new UsageError(`--steps is a count, not ${steps}`);
  const script = optional(args, 'script');
  const kind = optional(args, 'protocol') ?? (script === null ? 'paper' : 'custom');
  if (!isKind(kind) || (kind === 'custom') !== (script !== null))
    throw new UsageError(`--protocol is paper, nvt or relax, or give --script, not "${kind}"`);
  const thermostat = optional(args, 'thermostat') ?? DEFAULT_SETTINGS.thermostat;
  if (!isThermostat(thermostat))
    throw new UsageError(`--thermostat is nose-hoover or langevin, not "${thermostat}"`);
  const timestepFs = numberOption(args, 'timestep', false) ?? DEFAULT_SETTINGS.timestepFs;
  const settings = {
    ...DEFAULT_SETTINGS,
    kind,
    thermostat,
    timestepFs,
    temperatureK: numberOption(args, 'temperature', false) ?? DEFAULT_SETTINGS.temperatureK,
    snapshotSteps: numberOption(args, 'every', true) ?? DEFAULT_SETTINGS.snapshotSteps,
    ...(script === null ? {} : { script: new TextDecoder().decode(readBytes(script)) }),
    ...(steps === null || steps === 0
      ? {}
      : { lengthPs: (steps * timestepFs) / 1000, maxIterations: steps }),
  };
  // A dynamics of few steps still begins at a minimum.
  if (kind !== 'relax') settings.maxIterations = DEFAULT_SETTINGS.maxIterations;
  const protocol = protocolOf(settings);
  return steps === 0 ? POINT_PROTOCOL : protocol;
}

const isKind = (text: string): text is ProtocolKind =>
  (PROTOCOL_KINDS as readonly string[]).includes(text);
const isThermostat = (text: string): text is Thermostat =>
  text === 'nose-hoover' || text === 'langevin';

function freezeOption(args: Arguments): Freeze {
  const text = optional(args, 'freeze') ?? '0,0';
  if (!/^\d+,\d+$/.test(text))
    throw new UsageError(`--freeze takes two counts of planes such as 2,1, not "${text}"`);
  const [bottom, top] = text.split(',').map(Number) as [number, number];
  return { bottom, top };
}

/** All snapshots where a format holds many, else the last. */
function* written(
  { structure }: Built,
  snapshots: readonly Frame[],
  format: OutputId,
  options: {
    readonly label: string;
    /** N, 1 = held. */
    readonly held: Uint8Array | null;
    readonly stepsPerFrame: number;
  },
): Generator<string> {
  const { label, held, stepsPerFrame } = options;
  const { lattice, numbers, layer } = structure;
  const frames = snapshots.map(({ xyz }) => ({ lattice, xyz }));
  if (format === 'xdatcar') yield* writeXdatcar({ title: label, numbers, frames });
  else if (format === 'dump') yield* writeLammpsDump({ numbers, layer, frames, stepsPerFrame });
  else
    for (const { step, xyz } of outputOf(format).trajectory ? snapshots : snapshots.slice(-1))
      yield writePlain({ ...structure, xyz }, format, {
        title: `step ${step}, ${label}`,
        frozen: held && Uint8Array.from(xyz, (_, i) => held[Math.floor(i / 3)]!),
      });
}

/** Mean temperature and drift of the total energy in the microcanonical stage, if there is one. */
function nveOf({ stages, timestepFs }: Protocol, thermo: readonly Thermo[], atoms: number): object {
  const rows = thermo.filter((row) => stages[row.stage]?.kind === 'nve');
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined || last.step === first.step) return {};
  const temperatures = rows.map((row) => row.temperatureK);
  return {
    nve: {
      meanTemperature: meanOver(temperatures, 0, temperatures.length),
      driftPerAtomPs:
        (last.totalKcalMol - first.totalKcalMol) /
        atoms /
        (((last.step - first.step) * timestepFs) / 1000),
    },
  };
}

function textOf(
  value: { readonly atoms: number; readonly protocol: string; readonly seed: number },
  { last, version, warnings, stopped }: RunResult,
): string {
  return [
    `${value.atoms} atoms   ${value.protocol}, seed ${value.seed}   (LAMMPS ${version}: a classical preview, not DFT)`,
    `step ${last.step}   potential ${last.potentialKcalMol.toFixed(4)}   kinetic ${last.kineticKcalMol.toFixed(4)}   total ${last.totalKcalMol.toFixed(4)} kcal/mol   ${last.temperatureK.toFixed(2)} K`,
    ...(stopped === null ? [] : [`minimisation ended by: ${stopped}`]),
    ...warnings.map((w) => `note: ${w}`),
    '',
  ].join('\n');
}
