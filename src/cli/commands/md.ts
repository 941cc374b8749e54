import {
  type Arguments,
  numberOption,
  optional,
  StoppedError,
  single,
  UsageError,
} from '#cli/args.ts';
import { FREEZE_HELP, freezeOptions } from '#cli/build/freezeOption.ts';
import type { Command } from '#cli/command.ts';
import { readBytes } from '#cli/input.ts';
import {
  coulombOf,
  isUniversal,
  lammpsEngine,
  type MdEngine,
  ownEngine,
  ownPotential,
  runModel,
  universalEngine,
} from '#cli/md/mdEngines.ts';
import { mdSubject } from '#cli/md/mdSubject.ts';
import { type Frame, ofDynamics, snapshotFile, stoppedText } from '#cli/md/snapshots.ts';
import { StopAsked, untilStopped } from '#cli/md/untilStopped.ts';
import { writeRun } from '#cli/md/writeRun.ts';
import { namingOptions } from '#cli/optionNames.ts';
import { anyOutput, checkOut } from '#cli/output.ts';
import type { CommandAnswer } from '#cli/text.ts';
import { modelHelp, modelOptions } from '#cli/universal/universalModel.ts';
import { checkWritable } from '#cli/writing/draftFile.ts';
import { meanOver } from '#core/analysis/series.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { RUN_OUTPUTS } from '#core/io/formats.ts';
import { fixed } from '#core/math/decimals.ts';
import { ALONE_GAP_ANG } from '#engines/dynamics/alone.ts';
import { energyDrift, isOfNve, nveFromFs } from '#engines/lammps/energyDrift.ts';
import { frozenText } from '#engines/lammps/frozenText.ts';
import { OWN_STYLES } from '#engines/lammps/own/ownStyles.ts';
import {
  DEFAULT_SETTINGS,
  PROTOCOL_KINDS,
  type ProtocolKind,
  type Thermostat,
} from '#engines/lammps/protocolSettings.ts';
import {
  POINT_PROTOCOL,
  type Protocol,
  protocolOf,
  protocolText,
} from '#engines/lammps/protocols.ts';
import type { RunResult, Thermo } from '#engines/lammps/runLammps.ts';
import { planOf, rowTimeFs } from '#engines/lammps/runPlan.ts';

const options = {
  potential: 'string',
  ...modelOptions,
  'pair-style': 'string',
  kspace: 'string',
  steps: 'string',
  seed: 'string',
  out: 'string',
  format: 'string',
  protocol: 'string',
  temperature: 'string',
  timestep: 'string',
  thermostat: 'string',
  every: 'string',
  ...freezeOptions,
  script: 'string',
  json: 'boolean',
} as const;
const help = `md RECIPE [--potential classical|universal|FILE --pair-style S] [--kspace dsf|pppm] [--model FILE] [--d3 bj|zero|none] [--steps N] [--seed N] [--out FILE] [--protocol paper|nvt|relax] [--temperature K] [--timestep fs] [--json]
  Runs LAMMPS in this process: a classical preview, not DFT; or with --potential universal a machine-learned potential
  (Nequix: PBE, 89 elements), as the page does, in the protocol paper with D3(0) dispersion unless --d3 says otherwise. A LAMMPS potential
  FILE of the style ${OWN_STYLES.filter((style) => style !== 'commands').join(', ')} (--pair-style) runs in the package's full LAMMPS, a module of 43 MB that
  is taken for that alone; elements are matched by name. A FILE of "commands" holds units, mass, set type … charge, pair_style and
  pair_coeff, and runs in the serial module. --kspace pppm takes whole Coulomb sums in the classical preview, with slab
  correction where there is vacuum (full LAMMPS too, some ten times slower): the field of polar slabs is in them, and not in the damped sum dsf. --steps counts time steps, of a relaxation
  iterations; 0 is a single point of the built positions. Protocols: paper (default; minimised, 2 ps of
  velocity rescaling, then NVE; 8000 steps), nvt (minimised, then --thermostat nose-hoover|langevin),
  relax (minimised only), or --script FILE with LAMMPS commands of your own, instead of --protocol; they
  run with your rights, as any program you start, LAMMPS's "shell" too. ${FREEZE_HELP}. --every N takes a snapshot each N steps (default 20); --out writes them
  (${RUN_OUTPUTS.map((f) => f.short).join(', ')}), or the last one in a format that holds one (by its name or --format). Ctrl C keeps
  the snapshots so far. What FILE has no room for goes to the system's folder for temporary files, which is named. Energies in kcal/mol, with --potential universal in eV.
  A nanocrystal (its recipe, link or preset) runs alone: in a cubic box with ${ALONE_GAP_ANG / 10} nm between its images however it turns, without
  momentum or angular momentum.
${modelHelp}`;

