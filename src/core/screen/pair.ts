import { EpistackError } from '#core/errors.ts';
import { type Limits, searchMatches } from '#core/match/coincidence.ts';
import type { Match } from '#core/match/match.ts';
import { planeLatticeOf } from '#core/match/planeLattice.ts';
import { type Library, type Material, withOwn } from '#core/recipe/crystals/library.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { defaultCut } from '#core/surface/defaultCut.ts';
import type { SlabCut } from '#core/surface/slab.ts';
import { defaultPlanesOf, surfaceOf } from '#core/surface/surface.ts';
import { screenCrystal } from './candidates.ts';
import { type ScreenSlab, screenRecipe } from './recipe.ts';

/** A plane of a crystal, of which a slab is to be cut. */
export interface PairSide {
  readonly material: Material;
  /** Three indices, or four on hexagonal axes. */
  readonly hkl: readonly number[];
}

export interface PairOptions {
  readonly limits: Limits;
  /** Which match of the list within the limits, from 1. */
  readonly number: number;
  /** About how thick each slab is, lowest to highest atom, Å. */
  readonly thicknessAng: number;
}

/**
 * The interface of two planes in one of their matches: slabs cut at their default terminations, film strained and unshifted, d₀ by
 * the rule that suits the two faces. A start for a calculation, no result.
 * @param library where the document finds crystals that it does not carry
 * @throws `bad-search` when there is no match of that number, or only the film's mirror image would fit so; `bad-plane`
 */
export function pairRecipe(
  film: PairSide,
  substrate: PairSide,
  { limits, number, thicknessAng }: PairOptions,
  library: Library,
): { readonly recipe: Recipe; readonly match: Match } {
  const [above, below] = [sideOf(film), sideOf(substrate)];
  const match = numberedMatch(above, below, limits, number);
  if (match.mirror)
    throw new EpistackError({
      code: 'bad-search',
      reason: `only the mirror image of the film fits as match ${number} does`,
    });
  const slab = ({ side, surface }: Ready, face: SlabCut['face']): ScreenSlab => {
    const { planes, termination } = defaultCut(surface, face, thicknessAng);
    return { ...side, planes, termination, planesOf: surface.planesOf };
  };
  const known = withOwn(library, [film.material, substrate.material]);
  const recipe = screenRecipe(slab(above, 'bottom'), slab(below, 'top'), match, known);
  return { recipe, match };
}

interface Ready {
  readonly side: PairSide;
  readonly surface: ReturnType<typeof surfaceOf>;
}

function sideOf(side: PairSide): Ready {
  const crystal = screenCrystal(side.material);
  return { side, surface: surfaceOf(crystal, side.hkl, defaultPlanesOf(crystal)) };
}

function numberedMatch(film: Ready, substrate: Ready, limits: Limits, number: number): Match {
  const lattices = [film, substrate].map(({ surface }) => planeLatticeOf(surface));
  let before = 0;
  for (const { matches } of searchMatches(lattices[0]!, lattices[1]!, limits)) {
    const match = matches[number - 1 - before];
    if (match !== undefined) return match;
    before += matches.length;
  }
  throw new EpistackError({
    code: 'bad-search',
    reason:
      before === 0
        ? `no common cell of these planes up to ${limits.maxAreaAng2} Å² within ${toleranceText(limits)}: allow a larger area or more strain`
        : `there is no match ${number}: ${before === 1 ? 'there is one' : `there are ${before}`} up to ${limits.maxAreaAng2} Å² within ${toleranceText(limits)}`,
  });
}

const toleranceText = ({ tolerance }: Limits): string =>
  tolerance.mode === 'strain'
    ? `a strain of ${Number((100 * tolerance.maxStrain).toPrecision(6))} %`
    : 'the tolerances of Zur and McGill';
