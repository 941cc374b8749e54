import { EpistackError } from '#core/errors.ts';
import type { Vec2 } from '#core/math/plane2.ts';
import type { Built, BuiltSlab, Interface } from '#core/recipe/build.ts';
import type { Library } from '#core/recipe/crystals/library.ts';
import { isClosedFace } from '#core/recipe/units/faces.ts';
import { facingOf } from './facing.ts';
import {
  bulkGapAng,
  separationByPlanes,
  separationByRadii,
  separationByVdwRadii,
} from './separation.ts';

/**
 * How d₀ was found when none was given. `layer-gaps`: mean of the gaps that two faces without cut bonds have in their
 * own crystals. `layer-gap`: the gap of the one such face whose gap is known. `vdw-radii`: such a face, and no gap known.
 * `radii`: two faces with cut bonds, first covalent spheres touch. `planes`: the same, where no spheres meet.
 */
export type SeparationRule = 'layer-gaps' | 'layer-gap' | 'vdw-radii' | 'radii' | 'planes';

/** What a rule takes, as page and terminal say it. */
export const RULE_TEXTS: Readonly<Record<SeparationRule, string>> = {
  'layer-gaps': 'mean of the gaps that both crystals keep between their layers',
  'layer-gap':
    'gap that the layered crystal keeps between its layers; where the other face binds to it, as nickel does to graphene, it is less',
  'vdw-radii':
    'spheres of the van der Waals radii first touch, as a face without cut bonds faces them',
  radii: 'spheres of the covalent radii first touch',
  planes: 'mean of the plane spacings of the crystals',
};

export interface AutomaticSeparation {
  readonly separationAng: number;
  readonly rule: SeparationRule;
}

/**
 * d₀ by the rule that suits the two faces. A face that cuts no bond, as that of a layer or of molecules, is held by
 * van der Waals forces at about the distance that its own crystal keeps; faces with cut bonds come as near as bonds are
 * long. One face without cut bonds is enough: a layer binds by van der Waals forces to most surfaces that would bind each
 * other. Graphene is held so weakly by Al, Ag, Cu, Au and Pt (111) that it keeps its own bands, and bonded, which is nearer,
 * by Co, Ni, Pd and Ti.
 * @see Khomyakov et al., Phys. Rev. B 79, 195425 (2009), doi 10.1103/PhysRevB.79.195425
 * @param library with the document's own crystals: knows the gaps of crystals that sheets are layers of
 * @param shift of the slab above in the interface cell, fractions
 */
export function automaticSeparation(
  built: Pick<Built, 'slabs' | 'cell'>,
  at: Interface,
  library: Library,
  shift: Vec2 = [0, 0],
): AutomaticSeparation {
  const faces = [
    faceOf(built.slabs[at.lower]!, 'top', library),
    faceOf(built.slabs[at.upper]!, 'bottom', library),
  ];
  const closed = faces.filter((face) => face.closed);
  const gaps = closed.flatMap(({ gapAng }) => (gapAng === null ? [] : [gapAng]));
  if (gaps.length > 0)
    return {
      separationAng: mean(gaps),
      rule: gaps.length === 2 ? 'layer-gaps' : 'layer-gap',
    };
  const facing = facingOf(built, at);
  if (closed.length > 0) {
    const separationAng = separationByVdwRadii(facing, shift);
    if (separationAng !== null) return { separationAng, rule: 'vdw-radii' };
  }
  try {
    return { separationAng: separationByRadii(facing, shift), rule: 'radii' };
  } catch (error) {
    if (!(error instanceof EpistackError && error.failure.code === 'no-separation')) throw error;
    const { separationAng } = separationByPlanes(built, at, library);
    return { separationAng: separationAng ?? FAR_ANG, rule: 'planes' };
  }
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, x) => sum + x, 0) / values.length;

/** Two sheets whose atoms nowhere come near each other, and neither file says how far layers are: about a layer gap, Å. */
const FAR_ANG = 3;

/** Whether the end of a slab cuts no bond, and how far its own crystal goes on beyond it, null where unknown. */
function faceOf(
  built: BuiltSlab,
  face: 'top' | 'bottom',
  library: Library,
): { readonly closed: boolean; readonly gapAng: number | null } {
  if (!isClosedFace(built, face)) return { closed: false, gapAng: null };
  return { closed: true, gapAng: bulkGapAng(built, face, library) };
}
