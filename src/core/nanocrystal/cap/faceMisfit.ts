import { canStand, type Dislocations, misfitLattices } from '#core/match/misfit/misfitLattices.ts';
import { alongX, type PlaneStrain } from '#core/match/strain.ts';
import { fixed, signedInFull } from '#core/math/decimals.ts';
import { det2, mul2 } from '#core/math/plane2.ts';
import type { NanocrystalRecipe } from '#core/nanocrystal/nanocrystalRecipe.ts';
import { crystalOf, type Library, materialOf, withOwn } from '#core/recipe/crystals/library.ts';
import { surfaceOf } from '#core/surface/surface.ts';
import { type CapCells, capMatch, coherence } from './capMatch.ts';

/** How the two lattices at a face fit each other. */
export interface FaceMisfit {
  readonly cells: CapCells;
  /** Area of the common cell on the core, Å². */
  readonly areaAng2: number;
  /** The strain that the second crystal would take, x along the direction, y across. */
  readonly strain: PlaneStrain;
  readonly turnRad: number;
  /** The recipe strains it so near the face. */
  readonly isStrained: boolean;
  /** Families of dislocations that would take up the misfit of a second crystal that is relaxed. */
  readonly dislocations: readonly (Dislocations & {
    readonly stands: Exclude<ReturnType<typeof canStand>, 'cell'>;
  })[];
}

/**
 * The common cell of the face's two planes, the one of the recipe or the nearest one, and the misfit dislocations of
 * the lattices that it pairs.
 * @returns null without a second crystal, and where no common cell comes near
 */
export function faceMisfit(recipe: NanocrystalRecipe, library: Library): FaceMisfit | null {
  const { core, cap } = recipe;
  if (cap === null) return null;
  const materials = withOwn(library, recipe.crystals);
  const crystal = crystalOf(materialOf(materials, core.material), core.cell);
  const film = crystalOf(materialOf(materials, cap.material), cap.cell);
  const cells = cap.coherent?.cells ?? cellsOf(crystal, film, cap);
  if (cells === null) return null;
  const [below, above] = [surfaceOf(crystal, cap.facet), surfaceOf(film, cap.plane)];
  const onto = mul2(cells.core, below.cell);
  const { strain, turnRad } = coherence(crystal, film, cap, cells);
  const { dislocations } = misfitLattices(
    { supercell: onto, slab: { surface: below } },
    { supercell: mul2(cells.cap, above.cell), slab: { surface: above } },
    alongX(onto),
  );
  return {
    cells,
    areaAng2: Math.abs(det2(onto)),
    strain,
    turnRad,
    isStrained: cap.coherent !== undefined,
    dislocations: dislocations.map((d) => {
      const stands = canStand(d);
      // The cell of the match is none of the particle's.
      return { ...d, stands: stands === 'cell' ? 'yes' : stands };
    }),
  };
}

function cellsOf(...args: Parameters<typeof capMatch>): CapCells | null {
  const match = capMatch(...args);
  return match && { core: match.substrateMatrix, cap: match.filmMatrix };
}

/** In words, one a line. */
export function misfitTexts({
  areaAng2,
  strain,
  turnRad,
  dislocations,
  isStrained,
}: FaceMisfit): readonly string[] {
  const percent = (x: number) => `${signedInFull(Number((100 * x).toFixed(2)))} %`;
  const degrees = (Math.abs(turnRad) * 180) / Math.PI;
  const tensor = `xx ${percent(strain.xx)}, yy ${percent(strain.yy)}, xy ${percent(strain.xy)} (x along the direction)`;
  return [
    `common cell of the two planes ${fixed(areaAng2 / 100, 2)} nm²${degrees < 0.01 ? '' : `, ${fixed(degrees, 2)}° turned`}; the second crystal ${isStrained ? 'is strained in it' : 'keeps its own lengths, and would be strained in it'} by ${tensor}`,
    ...dislocations.map((d) =>
      d.stands === 'none'
        ? 'misfit dislocations: none one way, where the lattices fit'
        : `misfit dislocations of a relaxed second crystal every ${fixed(d.spacingAng / 10, 2)} nm, Burgers vector ${fixed(d.burgersAng, 3)} Å${d.stands === 'cores' ? ': so near that their cores would touch' : ''}`,
    ),
  ];
}
