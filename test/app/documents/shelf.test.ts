import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { KeptDocument } from '#app/document/keptCopy.ts';
import { answered, databaseOf } from '#app/documents/database.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { MemoryDatabase } from './memoryDatabase.ts';

let database: MemoryDatabase;
/** The modules of a page that was just loaded: the database is opened anew. */
async function page() {
  vi.resetModules();
  return import('#app/documents/shelf.ts');
}

beforeEach(() => {
  database = new MemoryDatabase();
  vi.stubGlobal('indexedDB', database.factory);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const { recipe } = presetOf('ge-si');
const documentOf = (id: string, part: Partial<KeptDocument> = {}): KeptDocument => ({
  id,
  editedMs: 1000,
  name: null,
  recipe,
  past: [presetOf('cspbbr3-cds').recipe],
  future: [],
  ...part,
});

test('documents are listed, the last edited first, and read back with their histories in another visit', async () => {
  const { saveDocument } = await page();
  for (const [id, editedMs] of [
    ['a', 2000],
    ['b', 3000],
    ['c', 1000],
  ] as const)
    await saveDocument(documentOf(id, { editedMs, name: `Document ${id}` }));
  const { listDocuments, readDocument } = await page();
  expect(await listDocuments()).toEqual(
    [
      ['b', 3000],
      ['a', 2000],
      ['c', 1000],
    ].map(([id, editedMs]) => ({ id, title: `Document ${id}`, editedMs, picture: null })),
  );
  expect(await readDocument('a')).toEqual(documentOf('a', { editedMs: 2000, name: 'Document a' }));
  expect(await readDocument('x')).toBeNull();
});

test('an earlier edit does not replace a later one; the same one again does, and keeps the picture', async () => {
  const { listDocuments, saveDocument, savePicture } = await page();
  await saveDocument(documentOf('a', { editedMs: 2000, name: 'second' }));
  await savePicture('a', 'data:picture');
  await saveDocument(documentOf('a', { editedMs: 1999, name: 'first' }));
  expect(await listDocuments()).toMatchObject([{ title: 'second', picture: 'data:picture' }]);
  await saveDocument(documentOf('a', { editedMs: 2000, name: 'third' }));
  expect(await listDocuments()).toMatchObject([{ title: 'third', picture: 'data:picture' }]);
  await saveDocument(documentOf('a', { editedMs: 2001 }), 'data:other');
  expect(await listDocuments()).toMatchObject([{ editedMs: 2001, picture: 'data:other' }]);
  // None is made for a document that is not there.
  await savePicture('x', 'data:picture');
  expect(await listDocuments()).toHaveLength(1);
});

test('what is taken off the shelf can be put back as it was', async () => {
  const { listDocuments, putBack, readDocument, saveDocument, takeDocument } = await page();
  await saveDocument(documentOf('a', { name: 'A' }), 'data:picture');
  await saveDocument(documentOf('b'));
  const taken = await takeDocument('a');
  expect(taken).toMatchObject({ entry: { picture: 'data:picture' }, document: { id: 'a' } });
  expect((await listDocuments()).map((e) => e.id)).toEqual(['b']);
  expect(await readDocument('a')).toBeNull();
  expect(await takeDocument('a')).toBeNull();
  await putBack(taken!);
  expect(await readDocument('a')).toEqual(documentOf('a', { name: 'A' }));
  expect(await listDocuments()).toContainEqual(taken!.entry);
});

test('a new name is that of the entry and of the document; an empty one gives that of the slabs back', async () => {
  const { listDocuments, readDocument, renameDocument, saveDocument } = await page();
  await saveDocument(documentOf('a'));
  const { title } = (await listDocuments())[0]!;
  await renameDocument('a', 'Mine');
  expect((await listDocuments())[0]!.title).toBe('Mine');
  expect(await readDocument('a')).toMatchObject({ name: 'Mine' });
  await renameDocument('a', '');
  expect((await listDocuments())[0]!.title).toBe(title);
  await renameDocument('x', 'None');
  expect(await listDocuments()).toHaveLength(1);
});

test('a connection that the browser ended is opened again; an open one is used on', async () => {
  const { listDocuments, saveDocument } = await page();
  await saveDocument(documentOf('a'));
  await listDocuments();
  expect(database.opened).toBe(1);
  database.close();
  expect(await listDocuments()).toHaveLength(1);
  expect(database.opened).toBe(2);
});

test('a refusal is told with its reason, and the next attempt may succeed', async () => {
  const { listDocuments } = await page();
  database.refuse = new DOMException('blocked', 'SecurityError');
  await expect(listDocuments()).rejects.toBe(database.refuse);
  database.refuse = null;
  expect(await listDocuments()).toEqual([]);
});

test('a database that never answers is given up after five seconds', async () => {
  vi.useFakeTimers();
  vi.stubGlobal('indexedDB', { open: () => ({}) });
  const { listDocuments } = await page();
  let failure: unknown = null;
  void listDocuments().catch((error: unknown) => {
    failure = error;
  });
  await vi.advanceTimersByTimeAsync(4900);
  expect(failure).toBeNull();
  await vi.advanceTimersByTimeAsync(200);
  expect(String(failure)).toMatch(/did not open/);
  // What asks later is not kept waiting again.
  await expect(listDocuments()).rejects.toThrow('did not open');
});

test('of a transaction that fails nothing is kept', async () => {
  const transact = databaseOf({ name: 'pairs', version: 1, stores: { left: 'id', right: 'id' } });
  const both = ['left', 'right'] as const;
  const put = (value: unknown) =>
    transact(both, 'readwrite', async (store) => {
      store('left').put({ id: 1, value: 'new' });
      // What cannot be cloned cannot be kept.
      await answered(store('right').put({ id: 1, value }));
      return 'kept';
    });
  await expect(put(() => 0)).rejects.toThrow(/could not be cloned/);
  const left = () => transact(['left'], 'readonly', (store) => answered(store('left').getAll()));
  expect(await left()).toEqual([]);
  expect(await put('value')).toBe('kept');
  expect(await left()).toHaveLength(1);
});