/** The options of values that core and engine refuse, by what they call them. */
const OPTIONS_BY_SETTING = {
  'snapshot interval': 'every',
  step: 'timestep',
  length: 'steps',
  iterations: 'steps',
  temperature: 'temperature',
  seed: 'seed',
  'Coulomb sum': 'kspace',
} as const;

export const command = {
  name: 'md',
  summary: 'molecular dynamics or relaxation of a stack or a nanocrystal',
  options,
  help,
  run,
} satisfies Command;

async function run(args: Arguments): Promise<CommandAnswer> {
  const out = optional(args, 'out');
  checkOut(out, args);
  if (out !== null && out !== '-') checkWritable(out);
  const format = out === null ? null : anyOutput(out, optional(args, 'format'));
  const seed = numberOption(args, 'seed', true) ?? 1;
  const named = <T>(step: () => T) => namingOptions(args, OPTIONS_BY_SETTING, step);
  const universal = isUniversal(args);
  const coulomb = coulombOf(args);
  const protocol = named(() => protocolFrom(args, universal ? 'universal' : 'lammps'));
  const subject = mdSubject(single(args, 'RECIPE'), args);
  const { structure, freeze, frozen } = subject;
  const start = { subject, protocol, seed };
  const model = universal ? await runModel(args, protocol) : null;
  const own = ownPotential(args);
  const engine = named(() =>
    model !== null
      ? universalEngine(model, start)
      : own !== null
        ? ownEngine(own, start)
        : lammpsEngine(start, coulomb),
  );
  const plan = planOf(engine, structure);
  const stepsPerFrame = protocol.snapshotSteps;

  const taken: Frame[] = [];
  const thermo: Thermo[] = [];
  const result = await untilStopped((signal) =>
    engine.run({
      ...(out === null
        ? {}
        : { onSnapshot: (step, xyz, about) => void taken.push({ step, xyz, ...about }) }),
      onThermo: (row) => void thermo.push(row),
      signal,
    }),
  );
  if (result instanceof StopAsked) {
    const frames = ofDynamics(taken, stepsPerFrame);
    const label = `${engine.title(null)}, stopped by ${result.name}, seed ${seed}`;
    if (out !== null && format !== null && frames.length > 0)
      writeRun(out, () => snapshotFile(subject, frames, format, { label, frozen, stepsPerFrame }));
    throw new StoppedError(stoppedText(result, out, format, frames.length), result.exitCode);
  }
  const { last } = result;
  const { lattice, xyz } = structure;
  const frames =
    taken.length === 0 ? [{ step: 0, xyz, lattice, timeFs: 0 }] : ofDynamics(taken, stepsPerFrame);
  const stays = result.frozenMoved === 0;
  const protocolSaid = protocolText(protocol, result) + (stays ? frozenText(freeze) : '');
  const warnings = [...subject.warnings, ...engine.warnings, ...result.warnings];
  const label = `${engine.title(result)}, ${protocolSaid}, seed ${seed}`;
  if (out !== null && format !== null)
    writeRun(out, () =>
      snapshotFile(subject, frames, format, {
        label,
        frozen: stays ? frozen : null,
        stepsPerFrame,
      }),
    );

  const energy = (kcalMol: number): number => kcalMol * engine.perKcalMol;
  const value = {
    steps: last.step,
    timePs: plan.axis === 'time' ? rowTimeFs(last, plan) / 1000 : 0,
    atoms: structure.numbers.length,
    potentialEnergy: energy(last.potentialKcalMol),
    kineticEnergy: energy(last.kineticKcalMol),
    totalEnergy: energy(last.totalKcalMol),
    temperature: last.temperatureK,
    ...(result.stopped === null
      ? {}
      : {
          minimisation: result.stopped,
          maxForce: result.maxForceKcalMolAng === null ? null : energy(result.maxForceKcalMolAng),
        }),
    ...nveOf(protocol, thermo, structure.numbers.length),
    protocol: protocolSaid,
    ...(subject.alone ? { box: edgeAng(structure) } : {}),
    ...(frozen === null ? {} : { held: { ...freeze, stayed: stays } }),
    seed,
    ...engine.about(result),
    warnings,
    ...(out === null ? {} : { out, frames: frames.length }),
  };
  if (out === '-') return { value, text: '' };
  return {
    value,
    text:
      textOf(value, { ...result, warnings }, engine) + (out === null ? '' : `written: ${out}\n`),
  };
}

