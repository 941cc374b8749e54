import type { TrajectorySource } from '#app/trajectory/trajectorySource.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { EpistackError } from '#core/errors.ts';
import type { Nanocrystal } from '#core/nanocrystal/buildNanocrystal.ts';
import type { NanocrystalRecipe } from '#core/nanocrystal/nanocrystalRecipe.ts';
import { faceContacts, leadingContacts } from '#core/nanocrystal/positions/faceContacts.ts';
import {
  displacementsAng,
  isSameParticle,
  relaxedNanocrystal,
} from '#core/nanocrystal/positions/relaxedNanocrystal.ts';
import type { Built } from '#core/recipe/build.ts';
import { frozenForRun } from '#core/recipe/freeze.ts';
import { type Freeze, freezeOf } from '#core/recipe/recipe.ts';
import { aloneInBox } from '#engines/dynamics/alone.ts';
import { builtNotes } from '#engines/universal/trust.ts';

/** A nanocrystal that is run alone. */
export interface Particle {
  readonly alone: true;
  readonly recipe: NanocrystalRecipe;
  readonly nanocrystal: Nanocrystal;
  /** In the box of the run. */
  readonly structure: Structure;
  /** N formal charges, e; NaN where unknown. */
  readonly charges: Float64Array;
}

/** What a run is made of: the stack of the page, or a particle. */
export type RunBuilt = Built | Particle;

export const isParticle = (built: RunBuilt): built is Particle => 'alone' in built;

export const particleOf = (recipe: NanocrystalRecipe, nanocrystal: Nanocrystal): Particle => ({
  alone: true,
  recipe,
  nanocrystal,
  structure: aloneInBox(nanocrystal.structure),
  charges: nanocrystal.charges,
});

export const freezeIn = (built: RunBuilt): Freeze =>
  isParticle(built) ? { kind: 'none' } : freezeOf(built.recipe);

/** N, 1 = stays where it is; null when none does. */
export const frozenIn = (built: RunBuilt): Uint8Array | null =>
  isParticle(built) ? null : frozenForRun(built);

/** N nuclear charges of pseudo-hydrogen, e, NaN for all other atoms; null where there is none. */
export const valencesIn = (built: RunBuilt): Float64Array | null =>
  isParticle(built) ? null : (built.byHand?.valencesE ?? null);

/** Where the universal potential was shown nothing like these atoms, as sentences for people. */
export const runLimits = (built: RunBuilt): readonly string[] => builtNotes(built);

/** The contacts of a particle that a player can follow; undefined without a second crystal on a face. */
export function facingIn(built: RunBuilt): TrajectorySource['facing'] {
  if (!isParticle(built)) return undefined;
  const { structure, charges, nanocrystal } = built;
  const { facing } = nanocrystal;
  if (facing === null) return undefined;
  const pairs = leadingContacts(faceContacts(structure, facing, structure.xyz), charges);
  if (pairs.length === 0) return undefined;
  return { lower: facing.core, upper: facing.cap, pairs: pairs.map(({ pair }) => pair) };
}

/** Whether a run was made of this particle, relaxed or not. */
export const isRunOfParticle = (built: RunBuilt | null, recipe: NanocrystalRecipe): boolean =>
  built !== null && isParticle(built) && isSameParticle(built.recipe, recipe);

/**
 * The recipe of a particle with its atoms at the end of a run of it.
 * @param positions 3N, Å
 * @throws `recipe` when an atom has gone farther than a document holds, or the particle is another one
 */
export function particleTakenOver(
  { recipe, nanocrystal }: Particle,
  now: NanocrystalRecipe,
  positions: Float64Array,
  note: string,
): NanocrystalRecipe {
  if (!isSameParticle(recipe, now))
    throw new EpistackError({ code: 'recipe', field: 'nanocrystal', expected: 'that of the run' });
  const displaced = displacementsAng(recipe, nanocrystal, positions);
  return { ...now, relaxed: relaxedNanocrystal(recipe, displaced, note).relaxed! };
}
