import { commit, documentStore, shown } from '#app/document/document.ts';
import { library } from '#app/document/library.ts';
import { openBeside } from '#app/document/persist.ts';
import { printDataSheet } from '#app/export/dataSheet.ts';
import { openPlace, type Place } from '#app/shell/places.ts';
import { OWN_STORY, present } from '#app/story/lecture.ts';
import { SHIPPED_STORIES } from '#app/story/stories.ts';
import { addFilm } from '#core/recipe/edits/film.ts';
import { setSuperlattice } from '#core/recipe/edits/vacuum.ts';
import { FIRST_FILM, PRESETS } from '#core/recipe/presets/presets.ts';
import { closingOf } from '#core/recipe/recipe.ts';
import { type Action, focusSoon } from './action.ts';
import { copyLink } from './copyLink.ts';
import { drawnActions, LOOK_ACTIONS } from './lookActions.ts';
import { PICTURE_ACTIONS, viewActions } from './pictureActions.ts';
import { noInterface, noRun, stackNow } from './state.ts';

const opens = (place: Place, name: string, whyNot?: () => string | null): Action => ({
  id: `open-${place}`,
  name,
  group: 'Open',
  ...(whyNot && { whyNot }),
  run: () => openPlace(place),
});

const ROOMS: readonly Action[] = [
  opens('find', 'Find matches'),
  opens('documents', 'Documents'),
  opens('look', 'Look: how the picture is drawn'),
  opens('atoms', 'Atoms: what is known of one'),
  opens('analysis', 'Analyse'),
  opens('report', 'Full report: every number with its definition', noStack),
  opens('nanocrystal', 'Nanocrystal: a particle of one or two crystals'),
  {
    id: 'nanocrystal-of-interface',
    name: 'Nanocrystal with this interface',
    group: 'Open',
    whyNot: noInterface,
    run: () =>
      void import('#app/nanocrystal/carryOver.ts').then((m) => m.openNanocrystalOfInterface()),
  },
  opens('microscope', 'Microscope: image, FFT and electron diffraction'),
  opens('md', 'Run molecular dynamics'),
  opens('playback', 'Playback: speed, smoothing, periodic images of a run', noRun),
  opens('import', 'Import a crystal'),
  opens('export', 'Export: files, input sets, pictures, films, figure bundle'),
  opens('export-menu', 'Export menu: POSCAR, picture, recipe at once; selective dynamics'),
  opens('story', 'Write a story: file, link, one HTML'),
  {
    id: 'copy-link',
    name: 'Copy link: the whole document, as it is seen, in an address',
    group: 'Open',
    run: () => void copyLink(),
  },
  { id: 'print', name: 'Print the data sheet', group: 'Open', run: printDataSheet },
];

function noStack(): string | null {
  return stackNow() === null ? 'Only for a stack that is built here' : null;
}

const recipe = () => shown(documentStore.getState());
const isSuperlattice = (): boolean => closingOf(recipe()).kind === 'superlattice';

const STACK: readonly Action[] = [
  {
    id: 'vacuum',
    name: 'Vacuum above the stack…',
    group: 'Stack',
    whyNot: () => (isSuperlattice() ? 'A superlattice has no vacuum' : null),
    run: () => focusSoon('.stack .closing input'),
  },
  ...([true, false] as const).map(
    (on): Action => ({
      id: on ? 'superlattice' : 'free-stack',
      name: on ? 'Superlattice: the stack repeats along c' : 'Free stack in vacuum',
      group: 'Stack',
      now: () => (isSuperlattice() === on ? 'chosen' : ''),
      run: () => void commit(setSuperlattice(on)),
    }),
  ),
  {
    id: 'add-slab',
    name: 'Add a slab',
    group: 'Stack',
    run: () => void commit(addFilm(FIRST_FILM, library)),
  },
  {
    id: 'new-document',
    name: 'New document',
    group: 'Document',
    run: () => void import('#app/documents/keepDocuments.ts').then((m) => m.newDocument()),
  },
  {
    id: 'new-nanocrystal',
    name: 'New nanocrystal',
    group: 'Document',
    run: () => void import('#app/nanocrystal/nanocrystalStore.ts').then((m) => m.newNanocrystal()),
  },
];

const TOLD: readonly Action[] = [
  {
    id: 'present',
    name: 'Present this document',
    group: 'Present',
    run: () => present(OWN_STORY),
  },
  ...SHIPPED_STORIES.map(
    ({ id, title }): Action => ({
      id: `present-${id}`,
      name: `Present: ${title}`,
      group: 'Present',
      run: () => present(id),
    }),
  ),
];

/**
 * Actions that have no key of their own and are there with the list. Each list of entries that the page has makes its
 * own part; {@link FETCHED_ACTIONS} are the rest.
 */
export const ACTIONS: readonly Action[] = [
  ...ROOMS,
  ...PICTURE_ACTIONS,
  ...LOOK_ACTIONS,
  ...STACK,
  ...TOLD,
  ...PRESETS.map(
    ({ id, label, recipe }): Action => ({
      id: `preset-${id}`,
      name: `Open ${label}`,
      group: 'Preset',
      run: () => openBeside(recipe),
    }),
  ),
];

/** Those that depend on what is in the picture now. */
export const actionsNow = (): readonly Action[] => [...viewActions(), ...drawnActions()];
