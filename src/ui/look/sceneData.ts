import type { Model } from '#app/document/model.ts';
import type { Session } from '#app/look/session.ts';
import type { Contact } from '#core/analysis/contacts.ts';
import { interfaceContacts, leadingPairs } from '#core/recipe/interfaceContacts.ts';
import type {
  SceneContact,
  SceneFeed,
  SceneGap,
  SceneProps,
  SceneTheme,
  ViewDirection,
} from '#render/types.ts';
import { fixed } from '#ui/kit/format.ts';
import { radiiOf } from '#ui/kit/palette.ts';
import { overlapMarks } from './overlapMarks.ts';
import { structureColouring } from './structureColourings.ts';

/** Colours of the page's style sheet, for a canvas. */
export const SCENE_THEMES: Readonly<Record<'light' | 'dark', SceneTheme>> = {
  light: {
    background: '#fdfcf9',
    backgroundEdge: '#f1efe9',
    ink: '#1d2023',
    muted: '#5d6268',
    line: '#a9a79f',
    panel: '#fffefb',
    dark: false,
  },
  dark: {
    background: '#1b1f24',
    backgroundEdge: '#131519',
    ink: '#e9e7e1',
    muted: '#9aa0a6',
    line: '#575d65',
    panel: '#17191d',
    dark: true,
  },
};

/** The initial view of a stack. */
export const FIRST_CAMERA: { readonly direction: ViewDirection; readonly request: number } = {
  direction: 'oblique',
  request: 0,
};

const NO_FRAMES: SceneFeed = { now: () => null, watch: () => () => undefined };

/** The built stack as the page first draws it, before anything can be pointed at. */
export function firstPicture(model: Model, session: Session, dark: boolean): SceneProps {
  const { structure } = model.built;
  return {
    structure,
    colors: structureColouring(session.colorBy).colors(structure, dark),
    radiiAng: radiiOf(structure.numbers),
    feed: NO_FRAMES,
    bonds: model.bonds,
    contacts: drawnContacts(model, null, dark),
    outlines: [],
    gaps: gapsOf(model),
    look: session,
    theme: SCENE_THEMES[dark ? 'dark' : 'light'],
    view: FIRST_CAMERA,
    selection: [],
    selectionCells: null,
    measureLabel: null,
    hovered: null,
    onPick: () => undefined,
    onHover: () => undefined,
    label: pictureName(model.report.title, structure.numbers.length),
  };
}

/** The dimension between each slab and the one below. */
export const gapsOf = ({ built }: Model): readonly SceneGap[] =>
  built.slabs.slice(1).map((s, i) => ({
    fromAng: built.slabs[i]!.highAng,
    toAng: s.lowAng,
    label: `d₀ ${fixed(s.separationAng!, 2)} Å`,
  }));

/** The name of the picture for screen readers. */
export const pictureName = (title: string, atoms: number): string =>
  `${title}, ${atoms} atoms. Arrow keys turn it, plus and minus zoom, 0 fits.`;

/** Overlapping atoms of the built stack, then the nearest contacts of the leading pairs, a few of them labelled. */
export function drawnContacts(
  model: Model,
  positions: Float32Array | null,
  dark: boolean,
): SceneContact[] {
  const sets = positions ? interfaceContacts(model.built, positions) : model.contacts;
  const marks = positions ? [] : overlapMarks(model, dark);
  const contacts = sets.flatMap((pairs) =>
    leadingPairs(pairs).flatMap((p) =>
      p.nearest.map((c: Contact, k) => ({
        a: c.lower,
        b: c.upper,
        image: c.image,
        distanceAng: c.distanceAng,
        color: dark ? '#e9e7e1' : '#1d2023',
        labelled: k < 2,
      })),
    ),
  );
  const marked = new Set(marks.map((m) => `${m.a} ${m.b}`));
  const isMarked = (p: number, q: number) => marked.has(`${p} ${q}`) || marked.has(`${q} ${p}`);
  return [...marks, ...contacts.filter((c) => !isMarked(c.a, c.b))];
}
