import { createStore } from 'zustand/vanilla';

interface Inspected {
  /** The atom that is described beside the picture; null for none. */
  readonly atom: number | null;
  /** Whether the arrow keys in the picture go from atom to atom instead of turning it. */
  readonly isStepping: boolean;
}

const NOTHING: Inspected = { atom: null, isStepping: false };

export const inspectedStore = createStore<Inspected>()(() => NOTHING);

export const inspect = (atom: number | null): void =>
  inspectedStore.setState(atom === null ? NOTHING : { atom });

export const stepThroughAtoms = (isStepping: boolean): void =>
  inspectedStore.setState({ isStepping });
