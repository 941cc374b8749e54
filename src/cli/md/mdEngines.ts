import { basename } from 'node:path';
import { type Arguments, optional, UsageError } from '#cli/args.ts';
import { readBytes } from '#cli/input.ts';
import { hinted } from '#cli/universal/hinted.ts';
import { modelOf, type TerminalModel } from '#cli/universal/universalModel.ts';
import { PAPER_DISPERSION } from '#engines/dispersion/damping.ts';
import { universalInput } from '#engines/dynamics/universalInput.ts';
import { runUniversal } from '#engines/dynamics/universalRun.ts';
import { type Coulomb, ewaldText } from '#engines/lammps/coulomb/ewald.ts';
import { MEV_PER_KCAL_MOL } from '#engines/lammps/energyDrift.ts';
import { lammpsInput } from '#engines/lammps/lammpsInput.ts';
import { fullLammps } from '#engines/lammps/own/fullLammps.ts';
import type { OwnPotential } from '#engines/lammps/own/ownPotential.ts';
import { OWN_STYLES } from '#engines/lammps/own/ownStyles.ts';
import type { Protocol } from '#engines/lammps/protocols.ts';
import { type RunResult, runLammps, type Thermo } from '#engines/lammps/runLammps.ts';
import { runTitle } from '#engines/lammps/runTitle.ts';
import { trustNotes } from '#engines/universal/trust.ts';
import type { MdSubject } from './mdSubject.ts';
import { shellOutputOnStderr } from './shellOutput.ts';

/** What happens while a run goes on. */
export interface MdHandlers {
  readonly onSnapshot?: (
    step: number,
    xyz: Float64Array,
    about: { readonly lattice: Float64Array; readonly timeFs: number },
  ) => void;
  readonly onThermo: (row: Thermo) => void;
  readonly signal: AbortSignal;
}

/** One of the two engines of `md`, ready to run a stack. */
export interface MdEngine {
  readonly protocol: Protocol;
  readonly run: (handlers: MdHandlers) => Promise<RunResult>;
  /** What stands before the protocol in titles. @param result once there is one */
  readonly title: (result: RunResult | null) => string;
  /** Behind the protocol in the text for people. */
  readonly said: (result: RunResult) => string;
  /** Energies are given in this. */
  readonly unit: 'kcal/mol' | 'eV';
  readonly perKcalMol: number;
  /** What of the JSON answer tells of the engine. */
  readonly about: (result: RunResult) => object;
  readonly warnings: readonly string[];
}

interface Start {
  readonly subject: MdSubject;
  readonly protocol: Protocol;
  readonly seed: number;
}

/** Which engine a command line asks for. @throws {UsageError} */
export function isUniversal(args: Arguments): boolean {
  if (optional(args, 'pair-style') !== null) return false;
  const potential = optional(args, 'potential') ?? 'classical';
  if (potential !== 'classical' && potential !== 'universal')
    throw new UsageError(
      `--potential is classical or universal, not "${potential}"; a potential file needs --pair-style`,
    );
  const universal = potential === 'universal';
  for (const name of ['model', 'd3'])
    if (!universal && optional(args, name) !== null)
      throw new UsageError(`--${name} goes with --potential universal`);
  if (universal && optional(args, 'script') !== null)
    throw new UsageError('scripts are run by LAMMPS: leave --potential universal or --script away');
  return universal;
}

/** The potential file that a command line brings; null without one. @throws {UsageError} */
export function ownPotential(args: Arguments): OwnPotential | null {
  const word = optional(args, 'pair-style');
  if (word === null) return null;
  const style = OWN_STYLES.find((s) => s === word);
  if (style === undefined)
    throw new UsageError(`--pair-style is ${OWN_STYLES.join(', ')}, not "${word}"`);
  const path = optional(args, 'potential');
  if (path === null) throw new UsageError('--pair-style needs --potential FILE');
  for (const name of ['model', 'd3'])
    if (optional(args, name) !== null)
      throw new UsageError(`--${name} goes with --potential universal`);
  return { style, name: basename(path), text: new TextDecoder().decode(readBytes(path)) };
}

