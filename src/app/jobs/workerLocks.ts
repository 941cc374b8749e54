/** The part of `navigator.locks` that is used; only secure contexts have it. */
export type Locks = Pick<LockManager, 'request'>;

export const locksHere = (): Locks | null =>
  typeof navigator === 'undefined' ? null : (navigator.locks ?? null);

/**
 * In a worker: takes a lock and never gives it back, so that the browser does when the worker ends.
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
    // Refused, as for a page in a sandbox: it works without.
    return null;
  }
}

/**
 * On the page: calls back when the lock of a worker is free, which it is when the worker has ended, be it
 * for lack of memory and with no event at all. A worker that is busy keeps it.
 * @returns stops waiting
 */
export function onLockFreed(locks: Locks | null, name: string, freed: () => void): () => void {
  const stop = new AbortController();
  locks
    ?.request(name, { signal: stop.signal }, () => freed())
    // Stopped: nothing else rejects a request for a name that was granted once.
    .catch(() => undefined);
  return () => stop.abort();
}
