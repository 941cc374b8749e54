/** Documents and runs of this page, as IndexedDB keeps them. Version 1 is the first. */
const NAME = 'epistack';
const VERSION = 1;

/** A list entry and the document itself lie apart, so that a list is read without all histories. */
export type Store = 'entries' | 'documents' | 'runs' | 'frames';

/** Some browsers that block storage report no error and never answer a request. */
const LIMIT_MS = 5000;

let opened: Promise<IDBDatabase> | null = null;

/** @throws where the browser keeps nothing: a private window, a setting, a disk that is full */
function database(): Promise<IDBDatabase> {
  opened ??= open().catch((error: unknown) => {
    // The next attempt may find it free.
    opened = null;
    throw error;
  });
  return opened;
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('the database did not open')), LIMIT_MS);
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      const db = request.result;
      db.createObjectStore('entries', { keyPath: 'id' });
      db.createObjectStore('documents', { keyPath: 'id' });
      db.createObjectStore('runs', { keyPath: 'id' });
      db.createObjectStore('frames', { keyPath: ['run', 'part'] });
    };
    request.onerror = () => reject(request.error ?? new Error('the database was refused'));
    request.onsuccess = () => {
      const db = request.result;
      // A newer version of the page, in another tab, must not wait for this one.
      db.onversionchange = () => db.close();
      resolve(db);
    };
  });
}

/** Waits for one request. */
export const answered = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('a request failed'));
  });

/**
 * Runs one transaction: all of it is kept, or nothing.
 * @param work its requests; may wait for these, and for nothing else
 */
export async function transact<T>(
  stores: readonly Store[],
  mode: IDBTransactionMode,
  work: (store: (name: Store) => IDBObjectStore) => Promise<T> | T,
): Promise<T> {
  let transaction: IDBTransaction;
  try {
    transaction = (await database()).transaction(stores, mode);
  } catch (error) {
    // Closed by the browser, or for a newer version: open it again.
    if (!(error instanceof DOMException && error.name === 'InvalidStateError')) throw error;
    opened = null;
    transaction = (await database()).transaction(stores, mode);
  }
  const done = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('the transaction failed'));
  });
  // A request that fails rejects `work`, and aborts what `done` waits for.
  done.catch(() => undefined);
  const result = await work((name) => transaction.objectStore(name));
  await done;
  return result;
}
