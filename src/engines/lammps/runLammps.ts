import type { LammpsModule } from 'lammps.js';
import { EpistackError } from '#core/errors.ts';
import { DATA_FILE, type LammpsInput } from './lammpsInput.ts';
import { type OnSnapshot, type RunClock, refusal, runClock, snapshotReader } from './snapshots.ts';
import { BEFORE_RESCALING, SNAPSHOT_FILE, STAGE_MARK } from './stages.ts';

export interface Thermo {
  /** Index in `protocol.stages`. */
  readonly stage: number;
  /** Iterations while minimising; afterwards time steps from the start of the dynamics. */
  readonly step: number;
  readonly temperatureK: number;
  readonly potentialKcalMol: number;
  readonly kineticKcalMol: number;
  readonly totalKcalMol: number;
  readonly pressureAtm: number;
  /** fs of dynamics since the run began; iterations of a minimiser are no time. */
  readonly timeFs: number;
  /** The time step that LAMMPS uses at this row. */
  readonly timestepFs: number;
  readonly minimising: boolean;
}

export interface RunHandlers {
  /** The module is loaded and the run begins. */
  readonly onStart?: () => void;
  /** Positions in the structure's axes and order, 3N Å, not folded back into the cell. */
  readonly onSnapshot?: OnSnapshot;
  readonly onThermo?: (row: Thermo) => void;
  readonly onLog?: (line: string) => void;
  /** The run has ended well: reads files that its script wrote. */
  readonly onEnd?: (read: (path: string) => string) => void;
  /** Ends the run at the next snapshot; `runLammps` then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

export interface RunResult {
  /** As LAMMPS prints it: "10 Sep 2025". */
  readonly version: string;
  readonly warnings: readonly string[];
  /** Energies as they were last printed. */
  readonly last: Thermo;
  /** Why the last minimisation ended, in the words of LAMMPS ("force tolerance"); null without one. */
  readonly stopped: string | null;
  /** The largest component of a force when it ended, kcal/mol/Å; null without one. */
  readonly maxForceKcalMolAng: number | null;
  /** Number of frozen atoms that moved nevertheless, which only a script can cause. */
  readonly frozenMoved: number;
}

/** The part of Emscripten's file system that the package's types leave out. */
interface Devices {
  makedev(major: number, minor: number): number;
  registerDevice(
    device: number,
    operations: {
      write(stream: object, from: Int8Array, offset: number, length: number): number;
      llseek(): number;
    },
  ): void;
  mkdev(path: string, mode: number, device: number): void;
}

/** One of the package's modules; the serial one is what pages take. */
export type LammpsBuild = () => Promise<typeof import('lammps.js/wasm')>;
const serialBuild: LammpsBuild = () => import('lammps.js/wasm');

/** The event loop gets a turn this often, so that a signal can arrive. */
const YIELD_MS = 50;

/**
 * Runs an input in this thread: on a page, call it from a worker. A fresh instance for each run.
 * The LAMMPS module (GPL-2.0, 11 MB) is loaded on the first call only.
 * @param build a module with more of LAMMPS, for inputs that need it
 * @throws `engine` with the message of LAMMPS; the signal's reason when aborted
 */
export async function runLammps(
  input: LammpsInput,
  handlers: RunHandlers,
  build: LammpsBuild = serialBuild,
): Promise<RunResult> {
  const { signal } = handlers;
  signal?.throwIfAborted();
  const clock = runClock(input.protocol.timestepFs);
  const log = logReader(handlers, clock);
  const lmp = await load(build, log.line);
  const instance = new lmp.LAMMPSWeb();
  const snapshots = snapshotReader(input, clock, handlers.onSnapshot);
  /** The error of a refused snapshot, kept here because LAMMPS would turn a thrown error into its own message. */
  let refused: unknown = null;
  let atMs = performance.now();
  const onStep = (): Promise<void> | undefined => {
    try {
      snapshots.advance();
    } catch (error) {
      refused = error;
      return Promise.reject(error);
    }
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (performance.now() - atMs < YIELD_MS) return undefined;
    return new Promise((resume) => {
      setTimeout(() => {
        atMs = performance.now();
        resume();
      });
    });
  };
  try {
    instance.start();
    lmp.FS.writeFile(DATA_FILE, input.data);
    for (const { name, text } of input.files) lmp.FS.writeFile(name, text);
    catchWrites(lmp.FS as typeof lmp.FS & Devices, SNAPSHOT_FILE, snapshots.write);
    instance.setAsyncStepCallback(
      onStep,
      // LAMMPS polls these two words while the promise is pending.
      (promise, donePtr, errPtr) =>
        void promise
          .catch(() => {
            lmp.HEAP32[errPtr / 4] = 1;
          })
          .finally(() => {
            lmp.HEAP32[donePtr / 4] = 1;
          }),
    );
    instance.installAsyncFix('epistack', input.snapshotSteps);
    handlers.onStart?.();
    await instance.runScript(input.script);
    snapshots.advance();
    handlers.onEnd?.((path) => String(lmp.FS.readFile(path, { encoding: 'utf8' })));
  } catch (error) {
    signal?.throwIfAborted();
    if (refused !== null) throw refused;
    if (error instanceof EpistackError) throw error;
    // The data written before the failure are complete.
    snapshots.advance();
    throw refusal(explained(instance.getLastErrorMessage() || String(error)));
  } finally {
    instance.stop();
  }
  signal?.throwIfAborted();
  if (!log.last) throw refusal('the script printed no energies');
  const { version, last, stopped, maxForceKcalMolAng } = log;
  const { moved, farthestAng } = snapshots.frozen;
  const warnings =
    moved === 0 ? log.warnings : [frozenWarning(input, moved, farthestAng), ...log.warnings];
  return { version, warnings, last, stopped, maxForceKcalMolAng, frozenMoved: moved };
}

