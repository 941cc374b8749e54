import { openElement, openSetting } from '#app/look/askedElement.ts';
import { hiddenStore, toggleHidden } from '#app/look/hidden.ts';
import { chosenLook, LOOK_PRESETS, presetInForce } from '#app/look/presets.ts';
import { type Session, sessionStore } from '#app/look/session.ts';
import { openPlace } from '#app/shell/places.ts';
import { say } from '#app/shell/toasts.ts';
import { elementColor } from '#ui/kit/palette.ts';
import { FRAME_COLOURINGS, frameColourings } from '#ui/look/frameColourings.ts';
import { elementKeys, slabKeys } from '#ui/look/legend/keys.ts';
import { LOOK_FIELDS, type LookField } from '#ui/look/lookFields.ts';
import { STRUCTURE_COLOURINGS } from '#ui/look/structureColourings.ts';
import type { Action } from './action.ts';
import { drawnNow, noFrame } from './state.ts';

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const small = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

const session = (): Session => sessionStore.getState();
const set = (settings: Partial<Session>): void => sessionStore.setState(settings);

/** A choice that has been made already is marked. */
const chosenIf = (isChosen: boolean): string => (isChosen ? 'chosen' : '');

/** What a setting can be made: a switch turned, one of some values chosen, its field shown. */
function settingActions(field: LookField): readonly Action[] {
  const { key, label, named = label } = field;
  const [id, name] = [`set-${key}`, capital(named)];
  switch (field.kind) {
    case 'switch':
      return [
        {
          id,
          name: `${name}: on or off`,
          group: 'Look',
          now: () => (session()[field.key] ? 'on' : 'off'),
          run: () => {
            const isOn = !session()[field.key];
            set({ [key]: isOn });
            say(`${name}: ${isOn ? 'on' : 'off'}`);
          },
        },
      ];
    case 'choice':
      return Object.entries(field.options).map(([value, text]) => ({
        id: `${id}-${value}`,
        name: `${name}: ${text}`,
        group: 'Look',
        now: () => chosenIf(session()[key] === value),
        run: () => set({ [key]: value }),
      }));
    case 'range':
      return [
        {
          id,
          name: `${name}…`,
          group: 'Look',
          now: () => String(session()[field.key]),
          run: () => {
            // Hidden until cells are repeated by counts.
            if (field.isCount) set({ repeat: 'counts' });
            openSetting(key);
          },
        },
      ];
    default:
      return field satisfies never;
  }
}

/** How the picture is drawn and coloured. */
export const LOOK_ACTIONS: readonly Action[] = [
  ...Object.values(LOOK_FIELDS).flatMap((fields) => fields.flatMap(settingActions)),
  ...LOOK_PRESETS.map(
    (preset): Action => ({
      id: `look-${preset.id}`,
      name: `Look: ${preset.label}`,
      group: 'Preset of Look',
      now: () => chosenIf(presetInForce(session())?.id === preset.id),
      run: () => sessionStore.setState((now) => chosenLook(preset, now)),
    }),
  ),
  ...STRUCTURE_COLOURINGS.map(
    ({ id, label }): Action => ({
      id: `colour-${id}`,
      name: `Colour by ${small(label)}`,
      group: 'Colours',
      now: () => chosenIf(session().colorBy === id),
      run: () => set({ colorBy: id, framesBy: 'rest' }),
    }),
  ),
  ...FRAME_COLOURINGS.map(
    ({ id, label }): Action => ({
      id: `colour-${id}`,
      name: `Colour ${label}`,
      group: 'Colours',
      now: () => chosenIf(session().framesBy === id),
      whyNot: noFrame,
      run: () => set({ framesBy: id }),
    }),
  ),
  {
    id: 'colour-range',
    name: 'Range of the colour scale…',
    group: 'Colours',
    whyNot: () =>
      document.querySelector('.legend .scale') === null
        ? 'These colours are no scale: colour by a number first'
        : null,
    run: () => openPlace('colour-range'),
  },
  ...(['light', 'dark', 'system'] as const).map(
    (theme): Action => ({
      id: `theme-${theme}`,
      name: theme === 'system' ? 'Theme of the system' : `${capital(theme)} theme`,
      group: 'Look',
      now: () => chosenIf(session().theme === theme),
      run: () => set({ theme }),
    }),
  ),
  ...(['orthographic', 'perspective'] as const).map(
    (projection): Action => ({
      id: projection,
      name: `${capital(projection)} picture`,
      group: 'View',
      now: () => chosenIf(session().projection === projection),
      run: () => set({ projection }),
    }),
  ),
];

/** Of the elements and slabs in the picture, and of what the played file holds of each atom. */
export function drawnActions(): readonly Action[] {
  const atoms = drawnNow();
  if (atoms === null) return [];
  const elements = elementKeys(atoms.structure.numbers, elementColor);
  const slabs = atoms.model === null ? [] : slabKeys(atoms.model, false);
  const known = new Set(FRAME_COLOURINGS.map(({ id }) => id));
  return [
    ...[...elements, ...slabs].map(({ name, hides }): Action => {
      const { of, value } = hides!;
      const isHidden = () => hiddenStore.getState()[of].includes(value);
      return {
        id: `hide-${of}-${value}`,
        name: `${isHidden() ? 'Show' : 'Hide'} ${name}`,
        group: 'Picture',
        run: () => toggleHidden(of, value),
      };
    }),
    ...elements.map(
      ({ name, hides }): Action => ({
        id: `element-${hides!.value}`,
        name: `Colour and radius of ${name}…`,
        group: 'Look',
        run: () => openElement(name),
      }),
    ),
    ...frameColourings()
      .filter(({ id }) => !known.has(id))
      .map(
        ({ id, label }): Action => ({
          id: `colour-${id}`,
          name: `Colour ${label}`,
          group: 'Colours',
          now: () => chosenIf(session().framesBy === id),
          run: () => set({ framesBy: id }),
        }),
      ),
  ];
}
