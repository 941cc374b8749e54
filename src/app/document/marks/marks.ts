import { createStore } from 'zustand/vanilla';
import type { HandBond } from '#core/crystal/coordination/handBonds.ts';
import { type BondRules, MAX_RULE_ANG, NO_RULES } from '#core/crystal/neighbors.ts';
import type { IntVec3 } from '#core/math/integer.ts';
import {
  byElement,
  type ElementLooks,
  hasElementLooks,
  hexColour,
  isBallAng,
  NO_ELEMENT_LOOKS,
} from '#core/story/elementLooks.ts';
import type { StoryLook, StorySeen, StoryView } from '#core/story/story.ts';
import type { MadeOn } from './onAtoms.ts';

/** A distance of two atoms, an angle at the second of three, a dihedral of four. */
export interface Measurement extends MadeOn {
  readonly atoms: readonly number[];
  /** Which image of each is meant, in cells; null: each the nearest image to the one before. */
  readonly cells: readonly IntVec3[] | null;
}

/** From where the picture was seen, and how it looked. */
export interface SavedView {
  readonly name: string;
  readonly view: StoryView;
  readonly look: StoryLook;
  /** Absent in views of earlier versions, which leave colours and radii as they are. */
  readonly elements?: ElementLooks;
  /** What is hidden, cut, lifted and drawn; absent in views of earlier versions, which leave it as it is. */
  readonly seen?: Pick<StorySeen, 'overlay' | 'picture'>;
}

/** A stick between two atoms, drawn or left out by hand. */
export interface KeptBond extends HandBond, MadeOn {}

/** What a person noted on a document: kept with it in the browser, in its link and stories; no part of files of atoms. */
export interface Marks {
  readonly measurements: readonly Measurement[];
  readonly views: readonly SavedView[];
  readonly bonds: readonly KeptBond[];
  /** Longest bonds of pairs of elements; pairs that are not named go by covalent radii. */
  readonly bondRules: BondRules;
  /** Colours and radii of elements by hand. */
  readonly elements: ElementLooks;
}

/** What of the notes goes into links and stories. */
export type LinkedMarks = Omit<Marks, 'views'>;

export const linkedMarks = ({ views, ...linked }: Marks): LinkedMarks => linked;

export const NO_MARKS: Marks = {
  measurements: [],
  views: [],
  bonds: [],
  bondRules: NO_RULES,
  elements: NO_ELEMENT_LOOKS,
};

interface Step {
  readonly marks: Marks;
  /** When it was made. */
  readonly ms: number;
}

interface MarksHistory {
  readonly past: readonly Step[];
  readonly now: Step;
  readonly future: readonly Step[];
}

const MAX_STEPS = 100;

const begin = (marks: Marks): MarksHistory => ({ past: [], now: { marks, ms: 0 }, future: [] });

export const marksStore = createStore<MarksHistory>()(() => begin(NO_MARKS));

export const marksNow = (): Marks => marksStore.getState().now.marks;

/** What stood there before a drag or a number that is being typed; null in between. */
let before: Step | null = null;

/** Whether a change is shown that is no step yet. */
export const isPreviewing = (): boolean => before !== null;

/** Changes the notes as one step that {@link undoMarks} takes back. */
export function changeMarks(change: (marks: Marks) => Marks, ms = Date.now()): void {
  commitMarks();
  marksStore.setState(({ past, now }) => ({
    past: [...past, now].slice(-MAX_STEPS),
    now: { marks: change(now.marks), ms },
    future: [],
  }));
}

/** Shows a change without a step: one letter of a number. */
export function previewMarks(change: (marks: Marks) => Marks): void {
  before ??= marksStore.getState().now;
  marksStore.setState(({ now }) => ({ now: { marks: change(now.marks), ms: Date.now() } }));
}

/** Makes what was previewed one step. */
export function commitMarks(): void {
  if (before === null) return;
  const last = before;
  before = null;
  marksStore.setState(({ past, now }) =>
    JSON.stringify(last.marks) === JSON.stringify(now.marks)
      ? { now: last }
      : { past: [...past, last].slice(-MAX_STEPS), future: [] },
  );
}

