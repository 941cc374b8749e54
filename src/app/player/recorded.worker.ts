import type { TrajectoryReply, TrajectoryRequest } from '#app/trajectory/trajectoryMessages.ts';
import { contactSeries } from '#core/analysis/series.ts';
import { EpistackError } from '#core/errors.ts';
import { decodeFrame, indexXdatcar } from '#core/io/vasp/xdatcar.ts';

/** Inflates, decodes and measures a recorded trajectory off the page's thread. */
self.onmessage = async ({ data }: MessageEvent<TrajectoryRequest>) => {
  try {
    const bytes = await inflate(data.url);
    const index = indexXdatcar(bytes);
    const count = index.offsets.length;
    const frames = new Float32Array(count * 3 * data.numbers.length);
    if (
      index.numbers.length !== data.numbers.length ||
      index.numbers.some((z, i) => z !== data.numbers[i])
    )
      throw new EpistackError({
        code: 'parse',
        format: 'XDATCAR',
        line: 6,
        expected: 'the atoms of the structure on screen',
      });
    for (let f = 0; f < count; f++)
      decodeFrame(
        bytes,
        index,
        f,
        frames.subarray(f * 3 * data.numbers.length, (f + 1) * 3 * data.numbers.length),
      );
    const series = contactSeries(
      data.lattice,
      data.numbers,
      frames,
      data.lower,
      data.upper,
      data.pairs,
    );
    reply({ kind: 'done', frames, series }, [frames.buffer]);
  } catch (error) {
    if (!(error instanceof EpistackError) && !(error instanceof TypeError)) throw error;
    reply({ kind: 'failed', reason: error.message }, []);
  }
};

async function inflate(url: string): Promise<Uint8Array> {
  const response = await fetch(url);
  if (!response.ok || response.body === null)
    throw new TypeError(`the server answered ${response.status}`);
  const body = response.body.pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(body).arrayBuffer());
}

function reply(message: TrajectoryReply, transfer: Transferable[]): void {
  self.postMessage(message, { transfer });
}
