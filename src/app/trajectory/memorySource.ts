import { isUnprepared, preparedFrame } from '#core/analysis/motion/preparedFrame.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { type SessionClient, sessionClient } from './sessionClient.ts';
import type { TrajectorySource } from './trajectorySource.ts';

interface MemoryParts
  extends Pick<TrajectorySource, 'kind' | 'label' | 'about' | 'notes' | 'timesFs' | 'scalars'> {
  readonly structure: Structure;
  /** F × 3N, Å. */
  readonly frames: Float32Array;
}

/** A worker that has the frames as well, started with the first question. */
export interface Analyst {
  /** The frames that the worker shall have before it answers. */
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
        // Lost, it is started anew with the next question, and has to be given all frames again.
        client ??= sessionClient(forget);
        // Only what it does not have yet: a run that is being made grows.
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

/** Frames that the page holds: nothing has to be waited for. */
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
