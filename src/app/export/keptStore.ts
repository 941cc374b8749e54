import type { StoreApi } from 'zustand/vanilla';

/**
 * Restores a store of plain values from the browser, and keeps what it holds from now on. A value of another type than
 * the default is left out.
 */
export function keptStore<T extends object>(store: StoreApi<T>, key: string, defaults: T): void {
  try {
    const saved = JSON.parse(localStorage.getItem(key) ?? '{}') as Record<string, unknown>;
    const same = Object.entries(defaults).filter(
      ([name, value]) => typeof saved[name] === typeof value,
    );
    store.setState(Object.fromEntries(same.map(([name]) => [name, saved[name]])) as Partial<T>);
  } catch {
    // A private window may have no storage: the defaults serve.
  }
  store.subscribe((state) => {
    try {
      localStorage.setItem(key, JSON.stringify(state));
    } catch {
      // When storage is full or forbidden, only a preference is lost.
    }
  });
}
