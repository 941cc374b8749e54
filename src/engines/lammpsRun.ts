import type { LammpsModule } from 'lammps.js';
import { EpistackError } from '#core/errors.ts';
import { mulRow } from '#core/math/mat3.ts';
import { DATA_FILE, type LammpsInput } from './lammps.ts';
import { SNAPSHOT_FILE, STAGE_MARK } from './lammpsStages.ts';

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
}

export interface RunHandlers {
  /** The module is loaded and the run begins. */
  readonly onStart?: () => void;
  /** Positions in the structure's axes and order, 3N Å, not folded back into the cell. */
  readonly onSnapshot?: (step: number, xyz: Float64Array) => void;
  readonly onThermo?: (row: Thermo) => void;
  readonly onLog?: (line: string) => void;
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

/** The event loop gets a turn this often, so that a signal can arrive. */
const YIELD_MS = 50;

/**
 * Runs an input in this thread: on a page, call it from a worker. A fresh instance for each run.
 * The LAMMPS module (GPL-2.0, 11 MB) is loaded on the first call only.
 * @throws `engine` with the message of LAMMPS; the signal's reason when aborted
 */
export async function runLammps(input: LammpsInput, handlers: RunHandlers): Promise<RunResult> {
  const { signal } = handlers;
  signal?.throwIfAborted();
  const log = logReader(handlers);
  const lmp = await load(log.line);
  const instance = new lmp.LAMMPSWeb();
  const snapshots = snapshotReader(input, handlers);
  let atMs = performance.now();
  const onStep = (): Promise<void> | undefined => {
    snapshots.advance();
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
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof EpistackError) throw error;
    // What was written before the failure is whole.
    snapshots.advance();
    throw refusal(instance.getLastErrorMessage() || String(error));
  } finally {
    instance.stop();
  }
  signal?.throwIfAborted();
  if (!log.last) throw refusal('the script printed no energies');
  const { version, warnings, last, stopped } = log;
  return { version, warnings, last, stopped };
}

async function load(line: (text: unknown) => void): Promise<LammpsModule> {
  try {
    const { default: createModule } = await import('lammps.js/wasm');
    return await createModule({ print: line, printErr: line });
  } catch (error) {
    throw refusal(`cannot be loaded (${String(error)})`);
  }
}

/** A file of which nothing is kept: a long run would fill the memory with snapshots read long ago. */
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

const refusal = (text: string) =>
  new EpistackError({
    code: 'engine',
    engine: 'LAMMPS',
    reason: text.split('\n')[0]!.replace(/^(Error: )?ERROR: /, ''),
  });

/** A single point moves nothing; the pressure of a cell with frozen atoms is of no use to anyone. */
const EXPECTED_WARNINGS = /No fixes with time integration|Temperature for thermo pressure/;

/** The columns that a row is made of, as `thermo_style custom` names them in the log. */
const COLUMNS = ['Step', 'Temp', 'PotEng', 'KinEng', 'TotEng', 'Press'];

/**
 * Reads a log line by line: the tables of energies (a header, rows of as many numbers, "Loop time"), the
 * version and the warnings. The log of any LAMMPS will do.
 */
export function logReader(handlers: Pick<RunHandlers, 'onThermo' | 'onLog'>) {
  let stage = 0;
  let minimising = false;
  /** Where each of `COLUMNS` stands in the table being read; null outside one. */
  let places: readonly number[] | null = null;
  let width = 0;
  const state = {
    version: '',
    warnings: [] as string[],
    last: undefined as Thermo | undefined,
    stopped: null as string | null,
    line(text: unknown): void {
      const line = String(text);
      handlers.onLog?.(line);
      if (line.startsWith(STAGE_MARK)) {
        const [, , index, kind] = line.split(' ');
        stage = Number(index);
        minimising = kind === 'minimise';
      } else if (line.startsWith('LAMMPS (')) state.version = line.slice(8, line.indexOf(')'));
      else if (line.startsWith('WARNING')) {
        if (!EXPECTED_WARNINGS.test(line)) state.warnings.push(line);
      } else if (line.trimStart().startsWith('Stopping criterion = '))
        state.stopped = line.split('= ')[1]!.trim();
      else if (/^\s*Step\s/.test(line)) {
        const names = line.trim().split(/\s+/);
        width = names.length;
        places = COLUMNS.map((name) => names.indexOf(name));
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
        // FIRE moves atoms with velocities of its own: no temperature.
        state.last = {
          stage,
          step,
          temperatureK: minimising ? 0 : temperatureK,
          potentialKcalMol,
          kineticKcalMol: minimising ? 0 : kineticKcalMol,
          totalKcalMol: minimising ? potentialKcalMol : totalKcalMol,
          pressureAtm,
        };
        handlers.onThermo?.(state.last);
      }
    },
  };
  return state;
}

/** Takes the snapshot file apart as LAMMPS writes it. */
function snapshotReader(input: LammpsInput, { onSnapshot }: RunHandlers) {
  const decoder = new TextDecoder();
  let lines: string[] = [];
  let rest = '';
  return {
    write(bytes: Uint8Array): void {
      if (!onSnapshot) return;
      const parts = (rest + decoder.decode(bytes)).split('\n');
      rest = parts.pop()!;
      for (const part of parts) lines.push(part);
    },
    advance(): void {
      // "ITEM: TIMESTEP", step, "ITEM: NUMBER OF ATOMS", count, four lines of the box, heading, atoms
      while (lines.length >= 9 && lines.length >= 9 + Number(lines[3])) {
        const frame = lines.slice(0, 9 + Number(lines[3]));
        lines = lines.slice(frame.length);
        onSnapshot?.(Number(frame[1]), positions(frame.slice(9), input.toStructure));
      }
    },
  };
}

/** Rows "id type x y z", sorted by id, in the structure's axes. */
function positions(rows: readonly string[], toStructure: Float64Array): Float64Array {
  const xyz = new Float64Array(3 * rows.length);
  rows.forEach((text, i) => {
    const [id, , x, y, z] = text.split(' ').map(Number);
    if (id !== i + 1) throw refusal(`atom ${i + 1} is missing from a snapshot`);
    xyz.set(mulRow([x!, y!, z!], toStructure), 3 * i);
  });
  return xyz;
}
