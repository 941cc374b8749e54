import { createStore } from 'zustand/vanilla';
import type { IntVec3 } from '#core/math/integer.ts';

/** What a measurement takes at most: one atom is marked, two give a distance, three an angle, four a dihedral. */
export const MAX_PICKED_ATOMS = 4;

interface Picked {
  /** In order, at most {@link MAX_PICKED_ATOMS}: what is measured, followed and traced. */
  readonly atoms: readonly number[];
  /** The image of each that was clicked, in cells from its own. */
  readonly cells: readonly IntVec3[];
}

/** Atoms picked in the picture. */
export const pickedStore = createStore<Picked>()(() => ({ atoms: [], cells: [] }));

/** The cell in which the structure lists its atoms. */
const OWN: IntVec3 = [0, 0, 0];

export const setPicked = (atoms: readonly number[]): void =>
  pickedStore.setState({ atoms, cells: atoms.map(() => OWN) });

/**
 * Handles a click: picks an atom, unpicks a picked one, or clears all on the background. One more than the limit
 * starts a new selection.
 * @param clicked the image that was clicked
 */
export function pickAtom(clicked: { readonly atom: number; readonly cells: IntVec3 } | null): void {
  pickedStore.setState(({ atoms, cells }) => {
    if (clicked === null) return { atoms: [], cells: [] };
    const at = atoms.indexOf(clicked.atom);
    if (at >= 0)
      return { atoms: atoms.filter((_, k) => k !== at), cells: cells.filter((_, k) => k !== at) };
    const isFull = atoms.length >= MAX_PICKED_ATOMS;
    return {
      atoms: [...(isFull ? [] : atoms), clicked.atom],
      cells: [...(isFull ? [] : cells), clicked.cells],
    };
  });
}
