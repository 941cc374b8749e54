import type { MarkedAtoms } from '#app/document/marks/onAtoms.ts';
import { areSameAtoms } from '#app/document/marks/theseAtoms.ts';
import { atomsTabStore } from '#app/look/atomsTab.ts';
import { inspect } from '#app/look/inspected.ts';
import { pickAtom, pickedStore, setPicked } from '#app/look/pickedAtoms.ts';
import { selectAtoms, toggleSelected } from '#app/look/selection.ts';
import { placesStore } from '#app/shell/places.ts';
import type { AtomImage } from '#render/types.ts';

let known: MarkedAtoms | null = null;

/** Other elements in order, or another cut, are other atoms: what was picked and selected is none of these. */
export function onOtherAtoms(atoms: MarkedAtoms): void {
  const isSame = known !== null && areSameAtoms(known, atoms);
  if (known !== null && !isSame) {
    setPicked([]);
    inspect(null);
    selectAtoms([]);
  }
  known = atoms;
}

/** With Shift, or while the selection stands open, a click selects; else it measures. */
export function onPick(clicked: AtomImage | null, { extend }: { readonly extend: boolean }): void {
  const isSelecting =
    placesStore.getState().open.includes('atoms') &&
    ['selection', 'edit'].includes(atomsTabStore.getState().tab);
  if (extend && clicked !== null) toggleSelected([clicked.atom]);
  else if (isSelecting) selectAtoms(clicked === null ? [] : [clicked.atom]);
  else if (!extend) pickAndInspect(clicked);
}

/** The atom that was clicked is described, too; one that was let go, or the background, ends that. */
function pickAndInspect(clicked: AtomImage | null): void {
  pickAtom(clicked);
  const isPicked = clicked !== null && pickedStore.getState().atoms.includes(clicked.atom);
  inspect(isPicked ? clicked.atom : null);
}

/** Atoms that were named by number: the last is described, as the last of so many clicks is; none ends that. */
export function pickTyped(atoms: readonly number[]): void {
  setPicked(atoms);
  inspect(atoms.at(-1) ?? null);
}
