/** Decoded frames by number, the ones not used for longest dropped beyond so many bytes. */
export interface FrameCache<T> {
  /** Counts as a use. */
  readonly get: (frame: number) => T | undefined;
  readonly set: (frame: number, value: T, bytes: number) => void;
  readonly clear: () => void;
  readonly bytes: () => number;
}

/** @param limitBytes a single value over it is kept until the next one comes */
export function frameCache<T>(limitBytes: number): FrameCache<T> {
  // A Map keeps the order of insertion: the first key is the one not used for longest.
  const entries = new Map<number, { value: T; bytes: number }>();
  let total = 0;
  const drop = (frame: number): void => {
    total -= entries.get(frame)?.bytes ?? 0;
    entries.delete(frame);
  };
  return {
    get(frame) {
      const entry = entries.get(frame);
      if (entry === undefined) return undefined;
      entries.delete(frame);
      entries.set(frame, entry);
      return entry.value;
    },
    set(frame, value, bytes) {
      drop(frame);
      entries.set(frame, { value, bytes });
      total += bytes;
      for (const oldest of entries.keys()) {
        if (total <= limitBytes || oldest === frame) break;
        drop(oldest);
      }
    },
    clear() {
      entries.clear();
      total = 0;
    },
    bytes: () => total,
  };
}
