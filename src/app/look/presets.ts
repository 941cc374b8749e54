import { DEFAULTS, type Session } from './session.ts';

/** The settings that say how the picture looks, and nothing of what is coloured or measured. */
export type LookSettings = Omit<
  Session,
  'theme' | 'colorBy' | 'colourRanges' | 'framesBy' | 'projection' | 'measureBy'
>;

export function lookSettings(session: Session): LookSettings {
  const { theme, colorBy, colourRanges, framesBy, projection, measureBy, ...look } = session;
  return look;
}

export interface LookPreset {
  readonly id: string;
  readonly label: string;
  /** What it is for. */
  readonly about: string;
  /** All settings of the look, so that one preset leaves nothing of another; perhaps a theme, and colours of its own. */
  readonly settings: LookSettings & Partial<Pick<Session, 'theme' | 'projection' | 'colorBy'>>;
}

const USUAL = lookSettings(DEFAULTS);

export const LOOK_PRESETS: readonly LookPreset[] = [
  {
    id: 'default',
    label: 'Default',
    about: 'As the page first shows it, in the theme that is set',
    settings: USUAL,
  },
  {
    id: 'paper',
    label: 'Paper figure',
    about: 'Light, flat and without words in the picture, for print',
    settings: {
      ...USUAL,
      theme: 'light',
      projection: 'orthographic',
      repeat: 'none',
      showContactLabels: false,
      showMismatch: false,
      occlusion: false,
      depthCue: 0,
    },
  },
  {
    id: 'blackboard',
    label: 'Blackboard',
    about: 'Dark, with thick bonds and outlines, for a lecture in a dark room',
    settings: { ...USUAL, theme: 'dark', bondRadiusAng: 0.2, textScale: 1.4, depthCue: 0.1 },
  },
  {
    id: 'projector',
    label: 'Projector',
    about: 'Light, large and strong, for a pale projector',
    settings: {
      ...USUAL,
      theme: 'light',
      atomScale: 1.2,
      bondRadiusAng: 0.22,
      textScale: 1.6,
      repeat: 'none',
      occlusion: false,
      depthCue: 0,
    },
  },
  {
    id: 'vesta',
    label: 'VESTA-like',
    about:
      'Balls and sticks without outlines, the cell alone, its box whole, in the element colours of VESTA',
    settings: {
      ...USUAL,
      projection: 'orthographic',
      repeat: 'none',
      foldVacuum: false,
      showSlabs: false,
      showMismatch: false,
      outlines: false,
      occlusion: false,
      depthCue: 0.3,
      colorBy: 'element-vesta',
    },
  },
];

/** The look in force: the preset whose settings all stand as it set them; null where one was changed since. */
export const presetInForce = (session: Session): LookPreset | null =>
  LOOK_PRESETS.find(({ settings }) =>
    Object.entries(settings).every(([key, value]) => session[key as keyof Session] === value),
  ) ?? null;

/** What choosing a preset sets: theme and colours that the one before brought go with it, others stay. */
export function chosenLook({ settings }: LookPreset, session: Session): Partial<Session> {
  const before = presetInForce(session)?.settings;
  return {
    ...(before?.theme !== undefined && { theme: DEFAULTS.theme }),
    ...(before?.colorBy !== undefined && { colorBy: DEFAULTS.colorBy }),
    ...settings,
  };
}
