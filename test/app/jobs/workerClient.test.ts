import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { problemOf, Refusal, WorkerLost } from '#app/jobs/problems.ts';
import {
  SILENCE_LIMIT_MS,
  START_DOUBT_MS,
  START_LIMIT_MS,
  WorkerClient,
} from '#app/jobs/workerClient.ts';
import { type Handlers, handingOver, type Scope, serve } from '#app/jobs/workerDoor.ts';
import { EpistackError } from '#core/errors.ts';
import {
  failsToLoad,
  says,
  silentWorker,
  standInReport,
  startingWorker,
  type TestWorker,
  threadWorker,
  throws,
} from '../../helpers/threadWorker.ts';

interface Sums {
  readonly sum: {
    readonly request: Float64Array;
    readonly part: number;
    readonly result: { readonly total: number; readonly squares: Float64Array };
  };
  readonly wait: { readonly request: null; readonly part: never; readonly result: string };
  readonly fail: {
    readonly request: { readonly how: 'known' | 'refused' | 'bug'; readonly message: string };
    readonly part: never;
    readonly result: never;
  };
}

const handlers: Handlers<Sums> = {
  async sum(values, { tell }) {
    let total = 0;
    for (const x of values) {
      total += x;
      tell(total);
    }
    const squares = Float64Array.from(values, (x) => x * x);
    return handingOver({ total, squares }, [squares.buffer]);
  },
  wait: (_, { signal }) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        stopped++;
        reject(signal.reason);
      });
    }),
  fail({ how, message }) {
    if (how === 'known') throw new EpistackError({ code: 'bad-slab', reason: message });
    if (how === 'refused') throw new Refusal(message);
    throw new TypeError(message);
  },
};

let stopped = 0;
let started: TestWorker[] = [];
const spawn = (make: () => TestWorker = () => threadWorker<Sums>(handlers)) => {
  const worker = make();
  started.push(worker);
  return worker;
};
const spawnSilent = () => spawn(silentWorker);
let clients: { end(): void }[] = [];
function client(...[make, options]: ConstructorParameters<typeof WorkerClient<Sums>>) {
  const made = new WorkerClient<Sums>(make, options);
  clients.push(made);
  return made;
}
const rejected = (call: Promise<unknown>): Promise<Error> =>
  call.then(
    () => Promise.reject(new Error('it was answered')),
    (error: Error) => error,
  );
const lossOf = async (call: Promise<unknown>) => {
  const error = await rejected(call);
  expect(error).toBeInstanceOf(WorkerLost);
  return (error as WorkerLost).loss;
};

beforeEach(() => {
  vi.stubGlobal('Worker', startingWorker);
  stopped = 0;
  started = [];
});
afterEach(() => {
  for (const made of clients) made.end();
  clients = [];
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a call brings its parts in order, then the result; buffers are handed over both ways', async () => {
  const sums = client(spawn, { idle: 'kept' });
  const values = Float64Array.of(1, 2, 3);
  const parts: number[] = [];
  const call = sums.call('sum', values, {
    onPart: (total) => parts.push(total),
    transfer: [values.buffer],
  });
  expect(values.length).toBe(0);
  const { total, squares } = await call;
  expect(parts).toEqual([1, 3, 6]);
  expect(total).toBe(6);
  expect(squares).toEqual(Float64Array.of(1, 4, 9));
});

test('several calls at once each get their own answer', async () => {
  const sums = client(spawn, { idle: 'kept' });
  const totals = await Promise.all(
    [1, 2, 3].map((x) => sums.call('sum', Float64Array.of(x, x)).then(({ total }) => total)),
  );
  expect(totals).toEqual([2, 4, 6]);
  expect(started).toHaveLength(1);
});

test('a kept worker serves the next call, any other ends with its last answer', async () => {
  const one = Float64Array.of(1);
  const kept = client(spawn, { idle: 'kept' });
  await kept.call('sum', one);
  await kept.call('sum', one);
  expect(started).toHaveLength(1);
  const ended = client(spawnSilent, { idle: 'ended' });
  const first = ended.call('wait', null);
  const second = ended.call('wait', null);
  const worker = started[1]!;
  says(worker, { kind: 'done', id: 0, result: 'a' });
  expect(worker.ended).toBe(false);
  says(worker, { kind: 'done', id: 1, result: 'b' });
  expect(worker.ended).toBe(true);
  expect(await Promise.all([first, second])).toEqual(['a', 'b']);
  void ended.call('wait', null).catch(() => undefined);
  expect(started).toHaveLength(3);
});

