import type { ComponentType } from 'react';
import type { Structure } from '#core/crystal/structure.ts';

/** A colouring of atoms that depends on the structure only, not on the frame. */
export interface StructureColouring {
  readonly id: string;
  /** On its switch. */
  readonly label: string;
  /** 3 per atom, sRGB 0..1. */
  readonly colors: (structure: Structure, dark: boolean) => Float32Array;
  /** Names and CSS colours. @param slabs labels of the slabs from the substrate up; none for atoms of a file */
  readonly legend: (
    structure: Structure,
    slabs: readonly string[],
    dark: boolean,
  ) => readonly (readonly [name: string, color: string])[];
}

/** A colouring of atoms that depends on the frame of a trajectory. */
export interface FrameColouring {
  readonly id: string;
  readonly label: string;
  /**
   * 3 per atom, sRGB 0..1; null while what it needs is not there yet.
   * @param start positions of the atoms at the start of the trajectory, 3N, Å
   */
  readonly colors: (
    frame: { readonly lattice: ArrayLike<number>; readonly xyz: Float32Array },
    start: ArrayLike<number> | undefined,
  ) => Float32Array | null;
  readonly Legend: ComponentType;
  /** Under the choice in Playback. */
  readonly Settings?: ComponentType;
}
