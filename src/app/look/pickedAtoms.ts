import { createStore } from 'zustand/vanilla';

/** What a measurement takes at most: one atom is marked, two give a distance, three an angle, four a dihedral. */
export const MAX_PICKED_ATOMS = 4;

/** Atoms picked in the picture, in order, at most {@link MAX_PICKED_ATOMS}: what is measured, followed and traced. */
export const pickedStore = createStore<{ readonly atoms: readonly number[] }>()(() => ({
  atoms: [],
}));

export const setPicked = (atoms: readonly number[]): void => pickedStore.setState({ atoms });

/**
 * Handles a click: picks an atom, unpicks a picked one, or clears all on the background. One more than the limit
 * starts a new selection.
 */
export function pickAtom(atom: number | null): void {
  pickedStore.setState(({ atoms }) => {
    if (atom === null) return { atoms: [] };
    if (atoms.includes(atom)) return { atoms: atoms.filter((i) => i !== atom) };
    return { atoms: atoms.length >= MAX_PICKED_ATOMS ? [atom] : [...atoms, atom] };
  });
}
