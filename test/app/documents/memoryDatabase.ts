/**
 * IndexedDB in memory, as far as the page uses it: databases by name, stores by key path, transactions that are kept
 * whole or not at all, structured clones. `refuse` makes each opening fail, `answers` puts them off, `close` ends open
 * connections.
 */
export class MemoryDatabase {
  /** What stands for `IDBKeyRange`. */
  static readonly KeyRange = {
    bound: (lower: Key, upper: Key): KeyRange => ({ lower, upper }),
  };

  readonly #databases = new Map<string, Stores>();
  readonly #connections: Connection[] = [];
  refuse: DOMException | null = null;
  /** Openings are answered when this is done. */
  answers: Promise<unknown> = Promise.resolve();
  /** Openings that were asked for. */
  opened = 0;

  /** What stands for `indexedDB`. */
  readonly factory = {
    open: (name: string, _version: number) => {
      this.opened++;
      const request: Request = {};
      const isNew = !this.#databases.has(name);
      const stores = this.#databases.get(name) ?? new Map();
      void this.answers.then(() => {
        if (this.refuse !== null) {
          request.error = this.refuse;
          request.onerror?.();
          return;
        }
        const connection = connect(stores);
        this.#connections.push(connection);
        request.result = connection;
        this.#databases.set(name, stores);
        if (isNew) request.onupgradeneeded?.();
        request.onsuccess?.();
      });
      return request;
    },
  };

  /** As a browser does that ends a connection, or a newer version of the page that asks for the database. */
  close(): void {
    for (const connection of this.#connections.splice(0)) connection.close();
  }
}

type Key = readonly (string | number)[];

interface KeyRange {
  readonly lower: Key;
  readonly upper: Key;
}

const isRange = (key: unknown): key is KeyRange =>
  typeof key === 'object' && key !== null && 'lower' in key;

/** Lists are compared item by item. */
function compare(p: Key, q: Key): number {
  for (const [k, a] of p.entries()) {
    const b = q[k]!;
    if (a !== b) return a < b ? -1 : 1;
  }
  return 0;
}

interface Request {
  result?: unknown;
  error?: unknown;
  onsuccess?: () => void;
  onerror?: () => void;
  onupgradeneeded?: () => void;
}

type Store = { readonly keyPath: string | readonly string[]; rows: Map<string, unknown> };
type Stores = Map<string, Store>;
type Connection = ReturnType<typeof connect>;

function connect(stores: Stores) {
  let isOpen = true;
  return {
    close: () => {
      isOpen = false;
    },
    createObjectStore: (name: string, { keyPath }: { keyPath: string | string[] }) => {
      stores.set(name, { keyPath, rows: new Map() });
    },
    transaction: (names: readonly string[], mode: IDBTransactionMode) => {
      if (!isOpen) throw new DOMException('closed', 'InvalidStateError');
      return transactionOn(stores, names, mode);
    },
  };
}

function transactionOn(stores: Stores, names: readonly string[], mode: IDBTransactionMode) {
  const before = new Map(names.map((name) => [name, new Map(stores.get(name)!.rows)]));
  const transaction: { oncomplete?: () => void; onabort?: () => void; error: unknown } & Record<
    string,
    unknown
  > = { error: null };
  let open = 0;
  let isDone = false;
  const settle = () =>
    // Later than what waits for the last request and asks for another.
    setTimeout(() => {
      if (isDone || open > 0) return;
      isDone = true;
      transaction.oncomplete?.();
    });
  const abort = (error: unknown) => {
    if (isDone) return;
    isDone = true;
    for (const [name, rows] of before) stores.get(name)!.rows = rows;
    transaction.error = error;
    transaction.onabort?.();
  };
  const ask = (work: () => unknown): Request => {
    const request: Request = {};
    open++;
    queueMicrotask(() => {
      try {
        request.result = work();
        request.onsuccess?.();
      } catch (error) {
        request.error = error;
        request.onerror?.();
        abort(error);
      }
      open--;
      settle();
    });
    return request;
  };
  settle();
  transaction['objectStore'] = (name: string) => {
    if (!names.includes(name)) throw new DOMException(name, 'NotFoundError');
    const store = stores.get(name)!;
    const write = (work: () => void) => {
      if (mode !== 'readwrite') throw new DOMException(mode, 'ReadOnlyError');
      return ask(work);
    };
    const keyOf = (row: unknown): Key => {
      const record = row as Record<string, string | number>;
      return [store.keyPath].flat().map((k) => record[k]!);
    };
    const within = (key: unknown) =>
      [...store.rows.entries()]
        .filter(([name, row]) =>
          isRange(key)
            ? compare(keyOf(row), key.lower) >= 0 && compare(keyOf(row), key.upper) <= 0
            : name === String(key),
        )
        .sort(([, p], [, q]) => compare(keyOf(p), keyOf(q)));
    return {
      get: (key: unknown) => ask(() => structuredClone(store.rows.get(String(key)))),
      getAll: (range?: KeyRange) =>
        ask(() =>
          structuredClone(
            range === undefined ? [...store.rows.values()] : within(range).map(([, row]) => row),
          ),
        ),
      put: (row: unknown) =>
        write(() => void store.rows.set(String(keyOf(row)), structuredClone(row))),
      delete: (key: unknown) =>
        write(() => {
          for (const [name] of within(key)) store.rows.delete(name);
        }),
    };
  };
  return transaction;
}
