import { energyDensity, J_PER_M2_PER_EV_PER_ANG2, surfaceStiffness } from '#core/match/elastic.ts';
import type { Match } from '#core/match/match.ts';
import { deformation, type PlaneStrain } from '#core/match/strain.ts';
import { det } from '#core/math/mat3.ts';
import { type Cell2, det2, type Mat2, mul2, polar2 } from '#core/math/plane2.ts';
import { type Library, materialOf, withElastic } from '#core/recipe/crystals/library.ts';
import type { Built, BuiltSlab } from './build.ts';
import { interfaceCell } from './stack.ts';

/** Elastic energy that a match would hold, J/m² of the interface cell; NaN where it is not worked out. */
export type EnergyOf = (match: Match) => number;

/**
 * Elastic energy that a match would hold: substrate and film at their present thickness, strained as the
 * document divides it, relaxed along the normal; bulk constants. For matches of the built planes.
 * @returns J/m² of the interface cell; null when a strained side has no elastic constants
 */
export function matchEnergyOf({ recipe, slabs }: Built, library: Library): EnergyOf | null {
  const [substrate, film] = slabs;
  if (substrate === undefined || film === undefined) return null;
  const materials = withElastic(library, recipe);
  const perArea = (slab: BuiltSlab) => {
    const { elastic, spaceGroup } = materialOf(materials, slab.spec.material);
    if (elastic === undefined) return null;
    const { crystal, slab: cut } = slab;
    const c = surfaceStiffness(elastic, spaceGroup.number, crystal.lattice, cut.surface);
    // What the slab's atoms fill in the bulk, over its unstrained area.
    const heightAng =
      ((cut.numbers.length / crystal.numbers.length) * det(crystal.lattice)) /
      det2(cut.surface.cell);
    return (from: Cell2, to: Cell2): number => {
      const mevPerAng2 = energyDensity(c, strainInOwnFrame(from, to)) * heightAng;
      return (mevPerAng2 / 1000) * J_PER_M2_PER_EV_PER_ANG2 * (det2(from) / det2(to));
    };
  };
  const { who } = recipe.strained;
  const [below, above] = [perArea(substrate), perArea(film)];
  if ((who !== 'substrate' && above === null) || (who !== 'film' && below === null)) return null;
  const known = new WeakMap<Match, number>();
  return (match) => {
    const old = known.get(match);
    if (old !== undefined) return old;
    const cell = interfaceCell(
      [
        { ...substrate, matrix: match.substrateMatrix, supercell: match.substrate },
        { ...film, matrix: match.filmMatrix, supercell: match.film },
      ],
      recipe.strained,
    );
    // A mirror image in a mirror frame holds the same energy only where constants are isotropic: left out.
    const energy = match.mirror
      ? Number.NaN
      : (who === 'substrate' ? 0 : above!(match.film, cell)) +
        (who === 'film' ? 0 : below!(match.substrate, cell));
    known.set(match, energy);
    return energy;
  };
}

/** The strain of a slab in the frame of its own surface: F = V · R, V − 1. */
function strainInOwnFrame(from: Cell2, to: Cell2): PlaneStrain {
  const { stretch, angleRad } = polar2(deformation(from, to));
  const [c, s] = [Math.cos(angleRad), Math.sin(angleRad)];
  const turn: Mat2 = [
    [c, s],
    [-s, c],
  ];
  const back: Mat2 = [
    [c, -s],
    [s, c],
  ];
  const v = mul2(mul2(turn, stretch), back);
  return { xx: v[0][0] - 1, yy: v[1][1] - 1, xy: v[0][1] };
}
