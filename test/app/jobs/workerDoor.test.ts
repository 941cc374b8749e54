import { expect, test, vi } from 'vitest';
import type { ToPage, ToWorker } from '#app/jobs/contract.ts';
import { problemOf, Refusal, WorkerLost } from '#app/jobs/problems.ts';
import { handingOver, type Scope, serve } from '#app/jobs/workerDoor.ts';
import { EpistackError } from '#core/errors.ts';
import { standInReport } from '../../helpers/threadWorker.ts';

interface Echo {
  readonly echo: { readonly request: string; readonly part: never; readonly result: string };
}

function opened(locks: Pick<LockManager, 'request'> | null) {
  const said: ToPage[] = [];
  const scope: Scope = {
    onmessage: null,
    postMessage: (message) => said.push(message),
    reportError: () => undefined,
  };
  serve<Echo>({ echo: (text) => text }, scope, locks);
  const ask = (data: ToWorker) => scope.onmessage?.({ data } as MessageEvent<ToWorker>);
  return { said, ask };
}
const turn = () => new Promise((resume) => setTimeout(resume));

test('nothing is computed before the lock is held: a busy worker is granted none', async () => {
  let grant = (): unknown => undefined;
  let held = '';
  const locks = {
    request: (name: string, granted: () => unknown) => {
      held = name;
      grant = granted;
      return new Promise(() => undefined);
    },
  } as unknown as LockManager;
  const { said, ask } = opened(locks);
  ask({ kind: 'call', id: 7, task: 'echo', request: 'a' });
  await turn();
  expect(said).toEqual([]);
  const lasting = grant();
  await turn();
  expect(said).toEqual([
    { kind: 'ready', lock: held },
    { kind: 'done', id: 7, result: 'a' },
  ]);
  // Kept for as long as the worker lives.
  await expect(Promise.race([lasting, turn().then(() => 'held')])).resolves.toBe('held');
});

test.each([
  ['without locks', null],
  [
    'where locks are refused',
    { request: () => Promise.reject(new DOMException('sandbox', 'SecurityError')) },
  ],
])('%s it serves all the same', async (_, locks) => {
  const { said, ask } = opened(locks as Pick<LockManager, 'request'> | null);
  ask({ kind: 'call', id: 1, task: 'echo', request: 'a' });
  await turn();
  expect(said).toEqual([
    { kind: 'ready', lock: null },
    { kind: 'done', id: 1, result: 'a' },
  ]);
});

test('a result is copied, or handed over where its task says so', async () => {
  interface Rows {
    readonly rows: {
      readonly request: boolean;
      readonly part: never;
      readonly result: { readonly xyz: Float64Array };
    };
  }
  const sent: [ToPage, Transferable[]][] = [];
  const scope: Scope = {
    onmessage: null,
    postMessage: (message, transfer) => sent.push([message, transfer]),
    reportError: () => undefined,
  };
  const xyz = Float64Array.of(1, 2, 3);
  const rows = (isHandedOver: boolean) =>
    isHandedOver ? handingOver({ xyz }, [xyz.buffer]) : { xyz };
  serve<Rows>({ rows }, scope, null);
  for (const [id, request] of [true, false].entries())
    scope.onmessage?.({
      data: { kind: 'call', id, task: 'rows', request },
    } as MessageEvent<ToWorker>);
  await turn();
  expect(sent.slice(1)).toEqual([
    [{ kind: 'done', id: 0, result: { xyz } }, [xyz.buffer]],
    [{ kind: 'done', id: 1, result: { xyz } }, []],
  ]);
});

test('known problems have words, a cancelled call has none, and a bug is reported and said', () => {
  expect(problemOf(new EpistackError({ code: 'bad-slab', reason: 'too thin' }))).toEqual({
    reason: 'slab: too thin',
    isLost: false,
  });
  expect(problemOf(new Refusal('no file'))).toEqual({ reason: 'no file', isLost: false });
  expect(problemOf(new WorkerLost('start'))).toEqual({
    reason: expect.stringMatching(/Try again/),
    isLost: true,
  });
  expect(problemOf(new DOMException('', 'AbortError'))).toBeNull();
  const bug = new TypeError('x is undefined');
  const reported = standInReport();
  expect(problemOf(bug)).toEqual({
    reason: 'it met a bug in Epistack (x is undefined)',
    isLost: false,
  });
  expect(reported).toEqual([bug]);
  vi.unstubAllGlobals();
});
