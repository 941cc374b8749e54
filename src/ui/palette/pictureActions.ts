import { openAtoms, openClip } from '#app/look/atomsTab.ts';
import { clipTo, hiddenStore, showAll } from '#app/look/hidden.ts';
import { selectAtoms, selectInArea, selectionStore } from '#app/look/selection.ts';
import { drawSheet, type LatticeSheet, liftFilms, viewOnlyStore } from '#app/look/viewOnly.ts';
import { openPlace } from '#app/shell/places.ts';
import { say } from '#app/shell/toasts.ts';
import { CLIP_AXES, clipAxis } from '#ui/look/scene/clipping.ts';
import { dislocationsSaid } from '#ui/look/viewOnly/misfitMarks.ts';
import { namedViews } from '#ui/look/views/namedViews.ts';
import { SWITCHED_VIEWS } from '#ui/look/views/viewSwitch.ts';
import { drawPoints, wantedViewStore } from '#ui/look/views/wantedView.ts';
import { type Action, focusSoon } from './action.ts';
import { drawnNow, noInterface, noPicture, stackNow } from './state.ts';

/** How far the film is lifted by one action, Å. */
const LIFT_ANG = 6;

const ATOMS: readonly Action[] = [
  {
    id: 'selection',
    name: 'Select atoms: by element, slab, plane, distance; hide, isolate, label',
    group: 'Atoms',
    run: () => openAtoms('selection'),
  },
  {
    id: 'measured',
    name: 'Measurements: list, CSV',
    group: 'Atoms',
    run: () => openAtoms('measured'),
  },
  {
    id: 'bonds',
    name: 'Bonds by hand: draw or hide the bond between two atoms',
    group: 'Atoms',
    run: () => openAtoms('bonds'),
  },
  {
    id: 'edit-atoms',
    name: 'Edit atoms: delete, replace, move, add, passivate',
    group: 'Atoms',
    run: () => openAtoms('edit'),
  },
  {
    id: 'select-box',
    name: 'Select atoms by a box',
    group: 'Atoms',
    keys: 'B in the picture',
    run: () => selectInArea('box'),
  },
  {
    id: 'select-lasso',
    name: 'Select atoms by a lasso',
    group: 'Atoms',
    keys: 'L in the picture',
    run: () => selectInArea('lasso'),
  },
  {
    id: 'select-none',
    name: 'Clear the selection',
    group: 'Atoms',
    whyNot: () => (selectionStore.getState().atoms.length === 0 ? 'No atom is selected' : null),
    run: () => selectAtoms([]),
  },
  {
    id: 'show-all',
    name: 'Show all atoms',
    group: 'Atoms',
    whyNot: () => {
      const { elements, slabs, atoms = [], clip } = hiddenStore.getState();
      const isNone = elements.length + slabs.length + atoms.length === 0 && clip === undefined;
      return isNone ? 'No atom is hidden' : null;
    },
    run: showAll,
  },
];

const CLIPS: readonly Action[] = [
  {
    id: 'clip',
    name: 'Clip planes: cut a section through the picture',
    group: 'View',
    run: openClip,
  },
  ...CLIP_AXES.map(
    (axis): Action => ({
      id: `clip-${axis}`,
      name: `Clip planes across ${axis}`,
      group: 'View',
      whyNot: noPicture,
      run: () => {
        clipTo({
          from: 0,
          to: 1,
          isInverse: false,
          ...hiddenStore.getState().clip,
          across: clipAxis(axis),
        });
        openClip();
      },
    }),
  ),
  {
    id: 'clip-none',
    name: 'No clip planes: the whole picture',
    group: 'View',
    whyNot: () => (hiddenStore.getState().clip === undefined ? 'Nothing is clipped' : null),
    run: () => clipTo(null),
  },
];

const SHEETS: Readonly<Record<LatticeSheet['points'], string>> = {
  coincidence: 'Coincidence lattice, as built, over the picture',
  moire: 'Moiré of the unstrained lattices over the picture',
  none: 'No lattice points over the picture',
};

