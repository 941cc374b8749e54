import type { Model } from '#app/document/model.ts';
import { cssSizeOf, type FigureSettings } from '#app/export/figureSettings.ts';
import type { FilmSettings } from '#app/export/filmSettings.ts';
import type { Hidden } from '#app/look/hidden.ts';
import type { Labelled } from '#app/look/selection.ts';
import type { Session } from '#app/look/session.ts';
import { type DrawnIndices, isBlank, type LatticeSheet, NO_SHEET } from '#app/look/viewOnly.ts';
import { type HandBond, NO_HAND_BONDS } from '#core/crystal/coordination/handBonds.ts';
import { type BondList, type BondRules, NO_RULES } from '#core/crystal/neighbors.ts';
import type { Structure } from '#core/crystal/structure.ts';
import type { ElementLooks } from '#core/story/elementLooks.ts';
import type { Story } from '#core/story/story.ts';
import { hexOf, mixed } from '#engines/solids/solids.ts';
import type { FigureMarks } from '#render/figureRequest.ts';
import { legendHeightPx } from '#render/overlay/figureMarks.ts';
import { rgbOf } from '#render/solid/solidsOf.ts';
import { PALE } from '#render/style.ts';
import type { SceneFrame, SceneMarks, SceneProps, SceneSheet, SceneView } from '#render/types.ts';
import type { FilmRun } from '#ui/figure/films/filmRun.ts';
import { SLAB_COLORS } from '#ui/kit/palette.ts';
import { arrowMark } from '#ui/look/arrows.ts';
import { bondsMark, bondsSaid } from '#ui/look/bonds/bondsSaid.ts';
import { AS_BUILT, frameLegend, type Legend } from '#ui/look/colouring.ts';
import { hiddenSaid, shownKeys } from '#ui/look/legend/hiddenNames.ts';
import { elementKeys } from '#ui/look/legend/keys.ts';
import { legendEntries } from '#ui/look/legend/legendEntries.ts';
import { blockOf, MAX_FOLLOWED, type WantedCells } from '#ui/look/scene/block.ts';
import {
  goneMask,
  hiddenMask,
  hideAtoms,
  hideContacts,
  imageCut,
  isCutApart,
} from '#ui/look/scene/hiding.ts';
import { lookOf, withRadii } from '#ui/look/scene/lookOf.ts';
import { PAPER } from '#ui/look/scene/paper.ts';
import {
  atomsScene,
  drawnContacts,
  marksOf,
  NO_MARKS,
  pictureName,
  SCENE_THEMES,
} from '#ui/look/scene/sceneData.ts';
import { sheetColours } from '#ui/look/scene/sheetColours.ts';
import type { TopologySettings } from '#ui/look/scene/topology.ts';
import { coloursOf, STRUCTURE_COLOURINGS } from '#ui/look/structureColourings.ts';
import { latticeMarks, planeMarks } from '#ui/look/viewOnly/drawnLattices.ts';
import { explodedGaps, explodedModel, liftedFrame } from '#ui/look/viewOnly/exploded.ts';
import {
  misfitMarks,
  roomFor,
  type SheetColours,
  sheetKeys,
} from '#ui/look/viewOnly/misfitMarks.ts';

/** The atoms of a figure, of the document or of a file. */
export interface FigureSubject {
  readonly title: string;
  readonly structure: Structure;
  readonly bonds: BondList;
  /** Null for atoms of a file. */
  readonly model: Model | null;
  /** A frame in their place, or null. */
  readonly frame: SceneFrame | null;
}

/** What was picked, measured and named on the page. */
export type FigurePicks = Pick<
  SceneProps,
  'selection' | 'selectionCells' | 'measureLabel' | 'marks'
>;

export const NO_PICKS: FigurePicks = { selection: [], selectionCells: null, measureLabel: null };

