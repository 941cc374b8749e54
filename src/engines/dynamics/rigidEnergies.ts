import type { Structure } from '#core/crystal/structure.ts';
import type { Vec3 } from '#core/math/vec3.ts';
import { evaluate } from '#engines/universal/evaluate.ts';
import type { Network } from '#engines/universal/network.ts';
import { isTooClose } from '#engines/universal/trust.ts';
import { inPlaneRepeat } from './inPlaneRepeat.ts';

/**
 * Energies by area of a cell with the slabs from one on moved rigidly. One repeat is computed where the cell repeats, as a
 * rigid move changes nothing in that.
 * @param from the lowest slab that is moved
 * @param moves where to, Å from where the structure has them
 * @param onPoint told after each energy how many there are
 * @returns meV/Å² for each point; `close`: points with atoms closer than any bond in the model's data
 * @throws `no-potential`, `atoms-overlap`
 */
export function universalRigidEnergies(
  network: Network,
  structure: Structure,
  from: number,
  moves: readonly Vec3[],
  onPoint: (done: number) => void = () => {},
): { readonly energies: Float64Array; readonly close: number } {
  const one = inPlaneRepeat(structure, structure.layer)?.structure ?? structure;
  const { lattice: l, layer } = one;
  const areaAng2 = Math.abs(l[0]! * l[4]! - l[1]! * l[3]!);
  let close = 0;
  const energies = Float64Array.from(moves, (by, n) => {
    const xyz = one.xyz.map((x, k) => (layer[Math.floor(k / 3)]! >= from ? x + by[k % 3]! : x));
    const at = { ...one, xyz };
    const { energyEv } = evaluate(network, at);
    if (isTooClose(at)) close++;
    onPoint(n + 1);
    return (1000 * energyEv) / areaAng2;
  });
  return { energies, close };
}
