import type { Model } from '#app/document/model.ts';
import type { Session } from '#app/look/session.ts';
import { isEmbedded } from '#app/shell/embedded.ts';
import type { Contact } from '#core/analysis/contacts.ts';
import { withImages } from '#core/crystal/coordination/completion.ts';
import type { Sticks } from '#core/crystal/coordination/sticks.ts';
import { interfaceContacts, leadingPairs } from '#core/recipe/interfaceContacts.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import type { ElementLooks } from '#core/story/elementLooks.ts';
import type {
  Rect,
  SceneContact,
  SceneFeed,
  ScenePadding,
  SceneProps,
  SceneTheme,
  ViewDirection,
} from '#render/types.ts';
import { SLAB_COLORS } from '#ui/kit/palette.ts';
import type { DrawnModel } from '#ui/look/colouring.ts';
import { coloursOf } from '#ui/look/structureColourings.ts';
import { blockOf } from './block.ts';
import type { Mask } from './hiding.ts';
import { lookOf, styledRadii, withRadii } from './lookOf.ts';
import { overlapMarks } from './overlapMarks.ts';
import { boxOf, cellOutlines, gapsOf, seenSlabs, sidesOf } from './stackMarks.ts';
import { completionOf, type TopologySettings, topologyOf, withPolyhedra } from './topology.ts';

/** Colours of the page's style sheet, for a canvas. */
export const SCENE_THEMES: Readonly<Record<'light' | 'dark', SceneTheme>> = {
  light: {
    background: '#fdfcf9',
    backgroundEdge: '#f1efe9',
    ink: '#1d2023',
    muted: '#5d6268',
    line: '#a9a79f',
    panel: '#fffefb',
    selected: '#b4257a',
    dark: false,
  },
  dark: {
    background: '#1b1f24',
    backgroundEdge: '#131519',
    ink: '#e9e7e1',
    muted: '#9aa0a6',
    line: '#575d65',
    panel: '#17191d',
    selected: '#ff7ac6',
    dark: true,
  },
};

/** The initial view of a stack. */
export const FIRST_CAMERA: { readonly direction: ViewDirection; readonly request: number } = {
  direction: 'oblique',
  request: 0,
};

const NO_FRAMES: SceneFeed = { now: () => null, watch: () => () => undefined };

/**
 * How atoms, bonds and cells are drawn. The same settings give the same objects to who remembers them.
 * @param found sticks by these settings, where they are looked for elsewhere
 */
export function atomsScene(
  { structure, bonds, model }: DrawnModel,
  session: Session & TopologySettings,
  found: Sticks | null = null,
): Pick<SceneProps, 'structure' | 'radiiAng' | 'topology'> {
  const charges = model?.built.charges ?? NO_CHARGES;
  const topology =
    found === null
      ? topologyOf(structure, charges, session, bonds)
      : withPolyhedra(found, structure, charges, session);
  return {
    structure,
    radiiAng: styledRadii(structure.numbers, session, topology.bonds),
    topology:
      model && session.showContacts && completionOf(session) !== 'cell'
        ? { ...topology, images: withImages(topology.images, contactEnds(model)) }
        : topology,
  };
}

const NO_CHARGES = new Float64Array(0);
/** Of atoms of a file, and of frames: what is true of the built stack only is not drawn there. */
export const NO_MARKS = { gaps: [], box: null, sides: null, outlines: [] } as const;

/** Where the contacts that are drawn lead to, in other cells: a dashed line ends at an atom. */
const contactEnds = (model: Model) =>
  model.contacts.flatMap((pairs) =>
    leadingPairs(pairs).flatMap((p) => p.nearest.map((c) => ({ atom: c.upper, cells: c.image }))),
  );

/**
 * Brackets, dimensions, the box and the two cells of a built stack.
 * @param gone N, 1 for atoms that are cut away or of a hidden slab: what they end is not measured
 */
