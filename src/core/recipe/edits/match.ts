import { EpistackError } from '#core/errors.ts';
import { presentRows } from '#core/match/match.ts';
import { rightHandedPair } from '#core/match/orbit.ts';
import type { IntMat2 } from '#core/math/plane2.ts';
import type { Built } from '#core/recipe/build.ts';
import type { Library } from '#core/recipe/crystals/library.ts';
import type { SlabSpec } from '#core/recipe/recipe.ts';
import { planeOf } from '#core/surface/miller.ts';
import { type Change, slabAt } from './change.ts';
import { changeFilm } from './film.ts';
import { changePlane } from './slab.ts';
import { withoutNormalStrain } from './strain.ts';

/** The step of the film that is matched: those above it follow the cell that it makes with the substrate. */
export const FILM_STEP = 1;

/** The supercells of a match, in primitive in-plane cells: rows of one lie on rows of the other. */
export interface MatchedCells {
  readonly filmMatrix: IntMat2;
  readonly substrateMatrix: IntMat2;
  /** Only the film's mirror image fits so. */
  readonly mirror?: boolean;
}

/** The planes that a match is of; absent where they stay. */
export interface MatchedPlanes {
  readonly film?: readonly number[];
  readonly substrate?: readonly number[];
}

/** True when two sets of indices name one surface: (220) is cut as (110). */
export const isSamePlane = (p: readonly number[], q: readonly number[]): boolean =>
  String(planeOf(p).coprime) === String(planeOf(q).coprime);

/**
 * The document with a match built: both slabs on its planes and supercells, as thick as before and, on a plane
 * that stays, ending as before. Shift and out-of-plane strain were for another cell and start anew; d₀ stays.
 * @throws `bad-search` for a match that only the film's mirror image would make; `no-step` for a stack without
 *   a film; `bad-plane`
 */
export const chooseMatch =
  (match: MatchedCells, planes: MatchedPlanes, library: Library): Change =>
  (recipe) => {
    if (match.mirror)
      throw new EpistackError({
        code: 'bad-search',
        reason: 'only the mirror image of the film fits so; turn the film over to build it',
      });
    const film = onCell(FILM_STEP, planes.film, match.filmMatrix, library)(recipe);
    const both = onCell(0, planes.substrate, match.substrateMatrix, library)(film);
    return changeFilm(FILM_STEP, { registryShift: [0, 0] })(both);
  };

const onCell =
  (
    step: number,
    hkl: readonly number[] | undefined,
    matrix: SlabSpec['matrix'],
    library: Library,
  ): Change =>
  (recipe) => {
    const kept = hkl === undefined || isSamePlane(hkl, slabAt(recipe, step).hkl);
    const turned = kept ? recipe : changePlane(step, hkl, library)(recipe);
    const slab = withoutNormalStrain(slabAt(turned, step));
    return {
      ...turned,
      steps: turned.steps.map((s, i) =>
        i === step && 'slab' in s ? { ...s, slab: { ...slab, inPlane: 'primitive', matrix } } : s,
      ),
    };
  };

/**
 * The supercell of each slab in primitive in-plane cells, by the rows by which a match of it is written: one notation for
 * one cell, whatever rows and counting the document has.
 */
export function writtenCells({ slabs }: Pick<Built, 'slabs'>): readonly IntMat2[] {
  const substrate = slabs[0]!;
  const written = (step: number) =>
    presentRows(
      rightHandedPair({ film: slabs[step]!.matrix, substrate: substrate.matrix }),
      substrate.slab.surface.cell,
    );
  return slabs.map((_, step) =>
    step === 0 ? written(Math.min(1, slabs.length - 1)).substrate : written(step).film,
  );
}
