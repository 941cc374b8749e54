/** A database of this page in IndexedDB. */
export interface Layout<Store extends string> {
  readonly name: string;
  readonly version: number;
  /** Stores with their key paths. */
  readonly stores: Readonly<Record<Store, string | string[]>>;
}

/** A list entry and the document itself lie apart, so that a list is read without all histories. */
export type Store = 'entries' | 'documents' | 'runs' | 'frames';

/** Documents and runs. Version 1 is the first. */
const DOCUMENTS: Layout<Store> = {
  name: 'epistack',
  version: 1,
  stores: { entries: 'id', documents: 'id', runs: 'id', frames: ['run', 'part'] },
};

/** Some browsers that block storage report no error and never answer a request. */
const LIMIT_MS = 5000;

/** Waits no longer than that, and not at all for what was waited for once. @throws where there is no answer in time */
function inTime<T>(work: Promise<T>): () => Promise<T> {
  const limit = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error('the database did not open')), LIMIT_MS);
  });
  limit.catch(() => undefined);
  return () => Promise.race([work, limit]);
}

function open<S extends string>({ name, version, stores }: Layout<S>): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, version);
    request.onupgradeneeded = () => {
      for (const [store, keyPath] of Object.entries<string | string[]>(stores))
        request.result.createObjectStore(store, { keyPath });
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
 * @throws where the browser keeps nothing: a private window, a setting, a disk that is full
 */
export type Transact<Store extends string> = <T>(
  stores: readonly Store[],
  mode: IDBTransactionMode,
  work: (store: (name: Store) => IDBObjectStore) => Promise<T> | T,
) => Promise<T>;

/** Transactions of a database, which is opened by the first. */
export function databaseOf<Store extends string>(layout: Layout<Store>): Transact<Store> {
  let opened: (() => Promise<IDBDatabase>) | null = null;
  const database = (): Promise<IDBDatabase> => {
    opened ??= inTime(
      open(layout).catch((error: unknown) => {
        // The next attempt may find it free.
        opened = null;
        throw error;
      }),
    );
    return opened();
  };
  return async (stores, mode, work) => {
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
  };
}

/** A transaction on documents and runs. */
export const transact: Transact<Store> = databaseOf(DOCUMENTS);