export interface FigurePlan {
  readonly subject: FigureSubject;
  readonly session: Session;
  /** What the page leaves out of its picture. */
  readonly hidden: Hidden;
  /** Sticks that were drawn or left out by hand; absent for none. */
  readonly handBonds?: readonly HandBond[];
  /** Longest bonds of pairs of elements; absent for none of one's own. */
  readonly bondRules?: BondRules;
  /** Colours and radii of elements by hand; absent for none. */
  readonly elements?: ElementLooks;
  readonly settings: FigureSettings;
  /** Whether the page is dark; figures on paper never are. */
  readonly dark: boolean;
  readonly view: SceneView;
  readonly picks: FigurePicks;
  /** Lattice planes and directions; absent for none. */
  readonly indices?: readonly DrawnIndices[];
  /** Plane lattices over an interface; absent for none. */
  readonly sheet?: LatticeSheet;
  /** How far each slab is drawn above its place over the one below, Å; absent for none. */
  readonly liftAng?: number;
  /** What is written on which atoms, as a link says it: the words themselves stand among what is marked. */
  readonly labels?: Labelled;
  /** What the colours of the frame mean, where it has colours of its own. */
  readonly frameColours?: { readonly quantity: string; readonly legend: Legend } | null;
  /** Whether many frames are drawn under one legend. */
  readonly isFilmed?: true;
  readonly film: FilmSettings;
  /** A trajectory of these atoms, or null. */
  readonly run: FilmRun | null;
  /** Frames of the recorded run for the steps of a story that play it, F × 3N, Å; absent where there are none. */
  readonly recorded?: (structure: Structure) => Promise<Float32Array>;
  /** A story for a film; absent or null where there is none. */
  readonly story?: Story | null;
}

/** Room beside the atoms, CSS px. */
const EDGE_PX = 12;
const AXES_PX = 70;
const BAR_PX = 40;

/** A figure as data: the same functions as of the page, with the room that its own marks take. */
export function figureScene(plan: FigurePlan): SceneProps {
  const { session, settings, view } = plan;
  const liftAng = liftOf(plan);
  const subject = lifted(plan.subject, liftAng);
  const { structure, model, frame } = subject;
  const dark = isDark(plan);
  const { structure: rest, model: builtModel } = plan.subject;
  const mask = hiddenMask(rest, plan.hidden, builtModel);
  const all = marksOf(model, session, dark, goneMask(rest, plan.hidden, builtModel));
  const cut = imageCut(rest, plan.hidden, builtModel);
  const drawn = settings.labels
    ? { ...all, gaps: explodedGaps(all.gaps, liftAng) }
    : { ...all, gaps: [], sides: null };
  const look = { ...lookOf(session, structure.numbers.length), axes: settings.axes };
  const theme = themeOf(plan);
  const hues = SLAB_COLORS[dark ? 'dark' : 'light'];
  const lattices = latticeMarks(plan.indices ?? [], structure, model, hues, theme.ink);
  const isCut = isCutApart(rest, plan.hidden, builtModel);
  const block = blockOf(
    structure,
    view.direction,
    isCut ? { ...session, repeat: 'none' } : session,
    false,
    wantedCells(plan),
  );
  const planes =
    session.showPlanes && model !== null && frame === null
      ? planeMarks(model, block, hues)
      : { outlines: [], gaps: [] };
  const sheet = sheetOf(plan);
  const over =
    model === null || isBlank(sheet)
      ? null
      : misfitMarks(model.built, sheet, block, figureSheetColours(plan));
  const words = [...lattices.words, ...(over?.words ?? [])];
  const outlines = frame === null ? drawn.outlines : NO_MARKS.outlines;
  const atoms = hideAtoms(
    withRadii(
      atomsScene(
        { structure, bonds: subject.bonds, model },
        { ...topologySettings(plan), ...(liftAng === 0 ? {} : { showContacts: false }) },
      ),
      session,
      plan.elements?.radiiAng ?? {},
    ),
    mask,
    cut,
  );
  const marks = figureMarks(plan, { block, topology: atoms.topology });
  return {
    ...atoms,
    // The dimensions are those of the built stack: they are not true of a frame.
    ...(frame === null ? drawn : { ...NO_MARKS, box: drawn.box }),
    gaps: frame === null && settings.labels ? [...drawn.gaps, ...planes.gaps] : [],
    outlines: [...outlines, ...lattices.outlines, ...planes.outlines],
    faces: lattices.faces,
    // Colours are those of the stack itself.
    colors: coloursOf(session, plan.subject, dark, plan.elements?.colours).colors,
    padding: {
      top: Math.max(
        EDGE_PX,
        legendHeightPx(marks.legend, cssSizeOf(settings).widthPx, look.textScale),
      ),
      right: EDGE_PX,
      bottom: settings.axes ? AXES_PX : marks.scaleBar ? BAR_PX : EDGE_PX,
      left: EDGE_PX,
    },
    block,
    feed: { now: () => frame, watch: () => () => undefined },
    contacts:
      model === null || liftAng > 0 || over !== null
        ? []
        : hideContacts(drawnContacts(model, frame?.positions ?? null, dark), mask, cut),
    look: settings.labels ? look : { ...look, showContactLabels: false },
    theme,
    view,
    ...plan.picks,
    ...marksWith(plan, words, over === null ? null : over.sheet),
    hovered: null,
    onPick: () => undefined,
    onHover: () => undefined,
    label: pictureName(subject.title, structure.numbers.length),
  };
}

