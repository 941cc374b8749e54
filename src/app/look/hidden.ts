import { createStore } from 'zustand/vanilla';
import type { MadeOn, MarkedAtoms } from '#app/document/marks/onAtoms.ts';
import { areThese, theseAtoms } from '#app/document/marks/theseAtoms.ts';
import type { Vec3 } from '#core/math/vec3.ts';
import type { DrawnIndices } from './viewOnly.ts';

/** What the picture leaves out: for the eye only, in no count, no document and no file of atoms. */
export interface Hidden {
  /** Atomic numbers. */
  readonly elements: readonly number[];
  /** Slabs, from the substrate up. */
  readonly slabs: readonly number[];
  /** Single atoms, by their index; absent for none. */
  readonly atoms?: readonly number[];
  /** On which atoms these were chosen: of others none is hidden. */
  readonly of?: MadeOn;
  /** Planes that cut a part away; absent for none. */
  readonly clip?: Clip;
}

/** Two parallel planes. */
export interface Clip {
  /** Their normal: [uvw] or the normal of (hkl), or a direction of the picture, Cartesian. */
  readonly across: DrawnIndices | { readonly kind: 'view'; readonly towards: Vec3 };
  /** Shares of the cell's extent along the normal. */
  readonly from: number;
  readonly to: number;
  /** Leaves out what lies between them, and not what lies beyond. */
  readonly isInverse: boolean;
}

export const NOTHING_HIDDEN: Hidden = { elements: [], slabs: [] };

export const hiddenStore = createStore<Hidden>()(() => NOTHING_HIDDEN);

/** Single atoms that are hidden of these. */
export const hiddenOf = ({ atoms = [], of }: Hidden, marked: MarkedAtoms): readonly number[] =>
  of === undefined || areThese(of, marked) ? atoms : [];

interface Step {
  readonly hidden: Hidden;
  /** When it was made. */
  readonly ms: number;
}

interface Steps {
  readonly past: readonly Step[];
  readonly future: readonly Step[];
  /** When what is hidden now was made so. */
  readonly ms: number;
}

const NO_STEPS: Steps = { past: [], future: [], ms: 0 };
const MOST_STEPS = 100;
/** A slider that is drawn is one step. */
const DRAG_MS = 1000;

/** What was hidden before, for undo. */
export const hiddenSteps = createStore<Steps>()(() => NO_STEPS);

/** Hides something else, as one step that undo takes back. */
export function hide(change: (now: Hidden) => Hidden, isDrag = false): void {
  const hidden = hiddenStore.getState();
  const ms = Date.now();
  hiddenSteps.setState((s) => ({
    past:
      isDrag && ms - s.ms < DRAG_MS ? s.past : [...s.past, { hidden, ms: s.ms }].slice(-MOST_STEPS),
    future: [],
    ms,
  }));
  hiddenStore.setState(change(hidden), true);
}

/** Shows another document, or what a story hides: nothing of it is a step. */
export function openHidden(hidden: Hidden, steps = NO_STEPS): void {
  hiddenSteps.setState(steps);
  hiddenStore.setState(hidden, true);
}

export function undoHidden(): void {
  const { past, future, ms } = hiddenSteps.getState();
  const before = past.at(-1);
  if (before === undefined) return;
  const now = { hidden: hiddenStore.getState(), ms };
  openHidden(before.hidden, { past: past.slice(0, -1), future: [now, ...future], ms: before.ms });
}

export function redoHidden(): void {
  const { past, future, ms } = hiddenSteps.getState();
  const [next, ...rest] = future;
  if (next === undefined) return;
  const now = { hidden: hiddenStore.getState(), ms };
  openHidden(next.hidden, { past: [...past, now], future: rest, ms: next.ms });
}

/** Hides what is shown, and shows what is hidden. */
export const toggleHidden = (of: 'elements' | 'slabs', value: number): void =>
  hide((all) => ({
    ...all,
    [of]: all[of].includes(value)
      ? all[of].filter((other) => other !== value)
      : [...all[of], value],
  }));

/** Hides single atoms besides what is hidden already. */
export const hideThese = (more: readonly number[], marked: MarkedAtoms): void =>
  hide((all) => ({
    ...all,
    atoms: [...new Set([...hiddenOf(all, marked), ...more])],
    of: theseAtoms(marked),
  }));

/** Hides all atoms but these. */
export function showOnly(these: readonly number[], marked: MarkedAtoms): void {
  const kept = new Set(these);
  const all = Array.from({ length: marked.numbers.length }, (_, i) => i);
  hide(() => ({
    ...NOTHING_HIDDEN,
    atoms: all.filter((i) => !kept.has(i)),
    of: theseAtoms(marked),
  }));
}

export const clipTo = (clip: Clip | null): void =>
  hide(
    ({ clip: _, ...others }) => (clip === null ? others : { ...others, clip }),
    hiddenStore.getState().clip !== undefined && clip !== null,
  );

export const showAll = (): void => hide(() => NOTHING_HIDDEN);
