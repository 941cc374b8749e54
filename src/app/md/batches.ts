import { EpistackError } from '#core/errors.ts';
import type { LammpsInput } from '#engines/lammps/lammpsInput.ts';
import { runLammps, type Thermo } from '#engines/lammps/runLammps.ts';
import type { MdReply } from './messages.ts';

/**
 * The page is told ten times a second at most: small cells give thousands of snapshots a second, and each
 * telling draws the structure and the plots anew.
 */
const BATCH_MS = 100;

/** The player and the exports of a run made on the page hold one cell. */
const CELL_CHANGED =
  'the script changed the cell, and a run on the page holds one cell for all its frames. In the terminal, md RECIPE --script FILE --out FILE writes the cell of each frame';

/**
 * Runs an input and replies as it goes, in batches; the last reply is `done` or `failed`. Anything but a
 * known failure is thrown.
 * @param reply may transfer the buffers it is given
 */
export async function runInBatches(
  input: LammpsInput,
  reply: (message: MdReply, transfer: ArrayBuffer[]) => void,
  signal?: AbortSignal,
): Promise<void> {
  let frames: Float64Array[] = [];
  let steps: number[] = [];
  let timesFs: number[] = [];
  let thermo: Thermo[] = [];
  let last = new Float64Array(0);
  let sentMs = Number.NEGATIVE_INFINITY;
  const send = () => {
    sentMs = performance.now();
    if (frames.length === 0 && thermo.length === 0) return;
    const width = frames[0]?.length ?? 0;
    const all = new Float32Array(frames.length * width);
    frames.forEach((frame, f) => {
      all.set(frame, f * width);
    });
    const [at, times] = [Float64Array.from(steps), Float64Array.from(timesFs)];
    reply({ kind: 'batch', frames: all, steps: at, timesFs: times, thermo }, [
      all.buffer,
      at.buffer,
      times.buffer,
    ]);
    [frames, steps, timesFs, thermo] = [[], [], [], []];
  };
  const sendIfDue = () => {
    if (performance.now() - sentMs >= BATCH_MS) send();
  };
  try {
    const result = await runLammps(input, {
      ...(signal ? { signal } : {}),
      onStart: () => reply({ kind: 'started' }, []),
      onSnapshot: (step, xyz, { lattice, timeFs }) => {
        if (lattice !== input.start.lattice)
          throw new EpistackError({ code: 'engine', engine: 'LAMMPS', reason: CELL_CHANGED });
        frames.push(xyz);
        timesFs.push(timeFs);
        steps.push(step);
        last = new Float64Array(xyz);
        sendIfDue();
      },
      onThermo: (row) => {
        thermo.push(row);
        sendIfDue();
      },
    });
    send();
    reply({ kind: 'done', result, last }, [last.buffer]);
  } catch (error) {
    if (!(error instanceof EpistackError)) throw error;
    // What came before the failure is whole.
    send();
    reply({ kind: 'failed', reason: error.message }, []);
  }
}
