import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TAKE_OVER, TIDY } from '#offline/messages.ts';

type Heard = Record<string, () => void>;
const listener = (heard: Heard) => (kind: string, hear: () => void) => {
  heard[kind] = hear;
};

/** A browser with a service worker that is registered; `controller` serves the page that is open. */
async function page({ controlled, refused = false }: { controlled: boolean; refused?: boolean }) {
  vi.resetModules();
  const said: unknown[] = [];
  const heard: Heard = {};
  const worker = {
    controller: controlled ? { postMessage: (m: unknown) => said.push(m) } : null,
    register: vi.fn(async () => {
      if (refused) throw new Error('no');
      return registration;
    }),
    addEventListener: listener(heard),
  };
  const next: { state: string; heard: Heard; addEventListener: unknown } = {
    state: 'installing',
    heard: {},
    addEventListener: null,
  };
  next.addEventListener = listener(next.heard);
  const registration = {
    waiting: null as { postMessage: (m: unknown) => void } | null,
    installing: next,
    active: controlled ? {} : null,
    heard: {} as Heard,
    addEventListener: null as unknown,
    update: vi.fn(async () => {
      throw new Error('offline');
    }),
  };
  registration.addEventListener = listener(registration.heard);
  const locks = { request: vi.fn(async () => undefined) };
  vi.stubGlobal('navigator', { serviceWorker: worker, locks });
  vi.stubGlobal('document', {
    baseURI: 'https://host/page/',
    querySelector: () => ({ src: 'https://host/page/assets/main-1.js' }),
  });
  const location = { reload: vi.fn() };
  vi.stubGlobal('location', location);
  const [{ keepOffline }, { noticeStore }, toasts, places, picked] = await Promise.all([
    import('#app/offline/keepOffline.ts'),
    import('#app/shell/notices.ts'),
    import('#app/shell/toasts.ts'),
    import('#app/shell/places.ts'),
    import('#app/look/pickedAtoms.ts'),
  ]);
  const notice = () => noticeStore.getState().notices[0];
  return {
    keepOffline,
    worker,
    registration,
    next,
    heard,
    said,
    location,
    locks,
    notice,
    ...toasts,
    ...places,
    ...picked,
    install: (state: string) => {
      registration.heard['updatefound']!();
      next.state = state;
      next.heard['statechange']!();
    },
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('before an audience nothing is said of the first version', async () => {
  const p = await page({ controlled: false });
  p.openPlace('present');
  await p.keepOffline();
  p.heard['controllerchange']!();
  expect(p.toastStore.getState().text).toBeNull();
});

test('while atoms are picked the row of what is measured is theirs: it is said afterwards', async () => {
  const p = await page({ controlled: false });
  p.setPicked([3]);
  await p.keepOffline();
  p.heard['controllerchange']!();
  p.worker.controller = { postMessage: () => 0 };
  expect(p.toastStore.getState().text).toBeNull();
  p.setPicked([3, 4]);
  expect(p.toastStore.getState().text).toBeNull();
  p.setPicked([]);
  expect(p.toastStore.getState().text).toMatch(/^Works offline now/);
});

test('the first version of all is said to work offline, and nothing else', async () => {
  const p = await page({ controlled: false });
  await p.keepOffline();
  expect(p.worker.register).toHaveBeenCalledWith(new URL('https://host/page/sw.js'), {
    updateViaCache: 'none',
  });
  // The scripts of a page that is open are held by its name.
  expect(p.locks.request).toHaveBeenCalledTimes(1);
  // In WebKit it serves the page already when this is told.
  p.worker.controller = { postMessage: () => 0 };
  p.install('installed');
  expect(p.notice()).toBeUndefined();
  p.heard['controllerchange']!();
  expect(p.toastStore.getState().text).toMatch(/^Works offline now/);
  expect(p.notice()).toBeUndefined();
  expect(p.location.reload).not.toHaveBeenCalled();
  // A version later, taken over by another tab.
  p.heard['controllerchange']!();
  expect(p.notice()).toMatchObject({ id: 'version' });
});

test('a message that is shown is not taken away for it', async () => {
  const p = await page({ controlled: false });
  await p.keepOffline();
  p.say('Something else.');
  p.heard['controllerchange']!();
  expect(p.toastStore.getState().text).toBe('Something else.');
});

test('a newer version waits: it is told when it is installed, and takes over when that is wanted', async () => {
  const p = await page({ controlled: true });
  await p.keepOffline();
  expect(p.said).toEqual([TIDY]);
  p.install('installing');
  expect(p.notice()).toBeUndefined();
  p.install('installed');
  p.registration.waiting = { postMessage: (m) => p.said.push(m) };
  p.notice()!.action!.run();
  expect(p.said).toEqual([TIDY, TAKE_OVER]);
  expect(p.location.reload).not.toHaveBeenCalled();
  p.heard['controllerchange']!();
  expect(p.location.reload).toHaveBeenCalledTimes(1);
});

test('where the newer version is left waiting all the same, the page is loaded again', async () => {
  const p = await page({ controlled: true });
  await p.keepOffline();
  p.install('installed');
  p.registration.waiting = { postMessage: (m) => p.said.push(m) };
  p.notice()!.action!.run();
  expect(p.location.reload).not.toHaveBeenCalled();
  vi.advanceTimersByTime(5000);
  expect(p.location.reload).toHaveBeenCalledTimes(1);
});

test('another tab that took the newer version leaves this one as it is; then a reload is enough', async () => {
  const p = await page({ controlled: true });
  await p.keepOffline();
  p.heard['controllerchange']!();
  expect(p.location.reload).not.toHaveBeenCalled();
  expect(p.toastStore.getState().text).toBeNull();
  p.notice()!.action!.run();
  expect(p.location.reload).toHaveBeenCalledTimes(1);
});

test('a version that was waiting already is told at once, but not to a page that is not kept yet', async () => {
  for (const controlled of [true, false]) {
    const p = await page({ controlled });
    p.registration.waiting = { postMessage: () => undefined };
    await p.keepOffline();
    expect(p.notice() !== undefined).toBe(controlled);
  }
});

test('it asks for a newer version each hour, also after a time without a network', async () => {
  const p = await page({ controlled: true });
  await p.keepOffline();
  expect(p.registration.update).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(3 * 3_600_000);
  expect(p.registration.update).toHaveBeenCalledTimes(3);
});

test('where it cannot be kept the page goes on without', async () => {
  const refused = await page({ controlled: true, refused: true });
  await refused.keepOffline();
  expect(refused.said).toEqual([]);
  const without = await page({ controlled: true });
  vi.stubGlobal('navigator', {});
  await without.keepOffline();
  expect(without.worker.register).not.toHaveBeenCalled();
});

test('a browser without locks, as over plain HTTP to another machine, keeps the page all the same', async () => {
  const p = await page({ controlled: false });
  vi.stubGlobal('navigator', { serviceWorker: p.worker });
  await p.keepOffline();
  expect(p.worker.register).toHaveBeenCalledOnce();
  p.heard['controllerchange']!();
  expect(p.toastStore.getState().text).toMatch(/^Works offline now/);
});
