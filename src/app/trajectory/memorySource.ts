import { isUnprepared, preparedFrame } from '#core/analysis/motion/preparedFrame.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { type SessionClient, sessionClient } from './sessionClient.ts';
import type { TrajectorySource } from './trajectorySource.ts';

export interface MemoryParts
  extends Pick<
    TrajectorySource,
    'kind' | 'label' | 'about' | 'engine' | 'notes' | 'timesFs' | 'scalars' | 'facing'
  > {
  readonly structure: Structure;
  /** F × 3N, Å. */
  readonly frames: Float32Array;
}

/** A worker with a copy of the frames, started for the first question. */
export interface Analyst {
  /** Asks a question; `parts` holds the frames that the worker must have before it answers. */
  readonly ask: (parts: MemoryParts) => TrajectorySource['ask'];
  readonly close: () => void;
}

export function analyst(): Analyst {
  let client: SessionClient | null = null;
  let sent = 0;
  const forget = (): void => {
    client = null;
    sent = 0;
  };
  return {
    ask:
      ({ structure, frames }) =>
      (question, options) => {
        // After a loss, the next question starts a new worker, which needs all frames again.
        client ??= sessionClient(forget);
        // Only the frames it does not have yet, as a running simulation adds more.
        if (frames.length > sent || sent === 0) {
          client.append(structure.numbers, structure.lattice, frames.slice(sent));
          sent = frames.length;
        }
        return client.ask(question, options);
      },
    close: () => {
      client?.close();
      forget();
    },
  };
}

/** A trajectory in the page's memory, whose frames are available at once. */
export function memorySource(parts: MemoryParts, worker: Analyst): TrajectorySource {
  const { structure, frames } = parts;
  const width = 3 * structure.numbers.length;
  const count = Math.floor(frames.length / width);
  const plain = (k: number) => frames.subarray(k * width, (k + 1) * width);
  const view = (k: number) => ({ lattice: structure.lattice, xyz: plain(k) });
  return {
    ...parts,
    count,
    frameAt(frame, preparation) {
      if (!(frame >= 0 && frame < count)) return null;
      let positions = plain(frame);
      if (!isUnprepared(preparation)) {
        const others: Float32Array[] = [];
        for (let k = 1; k <= preparation.smoothOver; k++)
          if (frame - k >= 0 && frame + k < count) others.push(plain(frame - k), plain(frame + k));
        positions = preparedFrame(view(frame), others, plain(0), structure.numbers, preparation);
      }
      return { frame, positions, lattice: structure.lattice };
    },
    problemAt: () => null,
    ask: worker.ask(parts),
    close: worker.close,
  };
}