async function load(build: LammpsBuild, line: (text: unknown) => void): Promise<LammpsModule> {
  try {
    const { default: createModule } = await build();
    return await createModule({ print: line, printErr: line });
  } catch (error) {
    // The module's loader wraps what happened in a hint for whoever builds it.
    const reason = String(error).replace(/^RuntimeError: Aborted\((.*)\)\. Build with .*$/s, '$1');
    throw refusal(`cannot be loaded (${reason})`);
  }
}

/**
 * A file whose content is discarded after reading; otherwise a long run would fill the memory with old snapshots.
 */
function catchWrites(
  files: Devices,
  path: string,
  write: (bytes: Uint8Array<ArrayBuffer>) => void,
): void {
  const device = files.makedev(64, 0);
  files.registerDevice(device, {
    llseek: () => 0,
    write(_, from, offset, length) {
      write(Uint8Array.from(from.subarray(offset, offset + length)));
      return length;
    },
  });
  files.mkdev(path, 0o666, device);
}

/** A command that many scripts begin with, but that LAMMPS refuses while snapshots are written. */
function explained(message: string): string {
  if (!/reset timestep with active dump/i.test(message)) return message;
  return `${message.split('\n')[0]} (snapshots are being written: leave reset_timestep out, times do not count the minimisation)`;
}

function frozenWarning({ frozen }: LammpsInput, moved: number, farthestAng: number): string {
  const count = frozen!.reduce((sum, h) => sum + h, 0);
  return `held planes did not stay: ${moved} of ${count} held atoms moved, by up to ${farthestAng.toFixed(3)} Å. The script moves them itself: give velocities and fixes to the group "mobile", and keep the cell.`;
}

/**
 * Warnings that are expected: a single point moves no atoms, nobody uses the pressure of a cell with frozen atoms,
 * the thermostat excludes frozen atoms on purpose, a potential file in eV is converted, and the columns change while
 * velocities are rescaled.
 */
const EXPECTED_WARNINGS =
  /New thermo_style command|No fixes with time integration|Temperature for thermo pressure|Temperature for fix modify is not for group all|Converting \S+ potential in metal units/;

/** The columns that a row is made of, as `thermo_style custom` names them in the log. */
const COLUMNS = ['Step', 'Temp', 'PotEng', 'KinEng', 'TotEng', 'Press', 'Time', 'Dt'];

/**
 * Reads a log line by line: the tables of energies (a header, rows of as many numbers, "Loop time"), the version and
 * the warnings. Works for the log of any LAMMPS.
 */
export function logReader(
  handlers: Pick<RunHandlers, 'onThermo' | 'onLog'>,
  clock: RunClock = runClock(1),
) {
  let stage = 0;
  /** Where each of `COLUMNS` stands in the table being read; null outside one. */
  let places: readonly number[] | null = null;
  let width = 0;
  const state = {
    version: '',
    warnings: [] as string[],
    last: undefined as Thermo | undefined,
    stopped: null as string | null,
    maxForceKcalMolAng: null as number | null,
    line(text: unknown): void {
      const line = String(text);
      handlers.onLog?.(line);
      if (line.startsWith(STAGE_MARK)) {
        const [, , index, kind] = line.split(' ');
        stage = Number(index);
        clock.minimising = kind === 'minimise';
      } else if (/^Setting up \S+ style minimization/.test(line)) clock.minimising = true;
      else if (/^Setting up \S+ run/.test(line)) clock.minimising = false;
      else if (line.startsWith('LAMMPS (')) state.version = line.slice(8, line.indexOf(')'));
      else if (line.startsWith('WARNING')) {
        if (!EXPECTED_WARNINGS.test(line)) state.warnings.push(line);
      } else if (line.trimStart().startsWith('Stopping criterion = '))
        state.stopped = line.split('= ')[1]!.trim();
      else if (line.trimStart().startsWith('Force max component initial, final = '))
        state.maxForceKcalMolAng = Number(line.trim().split(/\s+/).at(-1));
      else if (/^\s*Step\s/.test(line)) {
        const names = line.trim().split(/\s+/);
        width = names.length;
        places = COLUMNS.map((name) =>
          names.indexOf(name === 'Temp' && !names.includes(name) ? `f_${BEFORE_RESCALING}` : name),
        );
      } else if (line.startsWith('Loop time')) places = null;
      else if (places !== null) {
        const row = line.trim().split(/\s+/).map(Number);
        if (row.length !== width || row.some(Number.isNaN)) return;
        const [step, temperatureK, potentialKcalMol, kineticKcalMol, totalKcalMol, pressureAtm] =
          places.map((at) => row[at] ?? Number.NaN) as [
            number,
            number,
            number,
            number,
            number,
            number,
          ];
        clock.timestepFs = row[places[7]!] ?? clock.timestepFs;
        const { minimising, timestepFs } = clock;
        // FIRE moves atoms with velocities of its own: no temperature.
        state.last = {
          stage,
          step,
          temperatureK: minimising ? 0 : temperatureK,
          potentialKcalMol,
          kineticKcalMol: minimising ? 0 : kineticKcalMol,
          totalKcalMol: minimising ? potentialKcalMol : totalKcalMol,
          pressureAtm,
          timeFs: clock.at(step, row[places[6]!]),
          timestepFs,
          minimising,
        };
        handlers.onThermo?.(state.last);
      }
    },
  };
  return state;
}
