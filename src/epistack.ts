// biome-ignore-all lint/performance/noBarrelFile: a package needs one door
// What `import … from 'epistack'` offers: the core, in Node and in a browser. It depends on no package.
export type { Crystal, FreeCell, Site } from '#core/crystal/crystal.ts';
export type { Structure } from '#core/crystal/structure.ts';
export { describe, EpistackError, type Failure } from '#core/errors.ts';
export { readAtoms } from '#core/io/readAtoms.ts';
export { readPoscar, writePoscar } from '#core/io/vasp/poscar.ts';
export { writeAtoms } from '#core/io/writeAtoms.ts';
export { writeExtXyz } from '#core/io/xyz/xyz.ts';
export { allMatches, type Limits, searchMatches } from '#core/match/coincidence.ts';
export type { Match } from '#core/match/match.ts';
export { planeLatticeOf } from '#core/match/planeLattice.ts';
export { type Built, build } from '#core/recipe/build.ts';
export { crystalOf, type Library, type Material } from '#core/recipe/crystals/library.ts';
export { recipeHash } from '#core/recipe/hash.ts';
export { parseRecipe } from '#core/recipe/parse.ts';
export { PRESETS, presetOf } from '#core/recipe/presets/presets.ts';
export type { FilmStep, Recipe, SlabSpec, Step, StrainPolicy } from '#core/recipe/recipe.ts';
export { type Report, reportOf } from '#core/recipe/report.ts';
export { reportText } from '#core/recipe/reportText.ts';
export { linkOf, recipeOfLink } from '#core/recipe/share.ts';
export { cutSlab, judgeSlab, type Slab, type SlabCut } from '#core/surface/slab.ts';
export { type Surface, surfaceOf } from '#core/surface/surface.ts';
