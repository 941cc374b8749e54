import { COVALENT_RADIUS_ANG } from '#core/crystal/elements.ts';
import { forEachPair } from '#core/crystal/neighbors.ts';
import type { Structure } from '#core/crystal/structure.ts';

/** An atom of the stack and one of its next copy along c. */
export interface AcrossVacuum {
  readonly i: number;
  readonly j: number;
  readonly distanceAng: number;
  /** Sum of the covalent radii. */
  readonly radiiAng: number;
}

/** No covalent radii add up to more, Å. */
const REACH_ANG = 5.2;

/** The pair across the vacuum that is farthest below its covalent radii; null where the copies do not touch. */
export function acrossVacuum({ lattice, numbers, xyz }: Structure): AcrossVacuum | null {
  let worst: AcrossVacuum | null = null;
  let least = 1;
  forEachPair(lattice, xyz, REACH_ANG, (i, j, image, distanceAng) => {
    if (image[2] === 0) return;
    const radiiAng = COVALENT_RADIUS_ANG[numbers[i]!]! + COVALENT_RADIUS_ANG[numbers[j]!]!;
    if (distanceAng / radiiAng >= least) return;
    least = distanceAng / radiiAng;
    worst = { i, j, distanceAng, radiiAng };
  });
  return worst;
}

/** Whether it is this pair, at this distance. */
export const isPair = (
  across: AcrossVacuum | null,
  { i, j, distanceAng }: Pick<AcrossVacuum, 'i' | 'j' | 'distanceAng'>,
): boolean =>
  across !== null && across.i === i && across.j === j && across.distanceAng === distanceAng;
