import { createStore, type StoreApi } from 'zustand/vanilla';

/** Ids of the fields of one form that show what cannot be taken, in the order in which they were refused. */
export interface RefusedFields {
  readonly ids: ReadonlySet<string>;
}

export interface RefusedFieldsStore
  extends Pick<StoreApi<RefusedFields>, 'getState' | 'subscribe' | 'getInitialState'> {
  /** Told by a field when it begins or ceases to be refused, or is taken away. */
  readonly report: (id: string, isRefused: boolean) => void;
}

/** While a field of a form is refused, its setting holds the value before: nothing is done with such a form. */
export function createRefusedFields(): RefusedFieldsStore {
  const store = createStore<RefusedFields>()(() => ({ ids: new Set() }));
  const report = (id: string, isRefused: boolean) => {
    const { ids } = store.getState();
    if (ids.has(id) === isRefused) return;
    const next = new Set(ids);
    if (isRefused) next.add(id);
    else next.delete(id);
    store.setState({ ids: next });
  };
  const { getState, getInitialState, subscribe } = store;
  return { getState, getInitialState, subscribe, report };
}
