import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { BROWSER_FLAGS, type Chromium } from './chromium.ts';

/** A page in a browser without a window. */
export interface Tab {
  /** The value of an expression in the page, awaited; it crosses as JSON. @throws what it throws, as an Error */
  readonly evaluate: <T>(expression: string) => Promise<T>;
  readonly close: () => Promise<void>;
}

/** Answers the requests of a page; null is "not found". */
export type Site = (path: string) => { readonly body: Buffer; readonly type: string } | null;

/** Secure, so that the page may encode films; no request for it leaves the machine. */
const ORIGIN = 'https://epistack.invalid';

/** A browser that does not start within this time is given up, ms. */
const START_MS = 30_000;
const END_MS = 3000;

type Params = Readonly<Record<string, unknown>>;

/**
 * Opens a page by the DevTools protocol over two pipes: Chromium is the only thing that has to be installed for it.
 * @param onText called with what the page passes to `epistackSay`
 */
export async function openTab(
  chromium: Chromium,
  site: Site,
  onText: (text: string) => void,
): Promise<Tab> {
  const profile = mkdtempSync(join(tmpdir(), 'epistack-'));
  const browser = spawn(
    chromium.executablePath,
    [
      ...BROWSER_FLAGS,
      '--headless',
      '--remote-debugging-pipe',
      `--user-data-dir=${profile}`,
      '--hide-scrollbars',
      'about:blank',
    ],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
      env: { ...process.env, LC_ALL: 'en_US.UTF-8', ...chromium.env },
    },
  );
  const gone = () => rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  const kill = () => {
    browser.kill('SIGKILL');
    gone();
  };
  process.once('exit', kill);
  const end = async (ask: () => Promise<unknown>): Promise<void> => {
    const ended = new Promise((done) => browser.once('close', done));
    void ask().catch(() => undefined);
    const timer = setTimeout(() => browser.kill('SIGKILL'), END_MS);
    if (browser.exitCode === null && browser.signalCode === null) await ended;
    clearTimeout(timer);
    process.removeListener('exit', kill);
    gone();
  };
  const pipe = connect(browser);
  try {
    const send = await within(START_MS, attach(pipe));
    pipe.listen((method, params) => {
      if (method === 'Fetch.requestPaused') void answer(send, site, params);
      if (method === 'Runtime.bindingCalled') onText(String(params['payload']));
    });
    await send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
    await send('Runtime.enable', {});
    await send('Runtime.addBinding', { name: 'epistackSay' });
    const loaded = pipe.once('Page.loadEventFired');
    await send('Page.enable', {});
    await send('Page.navigate', { url: `${ORIGIN}/index.html` });
    await within(START_MS, loaded);
    return {
      evaluate: async <T>(expression: string): Promise<T> => {
        const { result, exceptionDetails } = await send('Runtime.evaluate', {
          expression,
          awaitPromise: true,
          returnByValue: true,
        });
        if (exceptionDetails) throw new Error(textOf(exceptionDetails as Params));
        return (result as { value: T }).value;
      },
      close: () => end(() => pipe.call('Browser.close', {})),
    };
  } catch (error) {
    await end(() => pipe.call('Browser.close', {}));
    throw error;
  }
}

const textOf = (details: Params): string =>
  (details['exception'] as { description?: string } | undefined)?.description ??
  String(details['text']);

type Send = (method: string, params: Params) => Promise<Params>;

interface Pipe {
  readonly call: (method: string, params: Params, session?: string) => Promise<Params>;
  readonly listen: (hear: (method: string, params: Params) => void) => void;
  readonly once: (method: string) => Promise<void>;
}

/** Messages are JSON, each ended by a zero byte: in by file 3, out by file 4. */
function connect(browser: ChildProcess): Pipe {
  const [input, output] = [browser.stdio[3] as Writable, browser.stdio[4] as Readable];
  const waiting = new Map<number, { done: (v: Params) => void; fail: (e: Error) => void }>();
  const heard = new Set<(method: string, params: Params) => void>();
  let gone: Error | null = null;
  const lose = (reason: string): void => {
    gone ??= new Error(reason);
    for (const { fail } of waiting.values()) fail(gone);
    waiting.clear();
  };
  browser.once('error', (error) => lose(error.message));
  browser.once('close', (code, signal) => lose(`the browser ended (${code ?? signal})`));
  input.on('error', () => lose('the browser listens no more'));
  let parts: Buffer[] = [];
  output.on('data', (data: Buffer) => {
    let from = 0;
    for (let to = data.indexOf(0); to >= 0; to = data.indexOf(0, from)) {
      parts.push(data.subarray(from, to));
      take(Buffer.concat(parts).toString('utf8'));
      parts = [];
      from = to + 1;
    }
    parts.push(data.subarray(from));
  });
  const take = (text: string): void => {
    const message = JSON.parse(text) as {
      id?: number;
      method?: string;
      params?: Params;
      result?: Params;
      error?: { message: string };
    };
    if (message.id === undefined) {
      for (const hear of heard) hear(message.method!, message.params ?? {});
      return;
    }
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.error) asked?.fail(new Error(message.error.message));
    else asked?.done(message.result ?? {});
  };
  let count = 0;
  return {
    call: (method, params, session) =>
      new Promise((done, fail) => {
        if (gone !== null) return fail(gone);
        const id = ++count;
        waiting.set(id, { done, fail });
        input.write(`${JSON.stringify({ id, method, params, sessionId: session })}\0`);
      }),
    listen: (hear) => void heard.add(hear),
    once: (wanted) =>
      new Promise((done) => {
        const hear = (method: string): void => {
          if (method !== wanted) return;
          heard.delete(hear);
          done();
        };
        heard.add(hear);
      }),
  };
}

/** Calls that reach a new page. */
async function attach(pipe: Pipe): Promise<Send> {
  const { targetId } = await pipe.call('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await pipe.call('Target.attachToTarget', { targetId, flatten: true });
  return (method, params) => pipe.call(method, params, sessionId as string);
}

/** Gives the page its own files, and nothing else. */
async function answer(send: Send, site: Site, params: Params): Promise<void> {
  const { requestId, request } = params as { requestId: string; request: { url: string } };
  const { origin, pathname } = new URL(request.url);
  const found = origin === ORIGIN ? site(decodeURIComponent(pathname)) : null;
  await send('Fetch.fulfillRequest', {
    requestId,
    responseCode: found === null ? 404 : 200,
    responseHeaders: found === null ? [] : [{ name: 'content-type', value: found.type }],
    body: found?.body.toString('base64') ?? '',
    // The tab may be closed meanwhile.
  }).catch(() => undefined);
}

async function within<T>(ms: number, what: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error(`no answer within ${ms / 1000} s`)), ms);
  });
  try {
    return await Promise.race([what, late]);
  } finally {
    clearTimeout(timer);
  }
}