const sheet = (): LatticeSheet => viewOnlyStore.getState().sheet;

const OVERLAYS: readonly Action[] = [
  {
    id: 'view-tab',
    name: 'Saved views, exploded view, lattice planes and directions, coincidence and moiré, misfit dislocations',
    group: 'View',
    run: () => openAtoms('view'),
  },
  {
    id: 'lattice-planes',
    name: 'Draw a lattice plane (h k l) or direction [u v w]…',
    group: 'View',
    run: () => openAtoms('view'),
  },
  {
    id: 'save-view',
    name: 'Save this view…',
    group: 'View',
    run: () => openAtoms('view'),
  },
  {
    id: 'exploded',
    name: `Exploded view: film lifted by ${LIFT_ANG} Å, or put back`,
    group: 'View',
    now: () => (viewOnlyStore.getState().liftAng > 0 ? 'on' : 'off'),
    whyNot: noInterface,
    run: () => liftFilms(viewOnlyStore.getState().liftAng > 0 ? 0 : LIFT_ANG),
  },
  ...(Object.entries(SHEETS) as [LatticeSheet['points'], string][]).map(
    ([points, name]): Action => ({
      id: `sheet-${points}`,
      name,
      group: 'View',
      now: () => (sheet().points === points ? 'chosen' : ''),
      whyNot: noInterface,
      run: () => drawPoints(points),
    }),
  ),
  {
    id: 'dislocations',
    name: 'Misfit dislocations: on or off',
    group: 'View',
    now: () => (sheet().dislocations ? 'on' : 'off'),
    whyNot: noInterface,
    run: () => {
      drawSheet({ dislocations: !sheet().dislocations });
      const { dislocations, at } = sheet();
      const model = stackNow();
      say(
        dislocations && model !== null
          ? `Misfit dislocations on: ${dislocationsSaid(model.built, at)}`
          : 'Misfit dislocations off',
      );
    },
  },
];

/** What keys do in the picture, done by the same keys. */
const PICTURE_KEYS = [
  ['fit', 'Fit the picture', '0'],
  ['nearer', 'Nearer', '+'],
  ['farther', 'Farther', '-'],
] as const;

function pressInPicture(key: string): void {
  focusSoon('.view [role="application"]', (picture) =>
    picture.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })),
  );
}

/** From where the atoms are seen, which are selected, and what is drawn over them. */
export const PICTURE_ACTIONS: readonly Action[] = [
  ...SWITCHED_VIEWS.map(
    ([direction, text]): Action => ({
      id: `view-${direction}`,
      name: direction === 'oblique' ? `View in ${text}` : `View along ${text}`,
      group: 'View',
      run: () => wantedViewStore.setState({ view: { direction } }),
    }),
  ),
  {
    id: 'views',
    name: 'View along any [u v w], or onto any (h k l)…',
    group: 'View',
    whyNot: noPicture,
    run: () => {
      openPlace('views');
      focusSoon('.view-menu [aria-label="Indices"]');
    },
  },
  ...PICTURE_KEYS.map(
    ([id, name, key]): Action => ({
      id: `picture-${id}`,
      name,
      group: 'View',
      keys: `${key.replace('-', '−')} in the picture`,
      run: () => pressInPicture(key),
    }),
  ),
  ...OVERLAYS,
  ...CLIPS,
  ...ATOMS,
];

/** Along the axes and crystals of the picture. */
export function viewActions(): readonly Action[] {
  const atoms = drawnNow();
  if (atoms === null) return [];
  return namedViews(atoms).map(
    ({ name, slab, view }): Action => ({
      id: `view-${slab ?? name}`,
      name: slab === undefined ? `View along ${name}` : `View along the interface, ${name}`,
      group: 'View',
      run: () => wantedViewStore.setState({ view: view() }),
    }),
  );
}
