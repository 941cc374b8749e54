import { createStore } from 'zustand/vanilla';
import type { HandBond } from '#core/crystal/coordination/handBonds.ts';
import type { IntVec3 } from '#core/math/integer.ts';
import type { StoryLook, StoryView } from '#core/story/story.ts';

/** A distance of two atoms, an angle at the second of three, a dihedral of four. */
export interface Measurement {
  readonly atoms: readonly number[];
  /** Which image of each is meant, in cells; null: each the nearest image to the one before. */
  readonly cells: readonly IntVec3[] | null;
  /** Atoms of the structure that it was made on: on others the numbers mean other atoms. */
  readonly of: number;
}

/** From where the picture was seen, and how it looked. */
export interface SavedView {
  readonly name: string;
  readonly view: StoryView;
  readonly look: StoryLook;
}

/** A stick between two atoms, drawn or left out by hand. */
export interface KeptBond extends HandBond {
  /** Atomic numbers of both: on other elements the numbers of the atoms mean another pair. */
  readonly elements: readonly [number, number];
  /** Atoms of the structure that it was made on. */
  readonly of: number;
}

/** What a person noted on a document. Kept with it in the browser; no part of the recipe, its link or files of atoms. */
export interface Marks {
  readonly measurements: readonly Measurement[];
  readonly views: readonly SavedView[];
  readonly bonds: readonly KeptBond[];
}

export const NO_MARKS: Marks = { measurements: [], views: [], bonds: [] };

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

/** Changes the notes as one step that {@link undoMarks} takes back. */
export function changeMarks(change: (marks: Marks) => Marks, ms = Date.now()): void {
  marksStore.setState(({ past, now }) => ({
    past: [...past, now].slice(-MAX_STEPS),
    now: { marks: change(now.marks), ms },
    future: [],
  }));
}

export function undoMarks(): void {
  marksStore.setState(({ past, now, future }) => {
    const before = past.at(-1);
    return before === undefined
      ? {}
      : { past: past.slice(0, -1), now: before, future: [now, ...future] };
  });
}

export function redoMarks(): void {
  marksStore.setState(({ past, now, future }) => {
    const [next, ...rest] = future;
    return next === undefined ? {} : { past: [...past, now], now: next, future: rest };
  });
}

/** Takes the notes of another document. */
export const openMarks = (marks: Marks): void => marksStore.setState(begin(marks), true);

const isWhole = (x: unknown): x is number => Number.isInteger(x);
const isCell = (x: unknown): boolean => Array.isArray(x) && x.length === 3 && x.every(isWhole);

function isMeasurement(value: unknown): value is Measurement {
  const { atoms, cells, of } = (value ?? {}) as Record<string, unknown>;
  if (!isWhole(of) || !Array.isArray(atoms)) return false;
  const isList = atoms.length >= 2 && atoms.length <= 4;
  return (
    isList &&
    atoms.every((i) => isWhole(i) && i >= 0 && i < of) &&
    (cells === null ||
      (Array.isArray(cells) && cells.length === atoms.length && cells.every(isCell)))
  );
}

function isView(value: unknown): value is SavedView {
  const { name, view, look } = (value ?? {}) as Record<string, unknown>;
  return (
    typeof name === 'string' &&
    typeof view === 'object' &&
    view !== null &&
    typeof look === 'object' &&
    look !== null
  );
}

function isBond(value: unknown): value is KeptBond {
  const { a, b, image, isDrawn, elements, of } = (value ?? {}) as Record<string, unknown>;
  const isAtom = (i: unknown) => isWhole(i) && i >= 0 && i < (of as number);
  return (
    isWhole(of) &&
    isAtom(a) &&
    isAtom(b) &&
    isCell(image) &&
    typeof isDrawn === 'boolean' &&
    Array.isArray(elements) &&
    elements.length === 2 &&
    elements.every(isWhole)
  );
}

/** Notes that were kept, perhaps by another version: what is not understood is left out. */
export function readMarks(value: unknown): Marks {
  const { measurements, views, bonds } = (value ?? {}) as Record<string, unknown>;
  return {
    measurements: Array.isArray(measurements) ? measurements.filter(isMeasurement) : [],
    views: Array.isArray(views) ? views.filter(isView) : [],
    bonds: Array.isArray(bonds) ? bonds.filter(isBond) : [],
  };
}

export const isEmpty = ({ measurements, views, bonds }: Marks): boolean =>
  measurements.length + views.length + bonds.length === 0;