test('a known failure crosses with its failure, a refusal with its words', async () => {
  const sums = client(spawn, { idle: 'kept' });
  const known = await rejected(sums.call('fail', { how: 'known', message: 'too thin' }));
  expect(known).toBeInstanceOf(EpistackError);
  expect((known as EpistackError).failure).toEqual({ code: 'bad-slab', reason: 'too thin' });
  const refused = await rejected(sums.call('fail', { how: 'refused', message: 'no such file' }));
  expect(refused).toBeInstanceOf(Refusal);
  expect(refused.message).toBe('no such file');
  // Neither costs the worker.
  await sums.call('sum', Float64Array.of(1));
  expect(started).toHaveLength(1);
});

test('anything else thrown is a bug: an error event, every open call rejected, a new worker next', async () => {
  const reported = standInReport();
  const lost: WorkerLost[] = [];
  const sums = client(spawn, { idle: 'kept', onLost: (l) => lost.push(l) });
  const waiting = lossOf(sums.call('wait', null));
  const failed = rejected(sums.call('fail', { how: 'bug', message: 'x is undefined' }));
  expect(await waiting).toBe('bug');
  expect((await failed).message).toBe('it met a bug in Epistack (x is undefined)');
  expect(lost).toHaveLength(1);
  expect(reported.map((e) => e.message)).toEqual(['in a worker: x is undefined (x.worker.js:1)']);
  await sums.call('sum', Float64Array.of(1));
  expect(started).toHaveLength(2);
});

test('a constructor that throws and a script that does not load are failed starts', async () => {
  const forbidden = client(
    () => {
      throw new DOMException('policy', 'SecurityError');
    },
    { idle: 'kept' },
  );
  expect(await lossOf(forbidden.call('wait', null))).toBe('start');
  const missing = client(spawnSilent, { idle: 'kept' });
  const call = lossOf(missing.call('wait', null));
  failsToLoad(started[0]!);
  expect(await call).toBe('start');
  expect(started[0]!.ended).toBe(true);
});

test('a script that throws while it loads is a bug', async () => {
  const reported = standInReport();
  const broken = client(spawnSilent, { idle: 'kept' });
  const call = lossOf(broken.call('wait', null));
  throws(started[0]!, 'x is not defined');
  expect(await call).toBe('bug');
  expect(reported).toHaveLength(1);
});

test('a worker that never says that it is ready is given up, one that has may take its time', async () => {
  vi.useFakeTimers();
  const { locks } = locksOfOnePage();
  void locks.request('its-lock', () => new Promise(() => undefined));
  const options = { idle: 'kept', locks } as const;
  const silent = client(spawnSilent, options);
  const call = lossOf(silent.call('wait', null));
  await vi.advanceTimersByTimeAsync(START_LIMIT_MS - 1);
  expect(started[0]!.ended).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(await call).toBe('start');
  const slow = client(spawnSilent, options);
  const answer = slow.call('wait', null);
  says(started[1]!, { kind: 'ready', lock: 'its-lock' });
  await vi.advanceTimersByTimeAsync(100 * START_LIMIT_MS);
  says(started[1]!, { kind: 'done', id: 0, result: 'at last' });
  expect(await answer).toBe('at last');
  // A person waits a minute for a script, not an hour.
  expect(START_LIMIT_MS).toBeLessThanOrEqual(120_000);
});

test('what cannot be read is a loss', async () => {
  const odd = client(spawnSilent, { idle: 'kept' });
  const call = lossOf(odd.call('wait', null));
  started[0]!.onmessageerror?.({} as MessageEvent);
  expect(await call).toBe('unreadable');
});

test('a call that takes longer than its limit ends the worker; one that is done in time does not', async () => {
  vi.useFakeTimers();
  const slow = client(spawnSilent, { idle: 'kept' });
  const late = rejected(slow.call('wait', null, { limitMs: 2000 }));
  await vi.advanceTimersByTimeAsync(2000);
  expect((await late).message).toBe('not done within 2 s, and stopped');
  const inTime = slow.call('wait', null, { limitMs: 2000 });
  says(started[1]!, { kind: 'done', id: 1, result: 'here' });
  await inTime;
  await vi.advanceTimersByTimeAsync(5000);
  expect(started[1]!.ended).toBe(false);
});

