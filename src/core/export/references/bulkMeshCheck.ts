import { type Check, COARSE_PER_ANG } from '#core/export/checks.ts';
import { isSymmetricMesh, type Mesh, spacingsOf } from '#core/export/kpoints.ts';
import type { Reference } from './references.ts';

/** A bulk among the references: the mesh must have the symmetry of the lattice, and be dense enough. */
export function bulkMeshCheck({ folder, label, structure }: Reference, mesh: Mesh): Check {
  const spacing = Math.max(...spacingsOf(structure.lattice, mesh));
  const problems = [
    ...(isSymmetricMesh(structure.lattice, mesh) ? [] : ['it breaks the symmetry of the crystal']),
    ...(spacing > COARSE_PER_ANG ? ['it is coarse for anything that disperses'] : []),
  ];
  return {
    id: `mesh-${folder}`,
    level: problems.length > 0 ? 'warn' : 'ok',
    found: `${label}: Γ-centred ${mesh.join('×')}, at most ${spacing.toFixed(3)} 1/Å between points${problems.length > 0 ? `; ${problems.join('; ')}` : ', and every operation of the lattice keeps them'}.`,
    means:
      'Points that an operation of the crystal moves off the mesh are weighted wrongly: energies, forces and stress then break the symmetry.',
    fix: problems.length > 0 ? 'Ask for a smaller spacing of the k-points.' : null,
    remedy: null,
  };
}