/** What decides which atoms hang together, with bonds by hand; across an interface only where nothing is lifted. */
export function topologySettings(
  plan: Pick<FigurePlan, 'session' | 'handBonds' | 'bondRules' | 'subject' | 'liftAng'>,
): Session & TopologySettings {
  const { session, handBonds = NO_HAND_BONDS, bondRules = NO_RULES, subject } = plan;
  const { layer } = subject.structure;
  const isLifted = subject.model !== null && (plan.liftAng ?? 0) > 0;
  return {
    ...session,
    handBonds: isLifted ? handBonds.filter(({ a, b }) => layer[a] === layer[b]) : handBonds,
    bondRules,
    isLifted,
  };
}

/** Only what a stack has can be lifted off it. */
const liftOf = ({ subject, liftAng = 0 }: FigurePlan): number =>
  subject.model === null ? 0 : liftAng;

function lifted(subject: FigureSubject, liftAng: number): FigureSubject {
  const { model, frame, structure } = subject;
  if (model === null || liftAng === 0) return subject;
  const raised = explodedModel(model, liftAng);
  return {
    ...subject,
    model: raised,
    structure: raised.built.structure,
    frame: frame && liftedFrame(frame, structure.layer, liftAng),
  };
}

/** What was marked on the page, with words and lattices in the colours of the figure. */
function marksWith(
  { picks }: FigurePlan,
  words: SceneMarks['words'],
  sheet: SceneSheet | null,
): Pick<SceneProps, 'marks'> {
  if (picks.marks === undefined && words.length === 0 && sheet === null) return {};
  const { sheet: _, ...marks } = picks.marks ?? { selected: [], labels: [], measures: [] };
  return { marks: { ...marks, words, ...(sheet !== null && { sheet }) } };
}

/** The lattices over an interface that are asked for; none of atoms of a file. */
const sheetOf = ({ subject, sheet = NO_SHEET }: FigurePlan): LatticeSheet =>
  subject.model === null ? NO_SHEET : sheet;

function wantedCells(plan: FigurePlan): WantedCells | null {
  const { model } = plan.subject;
  const cells = model === null ? null : roomFor(model.built, sheetOf(plan));
  return cells && { cells, mostAtoms: MAX_FOLLOWED };
}

const isDark = ({ dark, settings }: FigurePlan): boolean => dark && !settings.onPaper;

/** Halos of letters on a ground that is not known, px: enough over atoms, and little beside them. */
const THIN_HALO_PX = 1.8;

function themeOf({ settings, dark }: FigurePlan): SceneProps['theme'] {
  const theme = settings.onPaper ? PAPER : SCENE_THEMES[dark ? 'dark' : 'light'];
  return settings.transparent ? { ...theme, haloPx: THIN_HALO_PX } : theme;
}

