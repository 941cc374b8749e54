/** More threads wait for one another more than they help, and each takes memory. */
const MOST_THREADS = 8;

/**
 * How many threads share an evaluation of the universal potential here: as many as there are cores where the page may
 * share memory among them, which is where its server isolates it from other sites, as `npm start` does.
 */
export const threadsHere = (): number =>
  globalThis.crossOriginIsolated ? Math.min(MOST_THREADS, navigator.hardwareConcurrency) : 1;
