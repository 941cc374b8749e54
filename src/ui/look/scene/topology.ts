import type { Session } from '#app/look/session.ts';
import { completingImages } from '#core/crystal/coordination/completion.ts';
import {
  type HandBond,
  movedHandBonds,
  NO_HAND_BONDS,
  withHandBondEnds,
  withHandBonds,
} from '#core/crystal/coordination/handBonds.ts';
import { polyhedraOf } from '#core/crystal/coordination/polyhedra.ts';
import { type BondList, bondsOf } from '#core/crystal/neighbors.ts';
import type { Structure } from '#core/crystal/structure.ts';
import type { SceneTopology } from '#render/types.ts';

/** What decides which atoms hang together. */
export interface TopologySettings
  extends Pick<Session, 'bondRules' | 'completion' | 'polyhedra' | 'style'> {
  /** Of these atoms, where they are; absent for none. */
  readonly handBonds?: readonly HandBond[];
}

/** Hulls of more atoms take longer than a frame of a trajectory can wait. */
export const MAX_POLYHEDRA_ATOMS = 10_000;

/** The style is named after polyhedra, and others may have them too. */
export const hasPolyhedra = ({ polyhedra, style }: Pick<Session, 'polyhedra' | 'style'>): boolean =>
  polyhedra !== 'off' || style === 'polyhedra';

/** Balls that touch have no bonds to complete, and paler ones would stand before those of the cell. */
export const completionOf = (settings: TopologySettings): Session['completion'] =>
  settings.style === 'filling' && !hasPolyhedra(settings) ? 'cell' : settings.completion;

/**
 * Sticks, the images that complete them and polyhedra.
 * @param known sticks without rules, where these have been found already
 * @param charges N formal charges, e; empty where they are not known
 * @param rest the same atoms at rest, for a frame
 */
export function topologyOf(
  structure: Structure,
  charges: ArrayLike<number>,
  settings: TopologySettings,
  known: BondList | null,
  rest: Structure = structure,
): SceneTopology {
  const { handBonds = NO_HAND_BONDS } = settings;
  const isRuled = Object.keys(settings.bondRules).length > 0;
  const byRule =
    known !== null && !isRuled ? known : bondsOf(structure, charges, settings.bondRules);
  const bonds = withHandBonds(byRule, handBonds);
  const completion = completionOf(settings);
  const completing = completingImages(structure, bonds, charges, completion, rest);
  const images =
    completion === 'cell' || handBonds.length === 0
      ? completing
      : withHandBondEnds(completing, handBonds);
  const { numbers } = structure;
  return {
    bonds,
    images,
    stubs: settings.completion === 'cell',
    polyhedra:
      hasPolyhedra(settings) && numbers.length <= MAX_POLYHEDRA_ATOMS
        ? polyhedraOf(bonds, numbers, charges, images)
        : null,
  };
}

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
