import { EpistackError } from '#core/errors.ts';
import { mulRow } from '#core/math/mat3.ts';
import { DATA_FILE, type LammpsInput, SNAPSHOT_FILE, STAGE_MARK } from './lammps.ts';

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
  readonly last: Thermo;
}

/** The part of Emscripten's file system that the package's types leave out. */
interface FileReader {
  open(path: string, flags: 'r'): object;
  read(stream: object, into: Uint8Array, offset: number, length: number, position: number): number;
  close(stream: object): void;
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
  const { default: createModule } = await import('lammps.js/wasm');
  const lmp = await createModule({ print: log.line, printErr: log.line });
  const instance = new lmp.LAMMPSWeb();
  const snapshots = snapshotReader(input, handlers);
  let atMs = performance.now();
  const onStep = (): Promise<void> | undefined => {
    snapshots.advance(lmp.FS as typeof lmp.FS & FileReader);
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
    await instance.runScript(input.script);
    snapshots.advance(lmp.FS as typeof lmp.FS & FileReader);
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof EpistackError) throw error;
    throw refusal(instance.getLastErrorMessage() || String(error));
  } finally {
    instance.stop();
  }
  signal?.throwIfAborted();
  if (!log.last) throw refusal('the script ran no stage');
  return { version: log.version, warnings: log.warnings, last: log.last };
}

const refusal = (text: string) =>
  new EpistackError({
    code: 'engine',
    engine: 'LAMMPS',
    reason: text.split('\n')[0]!.replace(/^(Error: )?ERROR: /, ''),
  });

/** Reads the table of the log as it is printed: a header, rows of as many numbers, "Loop time". */
function logReader(handlers: RunHandlers) {
  let stage = 0;
  let inTable = false;
  const state = {
    version: '',
    warnings: [] as string[],
    last: undefined as Thermo | undefined,
    line(text: unknown): void {
      const line = String(text);
      handlers.onLog?.(line);
      if (line.startsWith(STAGE_MARK)) stage = Number(line.split(' ')[2]);
      else if (line.startsWith('LAMMPS (')) state.version = line.slice(8, line.indexOf(')'));
      else if (line.startsWith('WARNING')) state.warnings.push(line);
      else if (/^\s*Step\s+Temp\s/.test(line)) inTable = true;
      else if (line.startsWith('Loop time')) inTable = false;
      else if (inTable) {
        const row = line.trim().split(/\s+/).map(Number);
        if (row.length !== 6 || row.some(Number.isNaN)) return;
        const [step, temperatureK, potentialKcalMol, kineticKcalMol, totalKcalMol, pressureAtm] =
          row as [number, number, number, number, number, number];
        state.last = {
          stage,
          step,
          temperatureK,
          potentialKcalMol,
          kineticKcalMol,
          totalKcalMol,
          pressureAtm,
        };
        handlers.onThermo?.(state.last);
      }
    },
  };
  return state;
}

/** Follows the snapshot file while LAMMPS appends to it. */
function snapshotReader(input: LammpsInput, { onSnapshot }: RunHandlers) {
  const decoder = new TextDecoder();
  const chunk = new Uint8Array(1 << 20);
  let position = 0;
  let lines: string[] = [];
  let rest = '';
  return {
    advance(files: FileReader & { analyzePath(path: string): { exists: boolean } }): void {
      if (!onSnapshot || !files.analyzePath(SNAPSHOT_FILE).exists) return;
      const stream = files.open(SNAPSHOT_FILE, 'r');
      for (;;) {
        const n = files.read(stream, chunk, 0, chunk.length, position);
        if (n === 0) break;
        position += n;
        const parts = (rest + decoder.decode(chunk.subarray(0, n))).split('\n');
        rest = parts.pop()!;
        lines = lines.concat(parts);
      }
      files.close(stream);
      // "ITEM: TIMESTEP", step, "ITEM: NUMBER OF ATOMS", count, four lines of the box, heading, atoms
      while (lines.length >= 9 && lines.length >= 9 + Number(lines[3])) {
        const frame = lines.slice(0, 9 + Number(lines[3]));
        lines = lines.slice(frame.length);
        onSnapshot(Number(frame[1]), positions(frame.slice(9), input.toStructure));
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
