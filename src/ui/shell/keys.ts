import { redoLast, undoLast } from '#app/look/lastStep.ts';
import { goToEnd, playerStore, setEnd, stepBy, togglePlay } from '#app/player/player.ts';
import { openPlace, placesStore } from '#app/shell/places.ts';
import { say } from '#app/shell/toasts.ts';
import { togglePictureAlone } from '#ui/look/alone/FullScreenButton.tsx';

/** What a key does on the page. The sheet of shortcuts and the palette are made from this list. */
export interface KeyAction {
  readonly id: string;
  readonly name: string;
  /** As the sheet writes it. */
  readonly keys: string;
  /** `KeyboardEvent.key`, letters small. */
  readonly key: string;
  /** Ctrl, or ⌘ on a Mac. */
  readonly control?: boolean;
  readonly shift?: boolean;
  /** Where the key has no meaning of its own: on the page itself, a button or the picture. */
  readonly where?: 'anywhere' | 'no-list' | 'no-button';
  readonly run: () => void;
}

/** What a story shows is no step of the document. */
const unlessPresenting = (run: () => void) => () => {
  if (!placesStore.getState().open.includes('present')) run();
};

/** Says why nothing happens where there is nothing that it could be done with. */
const orSay =
  (run: () => boolean, why: string): (() => void) =>
  () => {
    if (!run()) say(why);
  };

const play = (): void => {
  const { status } = playerStore.getState();
  if (status === 'ready') togglePlay();
  else if (status === 'idle') say('No run to play: Run MD… makes one, Open… takes one');
};

const setEndAt = (which: 'first' | 'last') =>
  orSay(() => {
    const isShown = playerStore.getState().frame !== null;
    setEnd(which);
    return isShown;
  }, 'The range begins and ends at the frame that is shown: show one first');

export const KEY_ACTIONS: readonly KeyAction[] = [
  {
    id: 'palette',
    name: 'Find an action',
    keys: 'Ctrl K',
    key: 'k',
    control: true,
    where: 'anywhere',
    run: () => openPlace('palette'),
  },
  {
    id: 'shortcuts',
    name: 'Keys of the page',
    keys: '?',
    key: '?',
    run: () => openPlace('shortcuts'),
  },
  {
    id: 'full-screen',
    name: 'Full screen: the picture alone, or back',
    keys: 'F',
    key: 'f',
    run: unlessPresenting(togglePictureAlone),
  },
  {
    id: 'undo',
    name: 'Undo',
    keys: 'Ctrl Z',
    key: 'z',
    control: true,
    run: unlessPresenting(orSay(undoLast, 'Nothing to undo')),
  },
  {
    id: 'redo',
    name: 'Redo',
    keys: 'Ctrl Shift Z',
    key: 'z',
    control: true,
    shift: true,
    run: unlessPresenting(orSay(redoLast, 'Nothing to redo')),
  },
  { id: 'play', name: 'Play or pause', keys: 'Space', key: ' ', where: 'no-button', run: play },
  { id: 'frame-before', name: 'One frame back', keys: ',', key: ',', run: () => stepBy(-1) },
  {
    id: 'frame-after',
    name: 'One frame on',
    keys: '.',
    key: '.',
    run: unlessPresenting(() => stepBy(1)),
  },
  {
    id: 'range-begin',
    name: 'Play from this frame',
    keys: '[',
    key: '[',
    run: setEndAt('first'),
  },
  {
    id: 'range-end',
    name: 'Play up to this frame',
    keys: ']',
    key: ']',
    run: setEndAt('last'),
  },
  {
    id: 'first-frame',
    name: 'First frame',
    keys: 'Home',
    key: 'Home',
    where: 'no-list',
    run: () => goToEnd('first'),
  },
  {
    id: 'last-frame',
    name: 'Last frame',
    keys: 'End',
    key: 'End',
    where: 'no-list',
    run: () => goToEnd('last'),
  },
  {
    id: 'delete-atoms',
    name: 'Delete the selected atoms',
    keys: 'Delete',
    key: 'Delete',
    run: unlessPresenting(() => {
      void import('#ui/look/edits/deleteSelected.ts').then(({ deleteSelected }) =>
        deleteSelected(),
      );
    }),
  },
];

const TYPED_IN = 'input:not([type="range"]), select, textarea, [contenteditable]';

/** Page-wide keys; a field that is typed in keeps its own. */
export function onShortcut(e: KeyboardEvent): void {
  const target = e.target instanceof HTMLElement ? e.target : null;
  // Brackets are typed with AltGr on many keyboards, which counts as Ctrl and Alt.
  const control = !e.getModifierState('AltGraph') && (e.ctrlKey || e.metaKey);
  if (!control && e.altKey && !e.getModifierState('AltGraph')) return;
  const key = e.key.length === 1 ? e.key.toLowerCase() : e.key;
  const action = KEY_ACTIONS.find(
    (a) =>
      a.key === key &&
      (a.control ?? false) === control &&
      // Signs such as ? need Shift on some keyboards and not on others.
      (!a.control || (a.shift ?? false) === e.shiftKey),
  );
  if (action === undefined) return;
  const { where } = action;
  if (where !== 'anywhere' && target?.closest(TYPED_IN)) return;
  const onButton = target instanceof HTMLButtonElement;
  if (where === 'no-button' && onButton) return;
  // In lists, sliders and what scrolls these keys have their own meaning.
  const isPicture = target?.matches('[role="application"]') ?? false;
  if (where === 'no-list' && e.target !== document.body && !onButton && !isPicture) return;
  e.preventDefault();
  action.run();
}