const figureSheetColours = (plan: FigurePlan): SheetColours => ({
  ...sheetColours(isDark(plan)),
  ink: themeOf(plan).ink,
});

/** What the colours say, as the list of colours names it. */
const quantityOf = (colorBy: string): string =>
  STRUCTURE_COLOURINGS.find(({ id }) => id === colorBy)?.label ?? '';

/** In what its bonds differ from those by covalent radii; null for nothing. */
export function bondsOfPlan(plan: FigurePlan): string | null {
  const { handBonds = NO_HAND_BONDS, bondRules = NO_RULES } = topologySettings(plan);
  return bondsSaid(handBonds, bondRules, plan.subject.structure.numbers);
}

type Images = Pick<SceneProps, 'block' | 'topology'>;

/** Whether atoms of other cells are drawn, paler. */
export const hasImages = ({ block, topology }: Images): boolean =>
  topology.images.atom.length > 0 || block.from.some((n, k) => n !== block.to[k]);

/** Name of the paler atoms in a legend. */
export const PALE_KEY = 'pale: repeated';

/** What the paler atoms are: a figure leaves the page that says so. */
function imagesKey(theme: SceneProps['theme']): FigureMarks['legend'][number] {
  const { repeated } = PALE[theme.dark ? 'dark' : 'light'];
  return [PALE_KEY, hexOf(mixed(rgbOf(theme.muted), rgbOf(theme.background), repeated)), 'pale'];
}

/** What is written beside the atoms. @param drawn the scene, where it is there already */
export function figureMarks(plan: FigurePlan, drawn: Images = figureScene(plan)): FigureMarks {
  const { subject, session, settings } = plan;
  const { legend } = coloursOf(session, subject, isDark(plan), plan.elements?.colours);
  const { structure, model } = subject;
  const mask = hiddenMask(structure, plan.hidden, model);
  const shown = (keys: Legend['keys']) =>
    shownKeys(keys, structure, mask, drawn.topology.images.atom);
  const hidden = hiddenSaid(plan.hidden, subject);
  const moving = plan.frameColours;
  const areWires = session.style === 'wireframe';
  const colors = subject.frame?.colors;
  const colours = colors
    ? moving
      ? legendEntries(
          plan.isFilmed ? moving.legend : frameLegend(moving.legend, colors),
          moving.quantity,
        )
      : []
    : legendEntries(
        { ...legend, keys: shown(legend.keys) },
        quantityOf(session.colorBy) +
          (legend.isOfBuilt && subject.frame !== null ? `, ${AS_BUILT}` : ''),
        areWires,
      );
  // Where colours say something else, marks still tell elements apart.
  const elements =
    areWires && !colours.some(([, , shape]) => typeof shape === 'string' && shape !== 'striped')
      ? shown(elementKeys(structure.numbers, () => themeOf(plan).ink)).map(
          ({ name, color, wire }) => [name, color, wire!] as const,
        )
      : [];
  const { ink } = themeOf(plan);
  const { handBonds = NO_HAND_BONDS, bondRules = NO_RULES } = topologySettings(plan);
  const arrows = subject.frame?.arrows ? arrowMark(ink) : null;
  const marks = [
    ...(subject.model === null
      ? []
      : sheetKeys(subject.model, sheetOf(plan), figureSheetColours(plan))),
    ...bondsMark(handBonds, bondRules, subject.structure.numbers, ink),
  ];
  return {
    scaleBar: settings.scaleBar,
    legend: settings.legend
      ? [
          ...colours,
          ...elements,
          ...[...marks, ...(arrows === null ? [] : [arrows])].map(
            ({ name, color, shape }) => [name, color, shape] as const,
          ),
          ...(hasImages(drawn) ? [imagesKey(themeOf(plan))] : []),
          ...(hidden === null ? [] : [[hidden, ink, 'ring'] as const]),
        ]
      : [],
  };
}
