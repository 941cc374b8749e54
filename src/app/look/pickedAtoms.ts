import { createStore } from 'zustand/vanilla';

/** Atoms picked in the picture, in order, at most four: what is measured, followed and traced. */
export const pickedStore = createStore<{ readonly atoms: readonly number[] }>()(() => ({
  atoms: [],
}));

export const setPicked = (atoms: readonly number[]): void => pickedStore.setState({ atoms });

/** A click: picks, lets go, or with the background lets all go. A fifth begins anew. */
export function pickAtom(atom: number | null): void {
  pickedStore.setState(({ atoms }) => {
    if (atom === null) return { atoms: [] };
    if (atoms.includes(atom)) return { atoms: atoms.filter((i) => i !== atom) };
    return { atoms: atoms.length >= 4 ? [atom] : [...atoms, atom] };
  });
}
