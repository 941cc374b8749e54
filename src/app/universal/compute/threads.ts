/** More threads wait for one another more than they help, and each takes memory. */
const MOST_THREADS = 8;

/**
 * How many threads share an evaluation of the universal potential here: as many as there are cores where the page may
 * share memory among them, which is where its server isolates it from other sites, as `npm start` does.
 */
export const threadsHere = (): number =>
  globalThis.crossOriginIsolated ? Math.min(MOST_THREADS, navigator.hardwareConcurrency) : 1;

/** What tells whether another load would isolate the page from other sites. */
export interface Circumstances {
  readonly isIsolated: boolean;
  /** In a frame of another page, whose headers decide. */
  readonly isFramed: boolean;
  /** A service worker answers for the server now, and adds the headers. */
  readonly isServedFromBrowser: boolean;
  /** It did so already when the page was loaded: then one more load changes nothing. */
  readonly wasServedFromBrowser: boolean;
}

/**
 * Whether loading the page again isolates it, so that threads may share memory: on a server that sends no headers for it
 * the first load comes from there, and later ones from what the browser keeps. The page never loads itself again for this.
 */
export const isolatedByReload = (now: Circumstances): boolean =>
  !now.isIsolated && !now.isFramed && now.isServedFromBrowser && !now.wasServedFromBrowser;

export function circumstances(): Circumstances {
  const [load] = performance.getEntriesByType('navigation');
  return {
    isIsolated: globalThis.crossOriginIsolated,
    isFramed: globalThis.parent !== globalThis.self,
    isServedFromBrowser: navigator.serviceWorker?.controller != null,
    wasServedFromBrowser: load !== undefined && 'workerStart' in load && load.workerStart !== 0,
  };
}
