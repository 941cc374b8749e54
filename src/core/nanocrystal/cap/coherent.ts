import type { Crystal } from '#core/crystal/crystal.ts';
import { EpistackError } from '#core/errors.ts';
import type { PlaneStrain } from '#core/match/strain.ts';
import { type Cell2, rowTimes } from '#core/math/plane2.ts';
import { dot, sub, type Vec3 } from '#core/math/vec3.ts';
import type { Cutout } from '#core/nanocrystal/cutout.ts';
import { type CapSpec, type CoherentSpec, isAround } from '#core/nanocrystal/nanocrystalRecipe.ts';
import { coherence } from './capMatch.ts';

/** Cells that are turned or strained by more do not belong to the orientation. */
const MOST_TURN_RAD = (15 * Math.PI) / 180;
const MOST_STRAIN = 0.15;
const ANG = 10;

interface Deformation {
  /** In the plane of the face, x along the direction: x′ = x · f. */
  readonly f: Cell2;
  readonly strain: PlaneStrain;
  readonly depthAng: number;
}

/** @throws `setting` for a shell or rod, and for cells that do not lie on each other in the orientation */
export function coherentlyStrained(
  core: Crystal,
  film: Crystal,
  cap: CapSpec,
  { cells, depthNm }: CoherentSpec,
): Deformation {
  const field = 'cap.coherent';
  if (isAround(cap.shape))
    throw new EpistackError({
      code: 'setting',
      field,
      expected:
        'a second crystal on one face: a shell or rod has no single plane to be strained in',
    });
  const { f, strain, turnRad } = coherence(core, film, cap, cells);
  const most = Math.max(Math.abs(strain.xx), Math.abs(strain.yy), Math.abs(strain.xy));
  if (Math.abs(turnRad) > MOST_TURN_RAD || most > MOST_STRAIN)
    throw new EpistackError({
      code: 'setting',
      field: `${field}.cells`,
      expected:
        'supercells that lie on each other in this orientation; after a change of crystal, plane or direction they are to be found anew',
    });
  return { f, strain, depthAng: depthNm * ANG };
}

/** Planes up to the depth take the lengths of the core, about the foot; their spacing stays. */
export function deformed(
  cutout: Cutout,
  { f, depthAng }: Deformation,
  at: { readonly normal: Vec3; readonly along: Vec3; readonly across: Vec3; readonly foot: Vec3 },
): Cutout {
  const xyz = cutout.xyz.slice();
  const floor = dot(at.normal, at.foot);
  for (let i = 0; i < xyz.length; i += 3) {
    const place: Vec3 = [xyz[i]!, xyz[i + 1]!, xyz[i + 2]!];
    if (dot(at.normal, place) - floor > depthAng) continue;
    const from = sub(place, at.foot);
    const [u, v] = [dot(at.along, from), dot(at.across, from)];
    const [x, y] = rowTimes([u, v], f);
    for (let k = 0; k < 3; k++) xyz[i + k]! += (x - u) * at.along[k]! + (y - v) * at.across[k]!;
  }
  return { ...cutout, xyz };
}