/** Of the cubic box of a particle. */
const edgeAng = ({ lattice }: Structure): number => lattice[0]!;

function nveLine(nve: Nve | undefined): readonly string[] {
  if (nve === undefined) return [];
  const drift =
    nve.driftMevPerAtomPs === null
      ? ''
      : `, drift of the total energy ${fixed(nve.driftMevPerAtomPs, 3)} meV/atom/ps (least squares)`;
  return [`NVE: mean ${nve.meanTemperature.toFixed(1)} K${drift}`];
}

function protocolFrom(args: Arguments, engine: 'lammps' | 'universal'): Protocol {
  const steps = numberOption(args, 'steps', true);
  if (steps !== null && steps < 0) throw new UsageError(`--steps is a count, not ${steps}`);
  const script = optional(args, 'script');
  if (script !== null && ![null, 'custom'].includes(optional(args, 'protocol')))
    throw new UsageError('--script is a protocol of its own: leave --protocol away');
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
      : { lengthPs: (steps * timestepFs) / 1000, maxIterations: steps, relaxSteps: steps }),
  };
  // A short dynamics run still begins with a minimisation.
  const { maxIterations, relaxSteps } = DEFAULT_SETTINGS;
  const whole = kind === 'relax' ? settings : { ...settings, maxIterations, relaxSteps };
  const protocol = protocolOf(whole, engine);
  return steps === 0 ? POINT_PROTOCOL : protocol;
}

const isKind = (text: string): text is ProtocolKind =>
  (PROTOCOL_KINDS as readonly string[]).includes(text);
const isThermostat = (text: string): text is Thermostat =>
  text === 'nose-hoover' || text === 'langevin';

interface Nve {
  readonly meanTemperature: number;
  readonly driftMevPerAtomPs: number | null;
}

/** Mean temperature and drift of the total energy in the microcanonical stage, if there is one. */
function nveOf(
  protocol: Protocol,
  thermo: readonly Thermo[],
  atoms: number,
): { readonly nve?: Nve } {
  const { stages, timestepFs } = protocol;
  const from = nveFromFs(protocol);
  if (from === null) return {};
  const rows = thermo.filter(
    ({ stage, step }) => stages[stage]?.kind === 'nve' && isOfNve(step * timestepFs, from),
  );
  if (rows.length < 2) return {};
  const drift = energyDrift(
    Float64Array.from(rows, (row) => row.step * timestepFs),
    Float64Array.from(rows, (row) => row.totalKcalMol),
    atoms,
  );
  const temperatures = rows.map((row) => row.temperatureK);
  return {
    nve: {
      meanTemperature: meanOver(temperatures, 0, temperatures.length),
      // By least squares, as the page says it; null for too few rows.
      driftMevPerAtomPs: drift === null ? null : drift.mevPerAtomPerPs,
    },
  };
}

function textOf(
  value: {
    readonly atoms: number;
    readonly protocol: string;
    readonly seed: number;
    readonly nve?: Nve;
  },
  result: RunResult,
  { unit, perKcalMol, said }: MdEngine,
): string {
  const { last, warnings, stopped, maxForceKcalMolAng: force } = result;
  const energy = (kcalMol: number): string => (kcalMol * perKcalMol).toFixed(4);
  return [
    `${value.atoms} atoms   ${value.protocol}, seed ${value.seed}   (${said(result)})`,
    `step ${last.step}   potential ${energy(last.potentialKcalMol)}   kinetic ${energy(last.kineticKcalMol)}   total ${energy(last.totalKcalMol)} ${unit}   ${last.temperatureK.toFixed(2)} K`,
    ...(stopped === null
      ? []
      : [
          `minimisation ended by: ${stopped}${force === null ? '' : `, max force ${(force * perKcalMol).toPrecision(2)} ${unit}/Å`}`,
        ]),
    ...nveLine(value.nve),
    ...warnings.map((w) => `note: ${w}`),
    '',
  ].join('\n');
}
