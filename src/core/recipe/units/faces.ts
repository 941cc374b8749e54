import type { BuiltSlab } from '#core/recipe/build.ts';
import { cutsAtEnds } from '#core/surface/cutBonds.ts';

/**
 * Whether a slab ends without a cut bond, as a layer or a face of whole molecules does. Such a face holds to another one
 * by van der Waals forces.
 */
export const isClosedFace = ({ slab, spec }: BuiltSlab, face: 'top' | 'bottom'): boolean =>
  cutsAtEnds(slab)[face].bonds === 0 && !spec.remove.some((removal) => removal.face === face);
