import { Refusal } from '#app/jobs/problems.ts';
import { type Handlers, handingOver } from '#app/jobs/workerDoor.ts';
import { inflatedChunks } from '#app/trajectory/inflate.ts';
import { EpistackError } from '#core/errors.ts';
import { readSync, sourceOf } from '#core/io/text/reading.ts';
import { decodeXdatcarFrame, scanXdatcar } from '#core/io/vasp/xdatcar.ts';

import type { RecordedTasks } from './recordedTasks.ts';

export const recordedHandlers: Handlers<RecordedTasks> = { read };

/**
 * Fetches, inflates and decodes the recorded trajectory.
 * @throws EpistackError `parse` for other atoms; Refusal for a server that does not have it
 */
async function read(
  request: RecordedTasks['read']['request'],
): Promise<RecordedTasks['read']['result']> {
  const { numbers } = request;
  const bytes = await fetched(request.url);
  const index = readSync(scanXdatcar(bytes.length), sourceOf(bytes));
  if (index.problem !== null) throw new EpistackError(index.problem);
  if (index.numbers.length !== numbers.length || index.numbers.some((z, i) => z !== numbers[i]))
    throw new EpistackError({
      code: 'parse',
      format: 'XDATCAR',
      line: 6,
      expected: 'the atoms of the structure on screen',
    });
  const width = 3 * numbers.length;
  const { starts, ends } = index;
  const frames = new Float32Array(starts.length * width);
  for (let f = 0; f < starts.length; f++)
    decodeXdatcarFrame(bytes.subarray(starts[f], ends[f]), index, f, {
      xyz: frames.subarray(f * width, (f + 1) * width),
    });
  return handingOver({ frames }, [frames.buffer]);
}

async function fetched(url: string): Promise<Uint8Array> {
  try {
    const response = await fetch(url);
    if (!response.ok || response.body === null)
      throw new Error(`the server answered ${response.status}`);
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    for await (const chunk of inflatedChunks(response.body)) chunks.push(chunk);
    return new Uint8Array(await new Blob(chunks).arrayBuffer());
  } catch (error) {
    // A broken connection or archive, which is not a bug of ours.
    throw new Refusal((error as Error).message);
  }
}
