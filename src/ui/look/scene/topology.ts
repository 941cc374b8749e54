import type { Session } from '#app/look/session.ts';
import {
  type HandBond,
  movedHandBonds,
  NO_HAND_BONDS,
} from '#core/crystal/coordination/handBonds.ts';
import { polyhedraOf } from '#core/crystal/coordination/polyhedra.ts';
import { type StickSettings, type Sticks, sticksOf } from '#core/crystal/coordination/sticks.ts';
import { type BondList, type BondRules, NO_RULES } from '#core/crystal/neighbors.ts';
import type { Structure } from '#core/crystal/structure.ts';
import type { SceneTopology } from '#render/types.ts';

/** What decides which atoms hang together. */
export interface TopologySettings extends Pick<Session, 'completion' | 'polyhedra' | 'style'> {
  /** Of these atoms, where they are; absent for none. */
  readonly handBonds?: readonly HandBond[];
  /** Longest bonds of pairs of elements; absent for none of one's own. */
  readonly bondRules?: BondRules;
  /** Whether films are drawn above their places. */
  readonly isLifted?: boolean;
}

/** Hulls of more atoms take longer than a frame of a trajectory can wait. */
export const MAX_POLYHEDRA_ATOMS = 10_000;

/** The style is named after polyhedra, and others may have them too. */
export const hasPolyhedra = ({ polyhedra, style }: Pick<Session, 'polyhedra' | 'style'>): boolean =>
  polyhedra !== 'off' || style === 'polyhedra';

/** Balls that touch have no bonds to complete, and paler ones would stand before those of the cell. */
export const completionOf = (settings: TopologySettings): Session['completion'] =>
  settings.style === 'filling' && !hasPolyhedra(settings) ? 'cell' : settings.completion;

export const stickSettings = (settings: TopologySettings): StickSettings => ({
  rules: settings.bondRules ?? NO_RULES,
  handBonds: settings.handBonds ?? NO_HAND_BONDS,
  completion: completionOf(settings),
  isLifted: settings.isLifted ?? false,
});

/**
 * Sticks, the images that complete them and polyhedra.
 * @param known sticks without rules, where these have been found already
 * @param charges N formal charges, e; empty where they are not known
 * @param rest the same atoms at rest, for a frame
 */
export const topologyOf = (
  structure: Structure,
  charges: ArrayLike<number>,
  settings: TopologySettings,
  known: BondList | null,
  rest: Structure = structure,
): SceneTopology =>
  withPolyhedra(
    sticksOf(structure, charges, stickSettings(settings), known, rest),
    structure,
    charges,
    settings,
  );

/** The topology that sticks found elsewhere make. */
export const withPolyhedra = (
  { bonds, images }: Sticks,
  { numbers }: Pick<Structure, 'numbers'>,
  charges: ArrayLike<number>,
  settings: TopologySettings,
): SceneTopology => ({
  bonds,
  images,
  stubs: settings.completion === 'cell',
  polyhedra:
    hasPolyhedra(settings) && numbers.length <= MAX_POLYHEDRA_ATOMS
      ? polyhedraOf(bonds, numbers, charges, images)
      : null,
});

/** Bonds of more atoms are not looked for anew in each frame: they stay those at rest. */
export const MAX_FOLLOWED_ATOMS = 3000;

/**
 * The topology of a frame.
 * @param before that of the frame before: the same object comes back where nothing has changed
 */
export function frameTopology(
  rest: Structure,
  frame: { readonly positions: Float32Array; readonly lattice: Float64Array | null },
  charges: ArrayLike<number>,
  settings: TopologySettings,
  before: SceneTopology | null,
): SceneTopology | null {
  if (rest.numbers.length > MAX_FOLLOWED_ATOMS || rest.xyz.length !== frame.positions.length)
    return null;
  const structure = {
    ...rest,
    xyz: Float64Array.from(frame.positions),
    lattice: frame.lattice ?? rest.lattice,
  };
  const handBonds = movedHandBonds(settings.handBonds ?? NO_HAND_BONDS, rest, structure);
  const now = topologyOf(structure, charges, { ...settings, handBonds }, null, rest);
  return before !== null && isSame(before, now) ? before : now;
}

const isSame = (p: SceneTopology, q: SceneTopology): boolean =>
  p.stubs === q.stubs &&
  (p.polyhedra === null) === (q.polyhedra === null) &&
  areSame(p.bonds.a, q.bonds.a) &&
  areSame(p.bonds.b, q.bonds.b) &&
  areSame(p.bonds.image, q.bonds.image) &&
  areSame(p.images.atom, q.images.atom) &&
  areSame(p.images.cells, q.images.cells);

function areSame(p: ArrayLike<number>, q: ArrayLike<number>): boolean {
  if (p.length !== q.length) return false;
  for (let i = 0; i < p.length; i++) if (p[i] !== q[i]) return false;
  return true;
}
