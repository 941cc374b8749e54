import { openPaperData } from '#app/analysis/openPaperData.ts';
import { openDiffraction } from '#app/diffraction/diffractionStore.ts';
import { openBeside } from '#app/document/persist.ts';
import { printDataSheet } from '#app/export/dataSheet.ts';
import { openAtoms, openClip } from '#app/look/atomsTab.ts';
import { hiddenStore, showAll } from '#app/look/hidden.ts';
import { chosenLook, LOOK_PRESETS } from '#app/look/presets.ts';
import { selectAtoms, selectInArea, selectionStore } from '#app/look/selection.ts';
import { sessionStore } from '#app/look/session.ts';
import { openMicrographTab } from '#app/micrograph/micrographStore.ts';
import { openOrientation } from '#app/orientation/orientationStore.ts';
import { openPlace, type Place } from '#app/shell/places.ts';
import { say } from '#app/shell/toasts.ts';
import { lectureStore, OWN_STORY, present } from '#app/story/lecture.ts';
import { SHIPPED_STORIES } from '#app/story/stories.ts';
import { PRESETS } from '#core/recipe/presets/presets.ts';
import { STRUCTURE_COLOURINGS } from '#ui/look/structureColourings.ts';
import { copyLink } from './copyLink.ts';

/** Something that can be done, by name. */
export interface Action {
  readonly id: string;
  readonly name: string;
  readonly group: string;
  readonly keys?: string;
  readonly run: () => void;
}

const opens = (place: Place, name: string): Action => ({
  id: `open-${place}`,
  name,
  group: 'Open',
  run: () => openPlace(place),
});

const ATOMS_TABS: readonly Action[] = [
  {
    id: 'selection',
    name: 'Select atoms: by element, slab, plane, distance; hide, isolate, label',
    group: 'Picture',
    run: () => openAtoms('selection'),
  },
  {
    id: 'measured',
    name: 'Measurements: list, CSV',
    group: 'Picture',
    run: () => openAtoms('measured'),
  },
  {
    id: 'bonds',
    name: 'Bonds by hand: draw or hide the bond between two atoms',
    group: 'Picture',
    run: () => openAtoms('bonds'),
  },
  {
    id: 'clip',
    name: 'Clip planes: cut a section through the picture',
    group: 'Picture',
    run: openClip,
  },
  {
    id: 'view-tab',
    name: 'Saved views, exploded view, lattice planes and directions, coincidence and moiré, misfit dislocations',
    group: 'Picture',
    run: () => openAtoms('view'),
  },
  {
    id: 'select-box',
    name: 'Select atoms by a box',
    group: 'Picture',
    run: () => selectInArea('box'),
  },
  {
    id: 'select-lasso',
    name: 'Select atoms by a lasso',
    group: 'Picture',
    run: () => selectInArea('lasso'),
  },
  {
    id: 'edit-atoms',
    name: 'Edit atoms: delete, replace, move, add, passivate',
    group: 'Picture',
    run: () => openAtoms('edit'),
  },
  { id: 'select-none', name: 'Clear the selection', group: 'Picture', run: clearSelection },
  { id: 'show-all', name: 'Show all atoms', group: 'Picture', run: showHidden },
];

function clearSelection(): void {
  if (selectionStore.getState().atoms.length === 0) say('No atom is selected');
  selectAtoms([]);
}

function showHidden(): void {
  const { elements, slabs, atoms = [], clip } = hiddenStore.getState();
  if (elements.length + slabs.length + atoms.length === 0 && clip === undefined)
    say('No atom is hidden');
  showAll();
}

const VIEWS = [
  ['a', 'View along a'],
  ['b', 'View along b'],
  ['c', 'View along c, from above'],
  ['oblique', 'View in 3D'],
] as const;

