import type { Structure } from '#core/crystal/structure.ts';
import { det } from '#core/math/mat3.ts';
import { HARMONIC_COMPONENTS, harmonicsGradient } from '#engines/universal/model/harmonics.ts';
import type { Edges } from './edges.ts';

/**
 * Forces and stress from the derivatives by distance and by harmonics of each edge.
 * @param slopes derivative by the distance that comes from the radial weights, eV/Å
 * @param byHarmonics 16 for each edge, eV
 */
export function forces(
  { lattice, numbers }: Structure,
  { count, receiver, sender, vector, ang }: Edges,
  slopes: Float64Array,
  byHarmonics: ArrayLike<number>,
): { forces: Float64Array; stress: Float64Array } {
  const out = new Float64Array(3 * numbers.length);
  const stress = new Float64Array(9);
  const [n, v, g] = [new Float64Array(3), new Float64Array(3), new Float64Array(3)];
  for (let e = 0; e < count; e++) {
    const r = ang[e]!;
    for (let k = 0; k < 3; k++) n[k] = vector[3 * e + k]! / r;
    harmonicsGradient(n[0]!, n[1]!, n[2]!, byHarmonics, HARMONIC_COMPONENTS * e, v);
    const along = n[0]! * v[0]! + n[1]! * v[1]! + n[2]! * v[2]!;
    for (let k = 0; k < 3; k++) {
      g[k] = slopes[e]! * n[k]! + (v[k]! - n[k]! * along) / r;
      out[3 * receiver[e]! + k]! += g[k]!;
      out[3 * sender[e]! + k]! -= g[k]!;
    }
    for (let a = 0; a < 3; a++)
      for (let b = 0; b < 3; b++) stress[3 * a + b]! += vector[3 * e + a]! * g[b]!;
  }
  const volume = Math.abs(det(lattice));
  return { forces: out, stress: stress.map((sum) => sum / volume) };
}
