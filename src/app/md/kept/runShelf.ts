import { answered, transact } from '#app/documents/database.ts';
import type { MemoryParts } from '#app/trajectory/memorySource.ts';

/** All that is kept of a run but its frames. */
export interface KeptRun {
  readonly id: string;
  /** Id of the document that it was made of. */
  readonly document: string;
  readonly startedMs: number;
  /** Size of its frames. */
  readonly bytes: number;
  readonly parts: Omit<MemoryParts, 'frames'>;
}

/** Frames in the order in which they came, a part at a time. */
interface KeptFrames {
  readonly run: string;
  readonly part: number;
  readonly data: Float32Array;
}

/** Most bytes of all runs together; the oldest go first. */
export const MAX_KEPT_BYTES = 300e6;

const BOTH = ['runs', 'frames'] as const;
const framesOf = (run: string): IDBKeyRange => IDBKeyRange.bound([run, 0], [run, Infinity]);

/**
 * Keeps a run, or what has come to it since.
 * @param part number of this part of its frames; 0 replaces all that is kept of them
 * @returns runs that were dropped to make room
 */
export function saveRun(
  run: KeptRun,
  part: number,
  data: Float32Array,
  maxBytes = MAX_KEPT_BYTES,
): Promise<readonly KeptRun[]> {
  return transact(BOTH, 'readwrite', async (store) => {
    if (part === 0) store('frames').delete(framesOf(run.id));
    store('runs').put(run);
    store('frames').put({ run: run.id, part, data } satisfies KeptFrames);
    const all: readonly KeptRun[] = await answered(store('runs').getAll());
    let bytes = all.reduce((sum, { bytes }) => sum + bytes, 0);
    const dropped: KeptRun[] = [];
    for (const old of all.toSorted((p, q) => p.startedMs - q.startedMs)) {
      if (bytes <= maxBytes) break;
      if (old.id === run.id) continue;
      store('runs').delete(old.id);
      store('frames').delete(framesOf(old.id));
      bytes -= old.bytes;
      dropped.push(old);
    }
    return dropped;
  });
}

/** Runs of a document, the newest first. */
export async function runsOf(document: string): Promise<readonly KeptRun[]> {
  const all: readonly KeptRun[] = await transact(['runs'], 'readonly', (store) =>
    answered(store('runs').getAll()),
  );
  return all
    .filter((run) => run.document === document)
    .toSorted((p, q) => q.startedMs - p.startedMs);
}

/** A run with its frames; null when it was dropped. */
export function readRun(id: string): Promise<MemoryParts | null> {
  return transact(BOTH, 'readonly', async (store) => {
    const run: KeptRun | undefined = await answered(store('runs').get(id));
    const parts: readonly KeptFrames[] = await answered(store('frames').getAll(framesOf(id)));
    if (run === undefined) return null;
    const frames = new Float32Array(parts.reduce((sum, { data }) => sum + data.length, 0));
    let at = 0;
    for (const { data } of parts) {
      frames.set(data, at);
      at += data.length;
    }
    return { ...run.parts, frames };
  });
}
