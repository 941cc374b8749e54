/** How long the smallest worker of all may take to say a word. */
const PROBE_MS = 3000;

let probe: Promise<boolean> | null = null;
let blocked = false;
let told: () => void = () => undefined;

/** Whether it is known that no worker starts in this browser. */
export const areWorkersBlocked = (): boolean => blocked;

/** @param tell called once, when it is found that no worker starts */
export function onWorkersBlocked(tell: () => void): void {
  told = tell;
  if (blocked) tell();
}

/**
 * Finds out, once, whether any worker starts at all: browsers, extensions and policies can forbid them, with an error or
 * without a word.
 */
export function findWorkersBlocked(): Promise<boolean> {
  probe ??= startsNone().then((none) => {
    blocked = none;
    if (none) told();
    return none;
  });
  return probe;
}

function startsNone(): Promise<boolean> {
  return new Promise((resolve) => {
    let worker: Worker;
    const url = URL.createObjectURL(new Blob(['postMessage(0)'], { type: 'text/javascript' }));
    const end = (isBlocked: boolean): void => {
      clearTimeout(timer);
      worker?.terminate();
      URL.revokeObjectURL(url);
      resolve(isBlocked);
    };
    const timer = setTimeout(() => end(true), PROBE_MS);
    try {
      worker = new Worker(url);
      worker.onmessage = () => end(false);
      worker.onerror = () => end(true);
    } catch {
      end(true);
    }
  });
}
