import { Refusal } from '#app/jobs/problems.ts';
import { type Handlers, handingOver } from '#app/jobs/workerDoor.ts';
import { contactSeries, type MeanSeries } from '#core/analysis/series.ts';
import { EpistackError } from '#core/errors.ts';
import { decodeFrame, indexXdatcar } from '#core/io/vasp/xdatcar.ts';

/** Whose trajectory it is, and which contacts are measured in it. */
interface RecordedRequest {
  readonly url: string;
  readonly lattice: Float64Array;
  readonly numbers: Uint8Array;
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  readonly pairs: readonly string[];
}

export interface RecordedTasks {
  readonly read: {
    readonly request: RecordedRequest;
    readonly part: never;
    readonly result: {
      /** F × 3N, Å. */
      readonly frames: Float32Array;
      readonly series: readonly MeanSeries[];
    };
  };
}

export const recordedTasks: Handlers<RecordedTasks> = { read };

/**
 * Fetches, inflates, decodes and measures the recorded trajectory.
 * @throws EpistackError `parse` for other atoms; Refusal for a server that does not have it
 */
async function read(request: RecordedRequest): Promise<RecordedTasks['read']['result']> {
  const { numbers } = request;
  const bytes = await fetched(request.url);
  const index = indexXdatcar(bytes);
  if (index.numbers.length !== numbers.length || index.numbers.some((z, i) => z !== numbers[i]))
    throw new EpistackError({
      code: 'parse',
      format: 'XDATCAR',
      line: 6,
      expected: 'the atoms of the structure on screen',
    });
  const width = 3 * numbers.length;
  const frames = new Float32Array(index.offsets.length * width);
  for (let f = 0; f < index.offsets.length; f++)
    decodeFrame(bytes, index, f, frames.subarray(f * width, (f + 1) * width));
  const { lattice, lower, upper, pairs } = request;
  const series = contactSeries(lattice, numbers, frames, lower, upper, pairs);
  return handingOver({ frames, series }, [frames.buffer]);
}

async function fetched(url: string): Promise<Uint8Array> {
  try {
    const response = await fetch(url);
    if (!response.ok || response.body === null)
      throw new Error(`the server answered ${response.status}`);
    const body = response.body.pipeThrough(new DecompressionStream('gzip'));
    return new Uint8Array(await new Response(body).arrayBuffer());
  } catch (error) {
    // A connection that broke, or an archive: nothing here is ours.
    throw new Refusal((error as Error).message);
  }
}
