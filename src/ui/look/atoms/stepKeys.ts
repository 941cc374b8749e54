import type { KeyboardEvent } from 'react';
import type { MarkedAtoms } from '#app/document/marks/onAtoms.ts';
import { inspect, inspectedStore, stepThroughAtoms } from '#app/look/inspected.ts';
import { pickAtom } from '#app/look/pickedAtoms.ts';
import { toggleArea, toggleSelected } from '#app/look/selection.ts';
import { placesStore } from '#app/shell/places.ts';
import type { SceneHandle } from '#render/types.ts';
import { keepPicked } from '#ui/look/measured/keepPicked.ts';

/**
 * Keys in the picture, before it takes them itself: Enter begins to go from atom to atom, arrows step, Enter again picks,
 * with Shift selects; B draws a box, L a lasso, M keeps
 * what is measured.
 */
export function onStepKey(e: KeyboardEvent, picture: SceneHandle | null, atoms: MarkedAtoms): void {
  const isPicture = e.target instanceof HTMLElement && e.target.matches('[role="application"]');
  // A lecturer's keys have another meaning.
  if (placesStore.getState().open.includes('present')) return;
  if (!isPicture || picture === null || e.ctrlKey || e.metaKey || e.altKey) return;
  const { atom, isStepping } = inspectedStore.getState();
  const isArrow = e.key.startsWith('Arrow') && !e.shiftKey;
  const key = e.key.toLowerCase();
  const area = key === 'b' ? 'box' : key === 'l' ? 'lasso' : null;
  const isKeep = key === 'm';
  if (e.key !== 'Enter' && area === null && !isKeep && !(isStepping && isArrow)) return;
  e.preventDefault();
  e.stopPropagation();
  if (isKeep) {
    keepPicked(atoms);
    return;
  }
  if (area !== null) {
    toggleArea(area);
    return;
  }
  if (e.key === 'Enter' && isStepping && atom !== null) {
    if (e.shiftKey) toggleSelected([atom]);
    else pickAtom({ atom, cells: [0, 0, 0] });
    return;
  }
  stepThroughAtoms(true);
  void import('./stepAtoms.ts').then(({ STEP_WAYS, steppedAtom }) =>
    inspect(
      isArrow || atom === null
        ? steppedAtom(picture, atoms.numbers.length, atom, STEP_WAYS[e.key] ?? [0, 0])
        : atom,
    ),
  );
}
