import { det2, type IntMat2, inverse2, type Mat2, mul2, rowTimes } from '#core/math/plane2.ts';
import type { Library } from '#core/recipe/crystals/library.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import type { Change } from './change.ts';
import { chooseMatch, FILM_STEP, type MatchedCells } from './match.ts';
import { poseFilm, tidyShift } from './pose.ts';
import { withoutNormalStrain } from './strain.ts';

/**
 * The document with any one film on a match: the first with the substrate's plane, as {@link chooseMatch}; one farther up
 * with multiples of the cell that the slabs below it have in common, which all other slabs then repeat. The film starts
 * unshifted; d₀ stays.
 * @param match of a film farther up: its substrate rows count supercells of the substrate
 * @throws what {@link chooseMatch} throws
 */
export const fitFilm = (step: number, match: MatchedCells, library: Library): Change =>
  step === FILM_STEP ? chooseMatch(match, {}, library) : fitAbove(step, match);

const fitAbove =
  (step: number, { filmMatrix, substrateMatrix }: MatchedCells): Change =>
  (recipe) => {
    // The same cell by other rows is no reason to write all slabs anew.
    const isSame = det2(substrateMatrix) === 1;
    const matrix = isSame ? whole(mul2(inverse2(substrateMatrix), filmMatrix)) : filmMatrix;
    const repeated = isSame ? recipe : repeatStack(substrateMatrix)(recipe);
    const fitted: Recipe = {
      ...repeated,
      steps: repeated.steps.map((s, i) =>
        i === step && 'slab' in s
          ? { ...s, slab: { ...withoutNormalStrain(s.slab), inPlane: 'primitive', matrix } }
          : s,
      ),
    };
    return poseFilm(step, { shift: [0, 0] }, true)(fitted);
  };

/** Every slab on a supercell of the stack's cell: the same stack, repeated in its plane. */
export const repeatStack =
  (rows: IntMat2): Change =>
  (recipe) => {
    const back = inverse2(rows);
    return {
      ...recipe,
      steps: recipe.steps.map((s) => {
        if (!('slab' in s)) return s;
        const slab = { ...s.slab, matrix: whole(mul2(rows, s.slab.matrix)) };
        return s.kind === 'film'
          ? { ...s, slab, registryShift: tidyShift(rowTimes(s.registryShift, back)) }
          : { ...s, slab };
      }),
    };
  };

/** Rounded, without negative zeros. */
const whole = ([[p, q], [s, t]]: Mat2): IntMat2 => [
  [Math.round(p) + 0, Math.round(q) + 0],
  [Math.round(s) + 0, Math.round(t) + 0],
];