export function undoMarks(): void {
  commitMarks();
  marksStore.setState(({ past, now, future }) => {
    const before = past.at(-1);
    return before === undefined
      ? {}
      : { past: past.slice(0, -1), now: before, future: [now, ...future] };
  });
}

export function redoMarks(): void {
  commitMarks();
  marksStore.setState(({ past, now, future }) => {
    const [next, ...rest] = future;
    return next === undefined ? {} : { past: [...past, now], now: next, future: rest };
  });
}

/** Takes the notes of another document. */
export function openMarks(marks: Marks): void {
  before = null;
  own = null;
  marksStore.setState(begin(marks), true);
}

/** The notes of the document, while those of a story are shown. */
let own: MarksHistory | null = null;

/** Shows other notes for as long as a story is told, and does not keep them; null brings the document's own back. */
export function lendMarks(marks: Marks | null): void {
  commitMarks();
  const mine = own ?? marksStore.getState();
  own = marks === null ? null : mine;
  marksStore.setState(marks === null ? mine : begin(marks), true);
}

/** The notes of the document, whatever is shown. */
export const ownMarks = (): Marks => (own ?? marksStore.getState()).now.marks;

/** The fields of what may be an object; none of anything else. */
const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' ? { ...value } : {};
const isWhole = (x: unknown): x is number => Number.isInteger(x);
/** Notes of earlier versions say neither elements nor the cut. */
const isMadeOnSome = ({ elements, cut }: Record<string, unknown>, count: number): boolean =>
  (elements === undefined ||
    (Array.isArray(elements) && elements.length === count && elements.every(isWhole))) &&
  (cut === undefined || typeof cut === 'string');
const isCell = (x: unknown): boolean => Array.isArray(x) && x.length === 3 && x.every(isWhole);

function isMeasurement(value: unknown): value is Measurement {
  const note = fieldsOf(value);
  const { atoms, cells, of } = note;
  if (!isWhole(of) || !Array.isArray(atoms)) return false;
  const isList = atoms.length >= 2 && atoms.length <= 4;
  return (
    isList &&
    isMadeOnSome(note, atoms.length) &&
    atoms.every((i) => isWhole(i) && i >= 0 && i < of) &&
    (cells === null ||
      (Array.isArray(cells) && cells.length === atoms.length && cells.every(isCell)))
  );
}

function isView(value: unknown): value is SavedView {
  const { name, view, look } = fieldsOf(value);
  return (
    typeof name === 'string' &&
    typeof view === 'object' &&
    view !== null &&
    typeof look === 'object' &&
    look !== null
  );
}

function isBond(value: unknown): value is KeptBond {
  const note = fieldsOf(value);
  const { a, b, image, isDrawn, of } = note;
  if (!isWhole(of)) return false;
  const isAtom = (i: unknown) => isWhole(i) && i >= 0 && i < of;
  return (
    isAtom(a) && isAtom(b) && isCell(image) && typeof isDrawn === 'boolean' && isMadeOnSome(note, 2)
  );
}

const isRules = (value: unknown): value is BondRules =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).every((ang) => ang >= 0 && ang <= MAX_RULE_ANG);

function readElements(value: unknown): ElementLooks {
  const { colours, radiiAng } = fieldsOf(value);
  return {
    colours: byElement(colours, hexColour),
    radiiAng: byElement(radiiAng, (ang) => (isBallAng(ang) ? ang : null)),
  };
}

const readView = (view: SavedView): SavedView =>
  view.elements === undefined ? view : { ...view, elements: readElements(view.elements) };

/** Notes that were kept, perhaps by another version: what is not understood is left out. */
export function readMarks(value: unknown): Marks {
  const { measurements, views, bonds, bondRules, elements } = fieldsOf(value);
  return {
    measurements: Array.isArray(measurements) ? measurements.filter(isMeasurement) : [],
    views: Array.isArray(views) ? views.filter(isView).map(readView) : [],
    bonds: Array.isArray(bonds) ? bonds.filter(isBond) : [],
    bondRules: isRules(bondRules) ? bondRules : NO_RULES,
    elements: readElements(elements),
  };
}

export const isEmpty = ({ measurements, views, bonds, bondRules, elements }: Marks): boolean =>
  measurements.length + views.length + bonds.length + Object.keys(bondRules).length === 0 &&
  !hasElementLooks(elements);
