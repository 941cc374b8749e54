import type { IntMat2 } from '#core/math/plane2.ts';
import { build } from '#core/recipe/build.ts';
import { type Library, OWN_CRYSTAL, withOwn } from '#core/recipe/crystals/library.ts';
import { chooseMatch, FILM_STEP, type MatchedCells } from '#core/recipe/edits/match.ts';
import { poseFilm } from '#core/recipe/edits/pose.ts';
import { MAX_TITLE, slabTitle } from '#core/recipe/edits/title.ts';
import type { Recipe, SlabSpec } from '#core/recipe/recipe.ts';
import { automaticSeparation } from '#core/registry/automaticSeparation.ts';
import type { SlabCut } from '#core/surface/slab.ts';
import type { Surface } from '#core/surface/surface.ts';
import type { ScreenPlane } from './candidates.ts';

/** Vacuum of a screened stack, Å. */
const VACUUM_ANG = 20;

/** A slab of whole planes, to be given a supercell. */
export type ScreenSlab = Pick<ScreenPlane, 'material'> & {
  readonly hkl: readonly number[];
} & Pick<SlabCut, 'planes' | 'termination'> &
  Pick<Surface, 'planesOf'>;

/**
 * The document of a candidate in one of its matches: film strained, unshifted, d₀ by {@link automaticSeparation}.
 * A start for a calculation, no result.
 */
export function screenRecipe(
  film: ScreenSlab,
  substrate: ScreenSlab,
  match: MatchedCells,
  library: Library,
): Recipe {
  const own = [substrate.material, film.material].filter(
    ({ id }, i, both) => id.startsWith(OWN_CRYSTAL) && both.findIndex((m) => m.id === id) === i,
  );
  const title = `${titleOf(film)} on ${titleOf(substrate)}`;
  return touching(
    {
      epistack: 1,
      title: title.slice(0, MAX_TITLE),
      preset: null,
      strained: { who: 'film' },
      steps: [
        { kind: 'substrate', slab: specOf(substrate, match.substrateMatrix) },
        {
          kind: 'film',
          slab: specOf(film, match.filmMatrix),
          registryShift: [0, 0],
          separationAng: 0,
        },
        { kind: 'vacuum', vacuumAng: VACUUM_ANG },
      ],
      ...(own.length === 0 ? {} : { crystals: own }),
    },
    library,
  );
}

/** The same candidate's document in another of its matches. */
export const withMatch = (recipe: Recipe, match: MatchedCells, library: Library): Recipe =>
  touching(chooseMatch(match, {}, library)(recipe), library);

function specOf(slab: ScreenSlab, matrix: IntMat2): SlabSpec {
  const { material, hkl, planes, planesOf, termination } = slab;
  const { cell } = material.constants[0]!;
  return {
    material: material.id,
    cell,
    hkl,
    planes,
    ...(planesOf === 'units' ? { planesOf } : {}),
    termination,
    remove: [],
    inPlane: 'primitive',
    matrix,
  };
}

/** d₀ to 0.001 Å by the rule that suits the two faces. */
function touching(recipe: Recipe, library: Library): Recipe {
  const built = build(recipe, library);
  const { separationAng } = automaticSeparation(
    built,
    { lower: 0, upper: 1, cellsUp: 0 },
    withOwn(library, recipe.crystals),
  );
  const rounded = Number(separationAng.toFixed(3));
  return poseFilm(FILM_STEP, { separationAng: rounded }, true)(recipe);
}

const titleOf = ({ material, hkl }: Pick<ScreenSlab, 'material' | 'hkl'>): string =>
  slabTitle(material, material.id, hkl);
