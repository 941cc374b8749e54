import type { SceneHandle } from '#render/types.ts';

/** The plot of the recorded run, the last of the first view, is there by then. */
const FIRST_VIEW_MS = 1500;

/** After the first view: what is not needed for it must not slow it down. */
export function whenIdle(work: () => Promise<unknown>): void {
  // What cannot be fetched now is fetched at the next visit.
  const quietly = () => void work().catch(() => undefined);
  setTimeout(() => {
    if (typeof requestIdleCallback === 'function') requestIdleCallback(quietly, { timeout: 3000 });
    else quietly();
  }, FIRST_VIEW_MS);
}

let isKeeping = false;

/** Keeps the document of this tab among those of the browser. */
export function keepLater(scene: SceneHandle): void {
  if (isKeeping) return;
  isKeeping = true;
  whenIdle(async () => {
    const [{ keepDocuments }, { smallPicture }] = await Promise.all([
      import('#app/documents/keepDocuments.ts'),
      import('#ui/documents/smallPicture.ts'),
    ]);
    await keepDocuments({ picture: () => smallPicture(scene) });
    const { watchOffers } = await import('#app/md/kept/offeredRuns.ts');
    watchOffers();
  });
}
