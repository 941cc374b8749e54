// What is chosen, apart from what it means: the page holds choices before anything is run.

/**
 * What a relaxation moves: the atoms; first each film as a whole along c, which becomes its d₀, and then the atoms; or the
 * atoms and the length of c, where the stack repeats along it.
 */
export type RelaxDegrees = 'atoms' | 'd0' | 'c';

export type Thermostat = 'nose-hoover' | 'langevin';

export type ProtocolKind = 'relax' | 'paper' | 'nvt' | 'custom';
export const PROTOCOL_KINDS: readonly ProtocolKind[] = ['relax', 'paper', 'nvt', 'custom'];

/** The user's choices; each kind reads the fields that concern it. */
export interface ProtocolSettings {
  readonly kind: ProtocolKind;
  readonly temperatureK: number;
  readonly timestepFs: number;
  /** Length of the dynamics; in the paper's protocol `heatingPs` of it is rescaling. */
  readonly lengthPs: number;
  readonly heatingPs: number;
  readonly thermostat: Thermostat;
  readonly dampFs: number;
  /** A snapshot every so many steps; while relaxing, iterations. */
  readonly snapshotSteps: number;
  readonly maxIterations: number;
  /** The next three are read for the universal potential: its force criterion, what moves, and steps at most. */
  readonly forceEvAng: number;
  readonly degrees: RelaxDegrees;
  readonly relaxSteps: number;
  /** `custom` only. */
  readonly script: string;
}

/**
 * An example script for experts: `${seed}` and `${temperature}` are LAMMPS variables that the input defines, and
 * `mobile` is its group of the atoms that are not frozen. Snapshots are being written when the script begins, so
 * `reset_timestep` would be refused; times do not count the minimisation anyway.
 */
const CUSTOM_SCRIPT = `minimize 0.0 0.01 5000 50000
velocity mobile create \${temperature} \${seed} mom yes rot no dist gaussian
fix integrate mobile nvt temp \${temperature} \${temperature} 100.0
run 2000
`;

export const DEFAULT_SETTINGS: ProtocolSettings = {
  kind: 'paper',
  temperatureK: 300,
  timestepFs: 1,
  lengthPs: 8,
  heatingPs: 2,
  thermostat: 'nose-hoover',
  dampFs: 100,
  snapshotSteps: 20,
  maxIterations: 5000,
  forceEvAng: 0.01,
  degrees: 'atoms',
  relaxSteps: 1000,
  script: CUSTOM_SCRIPT,
};
