/** The part of `navigator.locks` used here. Only secure contexts have it. */
export type Locks = Pick<LockManager, 'request'>;

export const locksHere = (): Locks | null =>
  typeof navigator === 'undefined' ? null : (navigator.locks ?? null);

/**
 * In a worker: takes a lock and never releases it, so that the browser releases it when the worker ends.
 * @returns its name, or null where there are no locks
 */
export async function holdLock(locks: Locks | null): Promise<string | null> {
  if (locks === null) return null;
  const name = `epistack-worker-${Math.random().toString(36).slice(2)}${Date.now()}`;
  try {
    await new Promise<void>((resolve, reject) => {
      locks
        .request(name, () => {
          resolve();
          return new Promise(() => undefined);
        })
        .catch(reject);
    });
    return name;
  } catch {
    // Locks can be refused, for example in a sandboxed page; everything works without them.
    return null;
  }
}

/**
 * On the page: calls back when the lock of a worker is free. That is how the page learns that a worker ended
 * without an event, for example for lack of memory. A busy worker keeps its lock.
 * @returns stops waiting
 */
export function onLockFreed(locks: Locks | null, name: string, freed: () => void): () => void {
  const stop = new AbortController();
  locks
    ?.request(name, { signal: stop.signal }, () => freed())
    // The wait was stopped; nothing else rejects this request.
    .catch(() => undefined);
  return () => stop.abort();
}