export function marksOf(
  model: Model | null,
  session: Pick<Session, 'foldVacuum' | 'showSlabs' | 'showMismatch'>,
  dark: boolean,
  gone: Mask = null,
): Pick<SceneProps, 'gaps' | 'box' | 'sides' | 'outlines'> {
  if (model === null) return NO_MARKS;
  const hues = SLAB_COLORS[dark ? 'dark' : 'light'];
  const box = boxOf(model, session.foldVacuum);
  const seen = seenSlabs(model.built, gone);
  return {
    box,
    gaps: gapsOf(model, box, session, hues, seen),
    sides: session.showMismatch ? sidesOf(model, seen) : null,
    outlines: session.showMismatch ? cellOutlines(model, hues, seen) : NO_MARKS.outlines,
  };
}

/** Pictures of these pages, a phone upright or on its side, have no room for repeated cells at the sides. */
export const NARROW_PAGE = '(max-width: 760px), (max-width: 1180px) and (max-height: 560px)';
/** Whether the picture has little room at the sides: in a frame of another page it has all of the width. */
export const NARROW_PICTURE = isEmbedded ? '(max-aspect-ratio: 6/5)' : NARROW_PAGE;

/** Legend and switches above, beside a narrow picture at its left; words at the edges of the cell below. */
export const paddingOf = (narrow: boolean, textScale: number): ScenePadding =>
  narrow
    ? { top: 14, right: 8, bottom: 36, left: 88 }
    : { top: 68 + LEGEND_ROWS_PX * Math.max(0, textScale - 1), right: 20, bottom: 44, left: 36 };

/** Between the legend and the picture, px: in a lecture words as large as these stand around that. */
const OFF_LEGEND_PX = { page: 4, lecture: 24 } as const;

/**
 * Room for a legend as long as it is: more rows than usual, such as a scale of colours, push the picture down; beside it
 * the picture of a lecture moves aside, where nobody hides an element.
 */
export function clearOfLegend(
  padding: ScenePadding,
  { narrow, isLecture }: { readonly narrow: boolean; readonly isLecture: boolean },
  covered: readonly Rect[],
): ScenePadding {
  const off = OFF_LEGEND_PX[isLecture ? 'lecture' : 'page'];
  const end = (of: (rect: Rect) => number) => Math.max(0, ...covered.map(of));
  if (!narrow) return { ...padding, top: Math.max(padding.top, off + end((r) => r.y + r.height)) };
  return isLecture
    ? { ...padding, left: Math.max(padding.left, off / 2 + end((r) => r.x + r.width)) }
    : padding;
}

/** Rows of the legend below the switches, which larger words need, px. */
const LEGEND_ROWS_PX = 50;

/** The built stack as the page first draws it, before anything can be pointed at. */
export function firstPicture(
  model: Model,
  session: Session,
  { colours, radiiAng }: ElementLooks,
  dark: boolean,
): SceneProps {
  const { structure } = model.built;
  const narrow = window.matchMedia(NARROW_PAGE).matches;
  return {
    ...withRadii(atomsScene({ structure, bonds: model.bonds, model }, session), session, radiiAng),
    ...marksOf(model, session, dark),
    colors: coloursOf(session, { structure, bonds: model.bonds, model }, dark, colours).colors,
    padding: paddingOf(narrow, session.textScale),
    block: blockOf(
      structure,
      FIRST_CAMERA.direction,
      session,
      window.matchMedia(NARROW_PICTURE).matches,
    ),
    content: contentOf(model.built.recipe),
    feed: NO_FRAMES,
    contacts: drawnContacts(model, null, dark),
    look: lookOf(session, structure.numbers.length),
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

/** Which stack is drawn: its crystals, their planes and cells. Lengths, heights and shifts leave it the same stack. */
export const contentOf = (recipe: Recipe): string =>
  JSON.stringify(recipe, ['preset', 'steps', 'slab', 'material', 'hkl', 'matrix']);

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
