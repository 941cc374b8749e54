import type { Mismatch, PlaneStrain } from '#core/match/strain.ts';
import type { IntVec3 } from '#core/math/integer.ts';
import type { IntMat2 } from '#core/math/plane2.ts';
import { interfaceNotes, workNotes } from './impossible.ts';

/** One side of a candidate, as its line tells it. */
export interface LineSide {
  /** Id in the library, or one that begins with "@" for a crystal that the link carries. */
  readonly id: string;
  readonly name: string;
  readonly formula: string;
  readonly hkl: IntVec3;
  /** Atomic planes of the slab at the asked thickness. */
  readonly planes: number;
  /** Highest minus lowest atom, Å. */
  readonly thickness: number;
  /** Plane of the period, counted downward, that the slab ends in at the interface, and its name. */
  readonly termination: number;
  readonly label: string;
  /** Different terminations of this plane. */
  readonly terminations: number;
  /** Tasker's type from formal charges; null where they are unknown. */
  readonly tasker: 1 | 2 | 3 | null;
}

/** A kept match. Names and units as `match --json` has them: Å², degrees, fractions. */
export interface LineMatch {
  readonly filmMatrix: IntMat2;
  readonly substrateMatrix: IntMat2;
  readonly filmArea: number;
  readonly substrateArea: number;
  readonly mismatch: Mismatch;
  readonly strain: PlaneStrain;
  readonly maxStrain: number;
  readonly twistDeg: number;
  /** Atoms of both slabs in this cell. */
  readonly atoms: number;
  /** Elastic energy of the strained film per area of the cell, faces free, J/m²; null without constants. */
  readonly elastic: number | null;
  /** By the universal potential, where it was computed. */
  readonly adhesion?: LineAdhesion;
}

/** Work of adhesion at the best registry, J/m²: both sides apart less the interface, by area; positive where they bind. */
export interface LineAdhesion {
  /** Atoms of both sides and of the interface relaxed. */
  readonly relaxed: number;
  readonly rigid: number;
  /**
   * Interface energy, J/m²: surface energies of both slabs less the work of adhesion; null where a slab holds more than whole
   * formulas. Earlier versions left it out.
   */
  readonly interface?: number | null;
  /** Best rigid d₀, Å, and the shift in fractions of the interface cell. */
  readonly d0: number;
  readonly shift: readonly [number, number];
  /** Whether all relaxations came below the force. */
  readonly converged: boolean;
  /** Where the model was shown nothing like this stack, or a number cannot be; left out where there is none. */
  readonly notes?: readonly string[];
}

/** Why energies are none that an interface can have; also of lines of earlier versions, whose notes do not say it. */
export const impossibleNotes = ({
  relaxed,
  interface: energy = null,
}: Pick<LineAdhesion, 'relaxed' | 'interface'>): readonly string[] => [
  ...workNotes(relaxed),
  ...interfaceNotes(energy),
];

/**
 * What is to be known of such energies: relaxations that did not end, numbers that cannot be, and what the model has seen
 * nothing like.
 */
export const doubtsOf = (energies: LineAdhesion): readonly string[] => [
  ...(energies.converged ? [] : ['Not converged: not all forces came below the limit.']),
  ...new Set([...impossibleNotes(energies), ...(energies.notes ?? [])]),
];

export interface FoundLine {
  readonly key: string;
  readonly film: LineSide;
  readonly substrate: LineSide;
  /** Different matches within the limits. */
  readonly count: number;
  /** By rising area and falling strain, so that the last is the least strained; empty when nothing fits. */
  readonly matches: readonly LineMatch[];
  /** Recipe of the least strained match (`#r=…`); null when nothing fits. */
  readonly link: string | null;
}

/** A candidate that could not be searched, with the reason; it counts as done. */
export interface RefusedLine {
  readonly key: string;
  readonly refused: string;
}

export type ScreenLine = FoundLine | RefusedLine;

export const isRefused = (line: ScreenLine): line is RefusedLine => 'refused' in line;

/** One line of JSON without its line end: the same candidate gives the same bytes. */
export const lineText = (value: unknown): string => JSON.stringify(value);
