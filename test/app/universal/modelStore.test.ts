import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { kindOfFile } from '#app/import/fileKind.ts';
import { randomModel } from '../../helpers/randomModel.ts';
import { MemoryDatabase } from '../documents/memoryDatabase.ts';

const bytes = randomModel(3);
const fileOf = (content: Uint8Array, name: string) =>
  new File([Uint8Array.from(content)], name, { type: 'application/octet-stream' });

/** What lies beside the page; each test has a page of its own. */
async function page(files: Readonly<Record<string, Uint8Array | string>> = {}) {
  vi.resetModules();
  vi.stubGlobal('document', { baseURI: 'https://example.org/sub/' });
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (url: URL) => {
    asked.push(url.pathname);
    const content = files[url.pathname.replace('/sub/models/', '')];
    return content === undefined
      ? new Response(null, { status: 404 })
      : new Response(typeof content === 'string' ? content : Uint8Array.from(content));
  });
  return { ...(await import('#app/universal/modelStore.ts')), asked };
}
beforeEach(() => vi.unstubAllGlobals());
afterEach(() => vi.unstubAllGlobals());

test('a model file is taken with its name and checksum; where nothing is kept it serves this visit', async () => {
  const { modelStore, takeModel, removeModel } = await page();
  expect(await takeModel(fileOf(bytes, 'nequix-own.nqx'))).toBe(true);
  const { model, problem } = modelStore.getState();
  expect(problem).toBeNull();
  expect(model).toMatchObject({ name: 'nequix-own.nqx', from: 'visit' });
  expect(model!.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  expect(Buffer.compare(model!.bytes, bytes)).toBe(0);
  expect(model!.elements.has(55)).toBe(true);
  expect(model!.elements.has(84)).toBe(false);
  await removeModel();
  expect(modelStore.getState().model).toBeNull();
});

test('a dispersion term stays chosen, also with another model and at the next visit', async () => {
  const { factory } = new MemoryDatabase();
  const visit = () => {
    const opened = page();
    vi.stubGlobal('indexedDB', factory);
    return opened;
  };
  const { modelStore, takeModel, chooseDispersion } = await visit();
  await takeModel(fileOf(bytes, 'a.nqx'));
  expect(modelStore.getState().model).toMatchObject({ chosen: null, dispersion: 'none' });
  chooseDispersion('bj');
  expect(modelStore.getState().model).toMatchObject({ chosen: 'bj', dispersion: 'bj' });
  await takeModel(fileOf(bytes, 'b.nqx'));
  expect(modelStore.getState().model).toMatchObject({ name: 'b.nqx', dispersion: 'bj' });
  const next = await visit();
  await next.lookForModel();
  expect(next.modelStore.getState().model).toMatchObject({ name: 'b.nqx', chosen: 'bj' });
});

test('the same checksum where the browser offers none', async () => {
  vi.stubGlobal('crypto', {});
  const { modelStore, takeModel } = await page();
  await takeModel(fileOf(bytes, 'a.nqx'));
  expect(modelStore.getState().model!.sha256).toBe(
    createHash('sha256').update(bytes).digest('hex'),
  );
});

test('a file that is none is refused with the reason, and the model before stays', async () => {
  const { modelStore, takeModel } = await page();
  await takeModel(fileOf(bytes, 'good.nqx'));
  expect(await takeModel(fileOf(bytes.slice(0, 100_000), 'torn.nqx'))).toBe(false);
  expect(modelStore.getState().problem).toMatch(/^torn\.nqx: not a model file.*it ends/);
  expect(modelStore.getState().model?.name).toBe('good.nqx');
  await takeModel(fileOf(bytes, 'again.nqx'));
  expect(modelStore.getState()).toMatchObject({ problem: null, model: { name: 'again.nqx' } });
});

test('where the browser keeps it, it is there at the next visit, until it is removed', async () => {
  const { factory } = new MemoryDatabase();
  const visit = async () => {
    const at = await page();
    vi.stubGlobal('indexedDB', factory);
    return at;
  };
  const first = await visit();
  await first.takeModel(fileOf(bytes, 'kept.nqx'));
  expect(first.modelStore.getState().model).toMatchObject({ name: 'kept.nqx', from: 'browser' });
  const second = await visit();
  await second.lookForModel();
  const { model } = second.modelStore.getState();
  expect(model).toMatchObject({ name: 'kept.nqx', from: 'browser' });
  expect(Buffer.compare(model!.bytes, bytes)).toBe(0);
  expect(second.asked).toEqual([]);
  await second.removeModel();
  const third = await visit();
  await third.lookForModel();
  expect(third.modelStore.getState().model).toBeNull();
});

test('a file of more than 64 MB is refused before it is read', async () => {
  const { modelStore, takeModel } = await page();
  const read = vi.fn(async () => new ArrayBuffer(4));
  const sized = (size: number) => ({ name: 'big.nqx', size, arrayBuffer: read }) as unknown as File;
  const limit = 64 * 2 ** 20;
  expect(await takeModel(sized(limit + 1))).toBe(false);
  expect(read).not.toHaveBeenCalled();
  expect(modelStore.getState().problem).toBe(
    'big.nqx: it has 64 MB, and models have less than 64 MB',
  );
  await takeModel(sized(limit));
  expect(read).toHaveBeenCalledOnce();
});

test('one that lies beside the page is found, and a model that was taken meanwhile stays', async () => {
  const files = { 'index.json': '["nequix-a.nqx"]', 'nequix-a.nqx': bytes };
  const first = await page(files);
  await first.lookForModel();
  expect(first.modelStore.getState()).toMatchObject({
    status: 'settled',
    model: { name: 'nequix-a.nqx', from: 'installation' },
  });
  await first.lookForModel();
  expect(first.asked).toEqual(['/sub/models/index.json', '/sub/models/nequix-a.nqx']);
  const second = await page(files);
  const looking = second.lookForModel();
  await second.takeModel(fileOf(bytes, 'mine.nqx'));
  await looking;
  expect(second.modelStore.getState().model?.name).toBe('mine.nqx');
});

test('without one, and without the list, there is none and nothing to say', async () => {
  for (const files of [{}, { 'index.json': '[]' }, { 'index.json': '<html>' }] as const) {
    const { modelStore, lookForModel } = await page(files);
    await lookForModel();
    expect(modelStore.getState()).toEqual({ status: 'settled', model: null, problem: null });
  }
  const { modelStore, lookForModel } = await page({ 'index.json': '["gone.nqx"]' });
  await lookForModel();
  expect(modelStore.getState().problem).toMatch(/models\/gone\.nqx could not be fetched/);
});

test('a dropped model is known by its content, and a torn one by its name', async () => {
  expect(await kindOfFile(fileOf(bytes, 'weights'))).toBe('model');
  expect(await kindOfFile(fileOf(new Uint8Array(10), 'weights.NQX'))).toBe('model');
  const json = new TextEncoder().encode('{"epistack": 1}\n{"a": 2}');
  expect(await kindOfFile(fileOf(json, 'document.json'))).toBe('document');
});