/** Actions that have no key of their own. Each list of entries that the page has makes its own part. */
export const ACTIONS: readonly Action[] = [
  opens('find', 'Find matches'),
  opens('documents', 'Documents'),
  opens('look', 'Look: how the picture is drawn'),
  opens('atoms', 'Atoms: what is known of one'),
  ...ATOMS_TABS,
  opens('analysis', 'Analyse'),
  { id: 'diffraction', name: 'Diffraction: powder pattern', group: 'Open', run: openDiffraction },
  {
    id: 'orientation',
    name: 'Orientation relation: stereographic projection, parallel planes',
    group: 'Open',
    run: openOrientation,
  },
  {
    id: 'micrograph',
    name: 'Micrograph of your own: orientations from its Fourier transform',
    group: 'Open',
    run: openMicrographTab,
  },
  {
    id: 'paper-data',
    name: 'The paper’s data: PL peaks, lifetimes, photoconductors',
    group: 'Open',
    run: openPaperData,
  },
  opens('nanocrystal', 'Nanocrystal: a particle of one or two crystals'),
  {
    id: 'nanocrystal-of-interface',
    name: 'Nanocrystal with this interface',
    group: 'Open',
    run: () =>
      void import('#app/nanocrystal/carryOver.ts').then((m) => m.openNanocrystalOfInterface()),
  },
  opens('microscope', 'Microscope: image, FFT and electron diffraction'),
  opens('md', 'Run molecular dynamics'),
  opens('import', 'Import a crystal'),
  opens('export', 'Export: files, input sets, pictures, films, figure bundle'),
  opens('story', 'Write a story: file, link, one HTML'),
  {
    id: 'copy-link',
    name: 'Copy link: the whole document in an address',
    group: 'Open',
    run: () => void copyLink(),
  },
  { id: 'print', name: 'Print the data sheet', group: 'Open', run: printDataSheet },
  ...VIEWS.map(
    ([along, name]): Action => ({
      id: `view-${along}`,
      name,
      group: 'Picture',
      run: () => lectureStore.setState({ view: { along } }),
    }),
  ),
  ...(['light', 'dark'] as const).map(
    (theme): Action => ({
      id: `theme-${theme}`,
      name: theme === 'light' ? 'Light theme' : 'Dark theme',
      group: 'Picture',
      run: () => sessionStore.setState({ theme }),
    }),
  ),
  ...(['orthographic', 'perspective'] as const).map(
    (projection): Action => ({
      id: projection,
      name: projection === 'orthographic' ? 'Orthographic picture' : 'Perspective picture',
      group: 'Picture',
      run: () => sessionStore.setState({ projection }),
    }),
  ),
  ...STRUCTURE_COLOURINGS.map(
    ({ id, label }): Action => ({
      id: `colour-${id}`,
      name: `Colour by ${label.charAt(0).toLowerCase()}${label.slice(1)}`,
      group: 'Picture',
      run: () => sessionStore.setState({ colorBy: id }),
    }),
  ),
  ...LOOK_PRESETS.map(
    (preset): Action => ({
      id: `look-${preset.id}`,
      name: `Look: ${preset.label}`,
      group: 'Picture',
      run: () => sessionStore.setState((session) => chosenLook(preset, session)),
    }),
  ),
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
  ...PRESETS.map(
    ({ id, label, recipe }): Action => ({
      id: `preset-${id}`,
      name: `Open ${label}`,
      group: 'Preset',
      run: () => openBeside(recipe),
    }),
  ),
];

/** Actions that hold every word that was typed, those that begin with it first. */
export function foundActions(actions: readonly Action[], typed: string): readonly Action[] {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  const held = actions.filter(({ name, group }) => {
    const text = plain(`${name} ${group}`);
    return words.every((word) => text.includes(word));
  });
  const first = words[0];
  if (first === undefined) return held;
  const begins = ({ name }: Action) => plain(name).startsWith(first);
  return [...held.filter(begins), ...held.filter((a) => !begins(a))];
}

/** Small letters without subscripts, so that "cspbbr3" finds CsPbBr₃. */
const plain = (text: string): string => text.normalize('NFKD').toLowerCase();
