import type { LookSettings } from '#app/look/presets.ts';

/** Settings of one type. */
type KeysOf<T> = {
  [K in keyof LookSettings]: LookSettings[K] extends T ? K : never;
}[keyof LookSettings];

interface Named {
  /** Beside its field. */
  readonly label: string;
  /** Where it stands alone, in the list of actions; absent: the label says enough. */
  readonly named?: string;
}

/** One setting of the look: the panel has a field for it, and the list of actions an entry. */
export type LookField = Named &
  (
    | { readonly kind: 'switch'; readonly key: KeysOf<boolean> }
    | {
        readonly kind: 'choice';
        readonly key: KeysOf<string>;
        /** What each value is called. */
        readonly options: Readonly<Record<string, string>>;
      }
    | {
        readonly kind: 'range';
        readonly key: KeysOf<number>;
        readonly min: number;
        readonly max: number;
        readonly step: number;
        /** Its field is hidden where cells are not repeated by counts. */
        readonly isCount?: true;
      }
  );

const onOff = (key: KeysOf<boolean>, label: string, named?: string): LookField => ({
  kind: 'switch',
  key,
  label,
  ...(named !== undefined && { named }),
});

/** @param options every value that the setting can have, in the order of the list */
const choice = <K extends KeysOf<string>>(
  key: K,
  label: string,
  options: Readonly<Record<LookSettings[K], string>>,
  named?: string,
): LookField => ({ kind: 'choice', key, label, options, ...(named !== undefined && { named }) });

const range = (
  key: KeysOf<number>,
  label: string,
  [min, max, step]: readonly [min: number, max: number, step: number],
): LookField => ({ kind: 'range', key, label, min, max, step });

const count = (key: KeysOf<number>, axis: string): LookField => ({
  kind: 'range',
  key,
  label: `along ${axis}`,
  named: `Cells along ${axis}, view only`,
  min: 1,
  max: 9,
  step: 1,
  isCount: true,
});

/** All settings of the look, in the folders of its panel. */
export const LOOK_FIELDS: Readonly<Record<string, readonly LookField[]>> = {
  Atoms: [
    choice('style', 'style', {
      balls: 'balls and sticks',
      filling: 'space-filling',
      sticks: 'sticks',
      wireframe: 'wireframe',
      polyhedra: 'polyhedra',
    }),
    range('atomScale', 'atom size', [0.4, 2, 0.05]),
    choice('polyhedra', 'polyhedra', { off: 'as the style says', flat: 'flat', glassy: 'glassy' }),
    onOff('showBonds', 'bonds'),
    range('bondRadiusAng', 'bond radius, Å', [0.05, 0.4, 0.01]),
  ],
  'Edges of the cell': [
    choice(
      'completion',
      'at the faces',
      { cell: 'cut at the cell', complete: 'complete', molecules: 'molecules whole' },
      'Atoms at the faces of the cell',
    ),
    choice(
      'repeat',
      'repeat, view only',
      { auto: 'automatic', none: 'none', counts: 'a × b × c' },
      'Repeated cells, view only',
    ),
    count('repeatA', 'a'),
    count('repeatB', 'b'),
    count('repeatC', 'c'),
  ],
  Drawing: [
    onOff('showCell', 'cell box'),
    onOff('foldVacuum', 'short vacuum'),
    onOff('showSlabs', 'slab brackets'),
    onOff('showPlanes', 'lattice planes', 'Lattice planes of the slabs with their distance'),
    onOff('showMismatch', 'mismatch', 'Mismatch written in the picture'),
    onOff('showContacts', 'contacts', 'Contacts drawn in the picture'),
    onOff('showContactLabels', 'contact lengths'),
    onOff('scaleBar', 'scale bar'),
    range('textScale', 'size of words', [0.8, 2.5, 0.1]),
  ],
  Light: [
    onOff('outlines', 'outlines'),
    onOff('occlusion', 'soft shadows'),
    onOff('floorShadow', 'shadow on a floor'),
    range('depthCue', 'fade with depth', [0, 0.8, 0.02]),
  ],
};
