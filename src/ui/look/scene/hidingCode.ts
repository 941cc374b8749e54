import { createStore } from 'zustand/vanilla';
import { type Hidden, hiddenStore } from '#app/look/hidden.ts';
import { say } from '#app/shell/toasts.ts';

type Code = Pick<
  typeof import('./hiding.ts'),
  | 'frameHider'
  | 'goneMask'
  | 'hiddenMask'
  | 'hideAtoms'
  | 'hideContacts'
  | 'imageCut'
  | 'isCutApart'
>;

/** What leaves atoms out of the picture: fetched with the first that are hidden. */
export const hidingStore = createStore<{ readonly code: Code | null }>()(() => ({ code: null }));

export const isHiding = ({ elements, slabs, atoms = [], clip }: Hidden): boolean =>
  elements.length + slabs.length + atoms.length > 0 || clip !== undefined;

function fetchHiding(): void {
  if (hidingStore.getState().code !== null || !isHiding(hiddenStore.getState())) return;
  void import('./hiding.ts').then(
    ({ frameHider, goneMask, hiddenMask, hideAtoms, hideContacts, imageCut, isCutApart }) =>
      hidingStore.setState({
        code: { frameHider, goneMask, hiddenMask, hideAtoms, hideContacts, imageCut, isCutApart },
      }),
    () => say('Nothing is hidden: the part of the page for it was not loaded'),
  );
}

hiddenStore.subscribe(fetchHiding);
fetchHiding();