test('a request that cannot be cloned rejects, and the worker lives', async () => {
  const sums = client(spawn, { idle: 'kept' });
  const bad = { f: () => undefined } as unknown as Float64Array;
  expect((await rejected(sums.call('sum', bad))).name).toBe('DataCloneError');
  await sums.call('sum', Float64Array.of(1));
  expect(started).toHaveLength(1);
});

test('end() cancels what is open and ends the worker', async () => {
  const sums = client(spawnSilent, { idle: 'kept' });
  const call = rejected(sums.call('wait', null));
  sums.end();
  expect(started[0]!.ended).toBe(true);
  expect(problemOf(await call)).toBeNull();
});

test('a signal tells a worker that can hear, and ends one that cannot', async () => {
  const stop = new AbortController();
  const hearing = client(spawn, { idle: 'kept', cancel: 'tells' });
  const told = rejected(hearing.call('wait', null, { signal: stop.signal }));
  const other = hearing.call('sum', Float64Array.of(5));
  await other;
  stop.abort();
  expect(problemOf(await told)).toBeNull();
  await hearing.call('sum', Float64Array.of(5));
  expect(stopped).toBe(1);
  expect(started).toHaveLength(1);

  const again = new AbortController();
  const deaf = client(spawnSilent, { idle: 'kept' });
  const ended = rejected(deaf.call('wait', null, { signal: again.signal }));
  again.abort();
  expect(problemOf(await ended)).toBeNull();
  expect(started[1]!.ended).toBe(true);
  // Aborted before it was asked: no worker is started for it.
  await rejected(deaf.call('wait', null, { signal: again.signal }));
  expect(started).toHaveLength(2);
});

test('an answer that was under way when its call was cancelled is dropped', async () => {
  const stop = new AbortController();
  const hearing = client(spawnSilent, { idle: 'kept', cancel: 'tells' });
  const parts: unknown[] = [];
  const cancelled = rejected(
    hearing.call('sum', Float64Array.of(1), {
      signal: stop.signal,
      onPart: (p) => parts.push(p),
    }),
  );
  stop.abort();
  await cancelled;
  const [worker] = started;
  expect(worker!.asked.at(-1)).toEqual({ kind: 'cancel', id: 0 });
  says(worker!, { kind: 'part', id: 0, part: 1 });
  says(worker!, { kind: 'done', id: 0, result: null });
  expect(parts).toEqual([]);
});

/** Locks of one page, as far as they are used: granted when free. */
function locksOfOnePage() {
  const waiting = new Map<string, (() => void)[]>();
  const request = (name: string, ...rest: unknown[]) => {
    const granted = rest.at(-1) as () => unknown;
    const queue = waiting.get(name);
    if (queue === undefined) {
      waiting.set(name, []);
      return Promise.resolve(granted());
    }
    return new Promise<void>((resolve, reject) => {
      queue.push(() => resolve(granted() as undefined));
      const { signal } = (rest.length > 1 ? rest[0] : {}) as { signal?: AbortSignal };
      signal?.addEventListener('abort', () => {
        queue.length = 0;
        reject(signal.reason);
      });
    });
  };
  return {
    locks: { request } as unknown as Pick<LockManager, 'request'>,
    free: (name: string) => waiting.get(name)?.shift()?.(),
  };
}

test('a worker that dies without a word is noticed by the lock that it held', async () => {
  const { locks, free } = locksOfOnePage();
  void locks.request('its-lock', () => new Promise(() => undefined));
  const dying = client(spawnSilent, { idle: 'kept', locks });
  const call = lossOf(dying.call('wait', null));
  says(started[0]!, { kind: 'ready', lock: 'its-lock' });
  await Promise.resolve();
  free('its-lock');
  expect(await call).toBe('death');
});

test('the lock of a worker that the page itself ended is no death', async () => {
  const { locks, free } = locksOfOnePage();
  void locks.request('its-lock', () => new Promise(() => undefined));
  const losses: WorkerLost[] = [];
  const ended = client(spawnSilent, { idle: 'kept', locks, onLost: (l) => losses.push(l) });
  void ended.call('wait', null).catch(() => undefined);
  says(started[0]!, { kind: 'ready', lock: 'its-lock' });
  ended.end();
  free('its-lock');
  const next = ended.call('wait', null);
  says(started[1]!, { kind: 'done', id: 1, result: 'alive' });
  expect(await next).toBe('alive');
  expect(losses).toEqual([]);
});

