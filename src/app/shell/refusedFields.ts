import { createStore, type StoreApi } from 'zustand/vanilla';

/** Ids of the fields of one form whose entry is refused, in the order in which they were refused. */
export interface RefusedFields {
  readonly ids: ReadonlySet<string>;
}

export interface RefusedFieldsStore
  extends Pick<StoreApi<RefusedFields>, 'getState' | 'subscribe' | 'getInitialState'> {
  /** Called by a field when its entry is refused, accepted again, or the field is removed. */
  readonly report: (id: string, isRefused: boolean) => void;
}

/** A refused field leaves the previous value in its setting, so the form must not be submitted. */
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
