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
export type { Change } from '#core/recipe/edits/change.ts';
export { addFilm, changeFilm, removeFilm } from '#core/recipe/edits/film.ts';
export { chooseMatch } from '#core/recipe/edits/match.ts';
export { edited } from '#core/recipe/edits/outdated.ts';
export { type FilmPose, poseFilm } from '#core/recipe/edits/pose.ts';
export { relaxedRecipe, rigidRecipe } from '#core/recipe/edits/relaxed.ts';
export { changeMaterial, changePlane, changeSlab, flipStep } from '#core/recipe/edits/slab.ts';
export {
  applyNormalStrain,
  clearNormalStrain,
  shareStrain,
  strainByElasticity,
  strainWho,
} from '#core/recipe/edits/strain.ts';
export { changeClosing, changeVacuum, setSuperlattice } from '#core/recipe/edits/vacuum.ts';
export { namesOf, placeInSlab } from '#core/recipe/handEdits/atomNames.ts';
export { addHandEdit, removeHandEdit } from '#core/recipe/handEdits/changeHandEdits.ts';
export type { HandEdit } from '#core/recipe/handEdits/handEdit.ts';
export { recipeHash } from '#core/recipe/hash.ts';
export { parseRecipe } from '#core/recipe/parse.ts';
export { PRESETS, presetOf, unchangedPreset } from '#core/recipe/presets/presets.ts';
export type { FilmStep, Recipe, SlabSpec, Step, StrainPolicy } from '#core/recipe/recipe.ts';
export type { Report } from '#core/recipe/report/report.ts';
export { reportOf } from '#core/recipe/report/reportOf.ts';
export { reportText } from '#core/recipe/report/reportText.ts';
export { describeWarning, type Warning } from '#core/recipe/report/warnings.ts';
export { linkOf, recipeOfLink } from '#core/recipe/share.ts';
export { cutSlab, judgeSlab, type Slab, type SlabCut } from '#core/surface/slab.ts';
export { type Surface, surfaceOf } from '#core/surface/surface.ts';
