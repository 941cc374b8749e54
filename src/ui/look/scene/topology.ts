import type { Session } from '#app/look/session.ts';
import { completingImages } from '#core/crystal/coordination/completion.ts';
import { type BondList, bondsOf } from '#core/crystal/neighbors.ts';
import type { Structure } from '#core/crystal/structure.ts';
import type { SceneTopology } from '#render/types.ts';

/** What of the session decides which atoms hang together. */
export type TopologySettings = Pick<Session, 'bondRules' | 'completion'>;

/**
 * Sticks, the images that complete them and polyhedra.
 * @param known sticks without rules, where these have been found already
 * @param charges N formal charges, e; empty where they are not known
 */
export function topologyOf(
  structure: Structure,
  charges: ArrayLike<number>,
  settings: TopologySettings,
  known: BondList | null,
): SceneTopology {
  const isRuled = Object.keys(settings.bondRules).length > 0;
  const bonds =
    known !== null && !isRuled ? known : bondsOf(structure, charges, settings.bondRules);
  return {
    bonds,
    images: completingImages(structure, bonds, charges, settings.completion),
    stubs: settings.completion === 'cell',
    polyhedra: null,
  };
}