/** A run by a potential file; most styles are of the full LAMMPS alone, which has 43 MB. */
export function ownEngine(own: OwnPotential, { subject, protocol, seed }: Start): MdEngine {
  const { structure, frozen, alone, valencesE } = subject;
  const input = lammpsInput(structure, protocol, { seed, frozen, own, alone, valencesE });
  const { id } = input.potential;
  return {
    protocol,
    run: (handlers) =>
      shellOutputOnStderr(() =>
        runLammps(input, handlers, input.build === 'full' ? fullLammps : undefined),
      ),
    title: (result) => runTitle(input, result?.version ?? null),
    said: ({ version }) => `LAMMPS ${version}, ${id}`,
    unit: 'kcal/mol',
    perKcalMol: 1,
    about: ({ version }) => ({
      engine: `LAMMPS ${version}`,
      potential: { id, sources: [], assumptions: input.assumptions },
    }),
    warnings: [],
  };
}

/** The Coulomb sum that a command line asks for. @throws {UsageError} */
export function coulombOf(args: Arguments): Coulomb {
  const word = optional(args, 'kspace') ?? 'dsf';
  if (word !== 'dsf' && word !== 'pppm')
    throw new UsageError(`--kspace is pppm or dsf, not "${word}"`);
  if (
    optional(args, 'kspace') !== null &&
    (optional(args, 'pair-style') !== null || optional(args, 'potential') === 'universal')
  )
    throw new UsageError('--kspace goes with the classical potential, which has charges');
  return word;
}

/** The classical preview; whole Coulomb sums are of the full LAMMPS alone, which has 43 MB. */
export function lammpsEngine({ subject, protocol, seed }: Start, coulomb: Coulomb): MdEngine {
  const { structure, frozen, alone, valencesE } = subject;
  const ewald = subject.ewaldFor(coulomb);
  const input = hinted(
    () => lammpsInput(structure, protocol, { seed, frozen, alone, ewald, valencesE }),
    'others: --potential universal --model FILE, which knows 89 elements, or --potential FILE --pair-style S, a file of LAMMPS',
  );
  const { id, sources } = input.potential;
  return {
    protocol,
    run: (handlers) =>
      shellOutputOnStderr(() =>
        runLammps(input, handlers, input.build === 'full' ? fullLammps : undefined),
      ),
    title: (result) => runTitle(input, result?.version ?? null),
    said: ({ version }) =>
      `LAMMPS ${version}: a classical preview, not DFT${ewald === null ? '' : `; ${ewaldText(ewald)}`}`,
    unit: 'kcal/mol',
    perKcalMol: 1,
    about: ({ version }) => ({
      engine: `LAMMPS ${version}`,
      potential: { id, sources, assumptions: input.assumptions },
      coulomb: ewald === null ? 'dsf' : ewaldText(ewald),
    }),
    warnings: subject.polar(coulomb),
  };
}

/** The potential of a run: with dispersion where the protocol is that of the paper. */
export const runModel = (args: Arguments, { stages }: Protocol): Promise<TerminalModel> =>
  modelOf(args, stages.some(({ kind }) => kind === 'rescale') ? PAPER_DISPERSION : 'none');

export function universalEngine(
  { network, name, engine, engineText }: TerminalModel,
  { subject, protocol, seed }: Start,
): MdEngine {
  const { structure, frozen, alone } = subject;
  const input = universalInput(structure, protocol, { model: name, seed, frozen, alone });
  const [potential] = engine.split(';') as [string];
  return {
    protocol,
    run: (handlers) => runUniversal(network, input, handlers),
    title: () => `${potential}; model ${name.sha256.slice(0, 8)}`,
    said: () => engineText,
    unit: 'eV',
    perKcalMol: MEV_PER_KCAL_MOL / 1000,
    about: () => ({
      engine,
      energyUnit: 'eV',
      ...(input.repeat === null ? {} : { repeats: input.repeat.count }),
      potential: { id: 'universal', model: input.model },
    }),
    warnings: trustNotes(structure, subject),
  };
}
