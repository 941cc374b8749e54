import { type Crystal, unitCellStructure } from '#core/crystal/crystal.ts';
import { sheetPlane } from '#core/crystal/emptyLayers.ts';
import type { SlabSpec } from '#core/recipe/recipe.ts';
import { cutBonds } from '#core/surface/cutBonds.ts';
import { defaultCut } from '#core/surface/defaultCut.ts';
import { cutSlab, heightsOf, type SlabCut } from '#core/surface/slab.ts';
import { defaultPlanesOf, surfaceOf } from '#core/surface/surface.ts';

/**
 * A slab of another plane or crystal, for which no termination has been chosen yet. Where the plane lies between layers or
 * molecules it is cut there, about as thick as before, and a sheet in vacuum is taken whole; else it has as many planes
 * as before from the first termination. Molecules and polyatomic ions stay whole.
 * @param before what the slab was; its thickness is kept
 * @param face the slab's reference face: the substrate's top, a film's bottom
 * @throws `bad-plane`, `bad-slab`
 */
export function recut(
  spec: SlabSpec,
  crystal: Crystal,
  before: { readonly spec: SlabSpec; readonly crystal: Crystal },
  face: SlabCut['face'],
): SlabSpec {
  const planesOf = defaultPlanesOf(crystal);
  const { planesOf: _, ...rest } = spec;
  const first: SlabSpec = {
    ...rest,
    ...(planesOf === 'units' ? { planesOf } : {}),
    termination: 0,
    remove: [],
  };
  const surface = surfaceOf(crystal, spec.hkl, planesOf);
  const hasGap = cutBonds(surface).some((cut) => cut.bonds === 0);
  if (!hasGap && planesOf === 'atoms') return first;
  const old = surfaceOf(before.crystal, before.spec.hkl, before.spec.planesOf);
  const { lowAng, highAng } = heightsOf(cutSlab(old, { ...before.spec, face }));
  const { planes, termination } = defaultCut(surface, face, highAng - lowAng);
  return { ...first, planes, termination };
}

/** The plane along which a crystal is cut that takes the place of another: a sheet's own, else the same indices. */
export const planeFor = (crystal: Crystal, hkl: readonly number[]): readonly number[] =>
  sheetPlane(unitCellStructure(crystal)) ?? hkl;
