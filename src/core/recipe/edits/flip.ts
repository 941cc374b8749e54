import type { Crystal } from '#core/crystal/crystal.ts';
import { EpistackError } from '#core/errors.ts';
import {
  det2,
  dot2,
  type IntMat2,
  inverse2,
  length2,
  mul2,
  rowTimes,
  shapeOf,
  type Vec2,
} from '#core/math/plane2.ts';
import { mapTuple } from '#core/math/vec3.ts';
import type { SlabSpec } from '#core/recipe/recipe.ts';
import { cutToSupercell } from '#core/recipe/stack.ts';
import { inPlaneCell } from '#core/surface/slab.ts';
import { surfaceOf } from '#core/surface/surface.ts';

/** Two supercells are the same shape below this relative difference. */
const SAME_SHAPE = 1e-6;

/**
 * The same slab turned over about an axis in its plane: a proper rotation, so that a chiral crystal keeps
 * its hand. Its plane becomes (−h −k −l); what faced down faces up. The supercell keeps its lengths, and
 * its angle where the in-plane lattice allows; else γ becomes 180° − γ, the outline seen from behind.
 * @param face the slab's reference face in the stack: the substrate's top, a film's bottom
 * @throws as cutting does
 */
export function flipSlab(crystal: Crystal, spec: SlabSpec, face: 'top' | 'bottom'): SlabSpec {
  const before = cutToSupercell(crystal, spec, face);
  const { slab } = before;
  const hkl = spec.hkl.map((x) => 0 - x);
  const turned = surfaceOf(crystal, hkl, spec.planesOf);
  // Planes of the two surfaces are the same sets of atoms. What was the far face is the reference now.
  const far = slab.sequence[face === 'top' ? 0 : slab.sequence.length - 1]!;
  const member = slab.surface.planes[far]!.atoms[0]!.index;
  const termination = turned.planes.findIndex((p) => p.atoms.some((a) => a.index === member));
  const shape = shapeOf(before.supercell);
  const n = Math.round(det2(before.matrix));
  const matrix =
    cellOfShape(turned.cell, n, shape.aAng, shape.bAng, Math.cos(shape.gammaRad)) ??
    cellOfShape(turned.cell, n, shape.aAng, shape.bAng, -Math.cos(shape.gammaRad));
  if (matrix === null)
    throw new EpistackError({
      code: 'bad-supercell',
      slab: crystal.name,
      reason: 'turned over, it has no cell of the same shape',
    });
  const { matrix: basis } = inPlaneCell(turned, spec.inPlane);
  const inBasis = mul2(matrix, inverse2(basis));
  const whole = inBasis.flat().every((x) => Math.abs(x - Math.round(x)) < 1e-9);
  const rounded: IntMat2 = mapTuple(inBasis, (r) => mapTuple(r, (x) => Math.round(x) + 0));
  return {
    ...spec,
    hkl,
    termination,
    remove: spec.remove.map((r) => ({ ...r, face: r.face === 'top' ? 'bottom' : 'top' })),
    inPlane: whole ? spec.inPlane : 'primitive',
    matrix: whole ? rounded : matrix,
  };
}

/** The supercell of n primitive cells with the given lengths and angle, the first vector nearest to x. */
function cellOfShape(
  cell: readonly [Vec2, Vec2],
  n: number,
  aAng: number,
  bAng: number,
  cosGamma: number,
): IntMat2 | null {
  const vectors = (lengthAng: number) => {
    const height = Math.abs(det2(cell)) / Math.max(length2(cell[0]), length2(cell[1]));
    const reach = Math.ceil(lengthAng / height) + 1;
    const out: { m: readonly [number, number]; v: Vec2 }[] = [];
    for (let i = -reach; i <= reach; i++)
      for (let j = -reach; j <= reach; j++) {
        const v = rowTimes([i, j], cell);
        if (Math.abs(length2(v) - lengthAng) < SAME_SHAPE * lengthAng) out.push({ m: [i, j], v });
      }
    return out.sort((p, q) => q.v[0] - p.v[0]);
  };
  for (const a of vectors(aAng))
    for (const b of vectors(bAng)) {
      const m: IntMat2 = [a.m, b.m];
      if (det2(m) !== n) continue;
      if (Math.abs(dot2(a.v, b.v) / (aAng * bAng) - cosGamma) < SAME_SHAPE) return m;
    }
  return null;
}
