import { createStore } from 'zustand/vanilla';
import type { MadeOn, MarkedAtoms } from '#app/document/marks/onAtoms.ts';
import { areThese, theseAtoms } from '#app/document/marks/theseAtoms.ts';
import type { AtomLabel } from '#core/story/story.ts';

interface Selection {
  /** In ascending order. */
  readonly atoms: readonly number[];
  /** What the next drag in the picture draws around what is to be selected; null: it turns the picture. */
  readonly area: SelectArea | null;
}

export type SelectArea = 'box' | 'lasso';

/** Atoms that something is to be done with. It has no part in the document. */
export const selectionStore = createStore<Selection>()(() => ({ atoms: [], area: null }));

const ascending = (atoms: Iterable<number>): readonly number[] =>
  [...new Set(atoms)].sort((p, q) => p - q);

export const selectAtoms = (atoms: Iterable<number>): void =>
  selectionStore.setState({ atoms: ascending(atoms) });

export const addToSelection = (more: readonly number[]): void =>
  selectAtoms([...selectionStore.getState().atoms, ...more]);

/** Takes atoms out where all of them are in, else adds those that are not. */
export function toggleSelected(these: readonly number[]): void {
  const { atoms } = selectionStore.getState();
  const has = new Set(atoms);
  if (these.every((i) => has.has(i))) {
    const out = new Set(these);
    selectAtoms(atoms.filter((i) => !out.has(i)));
  } else addToSelection(these);
}

export const selectInArea = (area: SelectArea | null): void => selectionStore.setState({ area });

/** Begins to draw an area, or leaves it where that one is being drawn. */
export const toggleArea = (area: SelectArea): void =>
  selectInArea(selectionStore.getState().area === area ? null : area);

/** What is written on which atoms. */
export interface Labelled {
  readonly kind: AtomLabel | null;
  readonly atoms: readonly number[];
  /** On which atoms these were chosen: on others nothing is written. */
  readonly of?: MadeOn;
}

export const NO_LABELS: Labelled = { kind: null, atoms: [] };

/** Words on atoms of the picture. */
export const labelStore = createStore<Labelled>()(() => NO_LABELS);

export const labelAtoms = (
  kind: AtomLabel | null,
  atoms: readonly number[],
  marked: MarkedAtoms,
): void =>
  labelStore.setState(kind === null ? NO_LABELS : { kind, atoms, of: theseAtoms(marked) }, true);

/** What is written on these atoms. */
export const labelledOf = (labelled: Labelled, marked: MarkedAtoms): Labelled =>
  labelled.of === undefined || areThese(labelled.of, marked) ? labelled : NO_LABELS;
