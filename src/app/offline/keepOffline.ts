import { pickedStore } from '#app/look/pickedAtoms.ts';
import { notify } from '#app/shell/notices.ts';
import { placesStore } from '#app/shell/places.ts';
import { say, toastStore } from '#app/shell/toasts.ts';
import { holdPage, TAKE_OVER, TIDY } from '#offline/messages.ts';

/** Far beyond what a handover takes. */
const PARKED_MS = 3000;

/** How often an open page asks for a newer version. */
const ASK_MS = 3_600_000;

/**
 * Keeps the whole page in the browser, so that it works without a network, and says when there is a newer version. The
 * page that is open never changes under way: the newer version waits until the page is loaded again.
 */
export async function keepOffline(): Promise<void> {
  const worker = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (worker === undefined) return;
  const script = document.querySelector<HTMLScriptElement>('script[type="module"][src]');
  if (script !== null && navigator.locks) holdPage(navigator.locks, script.src);
  const hadController = worker.controller !== null;
  let registration: ServiceWorkerRegistration;
  try {
    registration = await worker.register(new URL('sw.js', document.baseURI), {
      updateViaCache: 'none',
    });
  } catch {
    // Not served as a built page, or forbidden by the browser: it works as long as there is a network.
    return;
  }
  follow(worker, registration, hadController);
  worker.controller?.postMessage(TIDY);
  // A server that is out of reach has no newer version.
  const ask = () => registration.update().catch(() => undefined);
  setInterval(ask, ASK_MS);
}

function follow(
  worker: ServiceWorkerContainer,
  registration: ServiceWorkerRegistration,
  hadController: boolean,
): void {
  let isReloading = false;
  const tell = (): void =>
    notify({
      id: 'version',
      text: 'A new version is ready.',
      action: {
        label: 'Reload',
        run: () => {
          isReloading = true;
          if (registration.waiting === null) return location.reload();
          registration.waiting.postMessage(TAKE_OVER);
          // Whatever any tab fetches just then restarts the old worker, and Chromium leaves the new one waiting until a
          // page is loaded again.
          setTimeout(() => location.reload(), PARKED_MS);
        },
      },
    });
  if (registration.waiting !== null && hadController) tell();
  registration.addEventListener('updatefound', () => {
    const next = registration.installing;
    // The first version of all is the one that is open. In WebKit it serves the page before it is said to be installed.
    const isFirst = registration.active === null;
    next?.addEventListener('statechange', () => {
      if (next.state === 'installed' && !isFirst) tell();
    });
  });
  let isControlled = hadController;
  worker.addEventListener('controllerchange', () => {
    if (isReloading) location.reload();
    // Another tab was loaded again: this one keeps its own version.
    else if (isControlled) tell();
    else sayKept();
    isControlled = true;
  });
}

/**
 * Once in a browser: from now on it is served from what is kept. A message that is shown is not taken away for it,
 * nobody is told before an audience, and while atoms are picked it waits, as what is measured needs its row.
 */
function sayKept(): void {
  const stop = pickedStore.subscribe(tellOnce);
  tellOnce();
  function tellOnce(): void {
    if (pickedStore.getState().atoms.length > 0) return;
    stop();
    if (toastStore.getState().text === null && !placesStore.getState().open.includes('present'))
      say('Works offline now: this browser has kept the page.');
  }
}