test('without locks a long silence is a death; a word now and then, or nothing asked, is none', async () => {
  vi.useFakeTimers();
  const losses: WorkerLost[] = [];
  const plain = client(spawnSilent, { idle: 'kept', locks: null, onLost: (l) => losses.push(l) });
  const call = lossOf(plain.call('wait', null));
  says(started[0]!, { kind: 'ready', lock: null });
  for (let k = 0; k < 5; k++) {
    await vi.advanceTimersByTimeAsync(SILENCE_LIMIT_MS - 1);
    says(started[0]!, { kind: 'alive' });
  }
  expect(losses).toEqual([]);
  await vi.advanceTimersByTimeAsync(SILENCE_LIMIT_MS);
  expect(await call).toBe('silent');
  expect(started[0]!.ended).toBe(true);
  const answered = plain.call('wait', null);
  says(started[1]!, { kind: 'ready', lock: null });
  says(started[1]!, { kind: 'done', id: 1, result: 'here' });
  await answered;
  await vi.advanceTimersByTimeAsync(2 * SILENCE_LIMIT_MS);
  expect(started[1]!.ended).toBe(false);
});

test('a worker without a lock says that it lives', async () => {
  vi.useFakeTimers();
  const said: unknown[] = [];
  const scope: Scope = {
    onmessage: null,
    postMessage: (message) => void said.push(message.kind),
    reportError: () => undefined,
  };
  serve<Sums>(handlers, scope, null);
  await vi.advanceTimersByTimeAsync(SILENCE_LIMIT_MS / 2);
  expect(said.slice(0, 3)).toEqual(['ready', 'alive', 'alive']);
});

describe('where no worker starts at all', () => {
  /** The page's own answers, and a browser in which workers do not start: with an error, or without a word. */
  async function blocked(how: 'throws' | 'fails' | 'is silent') {
    vi.resetModules();
    vi.stubGlobal(
      'ErrorEvent',
      class extends Event {
        message: string;
        constructor(kind: string, { message = '' } = {}) {
          super(kind);
          this.message = message;
        }
      },
    );
    function noWorker() {
      if (how === 'throws') throw new DOMException('policy', 'SecurityError');
      const worker = silentWorker();
      if (how === 'fails') setTimeout(() => failsToLoad(worker));
      return worker;
    }
    vi.stubGlobal('Worker', noWorker);
    const jobs = await import('#app/jobs/workerClient.ts');
    const { onWorkersBlocked } = await import('#app/jobs/workersBlocked.ts');
    const told = vi.fn();
    onWorkersBlocked(told);
    const Blocked = globalThis.Worker as unknown as new () => Worker;
    const sums = new jobs.WorkerClient<Sums>(() => new Blocked(), {
      idle: 'kept',
      here: async () => handlers,
    });
    clients.push(sums);
    return { sums, told };
  }

  test.each(['throws', 'fails'] as const)(
    '(it %s) the page answers, and says so once',
    async (how) => {
      const { sums, told } = await blocked(how);
      const parts: number[] = [];
      const { total } = await sums.call('sum', Float64Array.of(1, 2), {
        onPart: (part) => parts.push(part),
      });
      expect(total).toBe(3);
      expect(parts).toEqual([1, 3]);
      expect((await sums.call('sum', Float64Array.of(5))).total).toBe(5);
      await vi.waitFor(() => expect(told).toHaveBeenCalledTimes(1));
    },
  );

  test('(it is silent) the page answers after a while', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { sums, told } = await blocked('is silent');
    const call = sums.call('sum', Float64Array.of(1, 2));
    await vi.advanceTimersByTimeAsync(START_DOUBT_MS);
    await vi.advanceTimersByTimeAsync(START_DOUBT_MS);
    vi.useRealTimers();
    expect((await call).total).toBe(3);
    expect(told).toHaveBeenCalledTimes(1);
  });

  test('a script that is missing where others start is still a failed start', async () => {
    vi.resetModules();
    function anyWorker() {
      const worker = silentWorker();
      setTimeout(() => says(worker, { kind: 'ready', lock: null }));
      return worker;
    }
    vi.stubGlobal('Worker', anyWorker);
    const { WorkerClient: Client } = await import('#app/jobs/workerClient.ts');
    const sums = new Client<Sums>(spawnSilent, { idle: 'kept', here: async () => handlers });
    const call = rejected(sums.call('wait', null));
    failsToLoad(started[0]!);
    expect((await call).message).toMatch(/could not be loaded/);
  });
});
