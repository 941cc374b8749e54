import { isolating } from './isolation.ts';
import { type Environment, type FileList, keepFiles, keptAnswer, tidy } from './keptFiles.ts';
import { openPages, TAKE_OVER, TIDY } from './messages.ts';

/** Made by the build, in front of this script. */
declare const FILES: FileList;

/** The scope of a service worker, as far as it is used: its types and those of a page exclude each other. */
interface WorkerScope {
  readonly registration: ServiceWorkerRegistration;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(
    kind: 'install' | 'activate',
    heard: (event: { waitUntil(work: Promise<unknown>): void }) => void,
  ): void;
  addEventListener(
    kind: 'fetch',
    heard: (event: {
      readonly request: Request;
      respondWith(answer: Promise<Response>): void;
    }) => void,
  ): void;
  addEventListener(
    kind: 'message',
    heard: (event: MessageEvent & { waitUntil(work: Promise<unknown>): void }) => void,
  ): void;
}

// The compiler is told of windows: a service worker's own global is described above.
const scope = globalThis as unknown as WorkerScope;
const env: Environment = {
  caches,
  fetch: (url, options) => fetch(url, options),
  scope: scope.registration.scope,
};

async function tidyUp(): Promise<void> {
  const { installing, waiting } = scope.registration;
  // The cache of a newer version is not an old one.
  if (installing !== null || waiting !== null) return;
  await tidy(FILES, await openPages(navigator.locks), env);
}

scope.addEventListener('install', (event) => event.waitUntil(keepFiles(FILES, env)));

// The page that was there first is served from the cache at once; after an update a new version waits until it is told.
scope.addEventListener('activate', (event) => event.waitUntil(scope.clients.claim().then(tidyUp)));

scope.addEventListener('message', (event) => {
  if (event.data === TAKE_OVER) void scope.skipWaiting();
  if (event.data === TIDY) event.waitUntil(tidyUp());
});

scope.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(env.scope)) return;
  event.respondWith(
    keptAnswer(request.url, FILES, env).then(async (answer) =>
      isolating(answer ?? (await fetch(request))),
    ),
  );
});
