import { library } from '#app/library.ts';
import type { Match } from '#core/match/match.ts';
import type { Built } from '#core/recipe/build.ts';
import { elasticReport } from '#core/recipe/elastic.ts';
import { materialOf, withOwn } from '#core/recipe/library.ts';
import { interfaceCell } from '#core/recipe/stack.ts';

/** True when each side that gives way has elastic constants: the energy of a match can be said. */
export function hasEnergy({ recipe, slabs }: Built): boolean {
  const materials = withOwn(library, recipe.crystals);
  const known = (i: number) => {
    const slab = slabs[i];
    return slab !== undefined && materialOf(materials, slab.spec.material).elastic !== undefined;
  };
  const { who } = recipe.strained;
  return (who === 'substrate' || known(1)) && (who === 'film' || known(0));
}

/**
 * Elastic energy that a match would hold: substrate and film at their present thickness, strained as the
 * document divides it, relaxed along the normal. For the built planes, and where {@link hasEnergy}.
 * @returns J/m² of the interface cell
 */
export function energyJPerM2(match: Match, built: Built): number {
  const [substrate, film] = built.slabs;
  const slabs = [
    { ...substrate!, matrix: match.substrateMatrix, supercell: match.substrate },
    { ...film!, matrix: match.filmMatrix, supercell: match.film },
  ];
  const cell = interfaceCell(slabs, built.recipe.strained);
  return elasticReport({ recipe: built.recipe, slabs, cell }, library).reduce(
    (sum, slab) => sum + (slab?.relaxed.jPerM2 ?? 0),
    0,
  );
}
