/** One frame of a trajectory as the analyses see it. */
export interface FrameView {
  /** 3×3 rows, Å. */
  readonly lattice: ArrayLike<number>;
  /** 3N, Cartesian Å. */
  readonly xyz: ArrayLike<number>;
}

/** Takes frames one after the other, in the order of time, so that none needs to be kept. */
export interface Accumulator<T> {
  readonly add: (frame: FrameView) => void;
  readonly result: () => T;
}

/** Atoms that are followed together. */
export interface AtomGroup {
  /** "Cs, film" */
  readonly label: string;
  readonly atoms: readonly number[];
}

/**
 * Indices of the atoms of an element, of a slab, or both.
 * @param number atomic number; any when left out
 * @param side index of the slab (`layer` of a structure); any when left out
 */
export function selectAtoms(
  { numbers, layer }: { readonly numbers: ArrayLike<number>; readonly layer: ArrayLike<number> },
  { number, side }: { readonly number?: number; readonly side?: number },
): readonly number[] {
  const found: number[] = [];
  for (let i = 0; i < numbers.length; i++)
    if ((number ?? numbers[i]) === numbers[i] && (side ?? layer[i]) === layer[i]) found.push(i);
  return found;
}
