import { createStore } from 'zustand/vanilla';
import type { Vec3 } from '#core/math/vec3.ts';
import type { DrawnIndices } from './viewOnly.ts';

/** What the picture leaves out: for the eye only, in no count, no document and no file of atoms. Not kept for the next visit. */
export interface Hidden {
  /** Atomic numbers. */
  readonly elements: readonly number[];
  /** Slabs, from the substrate up. */
  readonly slabs: readonly number[];
  /** Single atoms, by their index; absent for none. */
  readonly atoms?: readonly number[];
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

const NOTHING: Hidden = { elements: [], slabs: [] };

export const hiddenStore = createStore<Hidden>()(() => NOTHING);

/** Hides what is shown, and shows what is hidden. */
export const toggleHidden = (of: 'elements' | 'slabs', value: number): void =>
  hiddenStore.setState(({ [of]: now }) => ({
    [of]: now.includes(value) ? now.filter((other) => other !== value) : [...now, value],
  }));

/** Hides single atoms besides what is hidden already. */
export const hideThese = (more: readonly number[]): void =>
  hiddenStore.setState(({ atoms = [] }) => ({ atoms: [...new Set([...atoms, ...more])] }));

/** Hides all atoms but these. @param count of all atoms */
export function showOnly(these: readonly number[], count: number): void {
  const kept = new Set(these);
  const others = Array.from({ length: count }, (_, i) => i).filter((i) => !kept.has(i));
  hiddenStore.setState({ ...NOTHING, atoms: others }, true);
}

export const clipTo = (clip: Clip | null): void =>
  hiddenStore.setState(
    ({ clip: _, ...others }) => (clip === null ? others : { ...others, clip }),
    true,
  );

export const showAll = (): void => hiddenStore.setState(NOTHING, true);
