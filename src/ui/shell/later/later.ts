import type { SceneHandle } from '#render/types.ts';

/** The first view is there when nothing was fetched for so long. */
const QUIET_MS = 1000;

/**
 * After the first view: what is not needed for it must not slow it down.
 * @param quietMs how long nothing must have been fetched
 */
export function whenIdle(work: () => Promise<unknown>, quietMs = QUIET_MS): void {
  // What cannot be fetched now is fetched at the next visit.
  const quietly = () => void work().catch(() => undefined);
  const fetched = () => performance.getEntriesByType('resource').length;
  const wait = (before: number): void => {
    setTimeout(() => {
      const now = fetched();
      if (now !== before || document.readyState !== 'complete') wait(now);
      else if (typeof requestIdleCallback === 'function')
        requestIdleCallback(quietly, { timeout: 3000 });
      else quietly();
    }, quietMs);
  };
  wait(fetched());
}

let isKeeping = false;

/** Keeps the document of this tab among those of the browser. */
export function keepLater(scene: SceneHandle): void {
  if (isKeeping) return;
  isKeeping = true;
  whenIdle(async () => {
    const [{ keepDocuments }, { smallPicture }, { watchOpened }] = await Promise.all([
      import('#app/documents/keepDocuments.ts'),
      import('#ui/documents/smallPicture.ts'),
      import('#app/look/perDocument.ts'),
    ]);
    watchOpened();
    await keepDocuments({ picture: () => smallPicture(scene) });
    const { keepSeen } = await import('#app/story/seenLink.ts');
    window.addEventListener('pagehide', keepSeen);
    const { watchOffers } = await import('#app/md/kept/offeredRuns.ts');
    watchOffers();
  });
}
