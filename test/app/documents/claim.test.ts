import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Between, betweenTabs, Claims } from '#app/documents/claim.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Locks of one browser: granted in turn, given up when their signal says so. */
function locksOfBrowser(): NonNullable<Between['locks']> {
  const held = new Map<string, Promise<unknown>>();
  const request = async (
    name: string,
    { signal }: { signal: AbortSignal },
    granted: () => Promise<void>,
  ) => {
    while (held.has(name)) {
      const aborted = new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
      });
      await Promise.race([held.get(name), aborted]);
    }
    const work = granted().finally(() => held.delete(name));
    held.set(name, work);
    await work;
  };
  const query = async () => ({ held: [...held.keys()].map((name) => ({ name })) });
  return { request, query } as unknown as NonNullable<Between['locks']>;
}

/** Channels of one browser: each hears what the others say. */
function channels() {
  const all: { onmessage: ((e: MessageEvent) => void) | null; postMessage(data: unknown): void }[] =
    [];
  return () => {
    const own = {
      onmessage: null as ((e: MessageEvent) => void) | null,
      postMessage: (data: unknown) => {
        for (const other of all)
          if (other !== own) queueMicrotask(() => other.onmessage?.({ data } as MessageEvent));
      },
    };
    all.push(own);
    return own as unknown as NonNullable<Between['channel']>;
  };
}

const settled = async <T>(promise: Promise<T>): Promise<T> => {
  await vi.advanceTimersByTimeAsync(3000);
  return promise;
};

test.each(['locks', 'channel'] as const)(
  '(by %s) one tab has a document, the other does not',
  async (by) => {
    // Node times its own signals.
    vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
      const stop = new AbortController();
      setTimeout(() => stop.abort(new DOMException('late', 'TimeoutError')), ms);
      return stop.signal;
    });
    const locks = by === 'locks' ? locksOfBrowser() : null;
    const channel = channels();
    const tab = () => new Claims({ locks, channel: channel() });
    const [first, second] = [tab(), tab()];
    expect(await settled(first.claim('a'))).toBe(true);
    expect(await settled(first.claim('a'))).toBe(true);
    expect(await settled(second.claim('a'))).toBe(false);
    expect(await settled(second.claim('b'))).toBe(true);
    expect(await settled(first.claim('b'))).toBe(false);
    // Each gave up what it had before.
    expect(await settled(second.claim('a'))).toBe(true);
    if (by === 'locks') expect(await first.open()).toEqual(new Set(['a']));
    else expect(await second.open()).toEqual(new Set(['a']));
  },
);

test('the answer to an earlier claim leaves a later one of the same document as it is', async () => {
  const claims = new Claims({ locks: locksOfBrowser(), channel: null });
  const first = claims.claim('a');
  claims.release();
  expect(claims.id).toBeNull();
  const second = claims.claim('a');
  expect(await first).toBe(true);
  expect(await second).toBe(true);
  expect(claims.id).toBe('a');
  claims.release();
  expect(claims.id).toBeNull();
  await vi.advanceTimersByTimeAsync(1);
  expect(await claims.open()).toEqual(new Set());
});

test('without locks, of two that claim at the same moment exactly one has it', async () => {
  const channel = channels();
  const tabs = Array.from({ length: 2 }, () => new Claims({ locks: null, channel: channel() }));
  const claims = await settled(Promise.all(tabs.map((t) => t.claim('a'))));
  expect(claims.filter((isMine) => isMine)).toHaveLength(1);
});

test('a tab that is just closing is waited for, as before a reload', async () => {
  const locks = locksOfBrowser();
  const before = new Claims({ locks, channel: null });
  const after = new Claims({ locks, channel: null });
  expect(await before.claim('a')).toBe(true);
  const claim = after.claim('a');
  await vi.advanceTimersByTimeAsync(500);
  void before.claim('b');
  expect(await settled(claim)).toBe(true);
});

test('where tabs cannot know of each other each has what it wants', async () => {
  const alone = new Claims({ locks: null, channel: null });
  expect(await alone.claim('a')).toBe(true);
  expect(await alone.open()).toEqual(new Set(['a']));
});

test('a browser without channels has none between its tabs', () => {
  vi.stubGlobal('navigator', {});
  vi.stubGlobal('BroadcastChannel', undefined);
  expect(betweenTabs()).toEqual({ locks: null, channel: null });
  vi.unstubAllGlobals();
});

test('a lock that comes late, as on a busy page, is asked for again where no tab holds it', async () => {
  const locks = locksOfBrowser();
  let asked = 0;
  const request = (...args: Parameters<typeof locks.request>) =>
    asked++ === 0
      ? Promise.reject(new DOMException('late', 'TimeoutError'))
      : locks.request(...args);
  const busy = { request, query: () => locks.query() } as typeof locks;
  const claims = new Claims({ locks: busy, channel: null });
  expect(await claims.claim('a')).toBe(true);
  expect([asked, claims.id]).toEqual([2, 'a']);
});
