import { forEachPair } from '#core/crystal/neighbors.ts';
import { det } from '#core/math/mat3.ts';
import type { Accumulator, AtomGroup } from './frames.ts';

/** How often atoms of B lie at a distance from atoms of A, against an even spread over the whole cell. */
export interface RadialDistribution {
  readonly label: string;
  /** Middle of each bin, Å. */
  readonly rAng: Float64Array;
  /** g(r), pure numbers. Where the cell holds vacuum it does not tend to 1. */
  readonly g: Float64Array;
  /** Mean number of B within the upper edge of each bin around an atom of A. */
  readonly coordination: Float64Array;
  readonly binAng: number;
  readonly frames: number;
}

export interface RdfOptions {
  readonly a: AtomGroup;
  readonly b: AtomGroup;
  /** May exceed the cell: all images are counted. */
  readonly maxAng: number;
  readonly bins: number;
}

/**
 * g(r) = ⟨V n(r)⟩ / (N_A N_B · 4π/3 (r₂³ − r₁³)), n(r) the ordered pairs (one of A, one of B, all images,
 * never an atom with itself) in the shell from r₁ to r₂. The density of B is N_B / V of the periodic
 * crystal, also when A and B are the same atoms.
 * @returns zeros for an empty group
 */
export function rdfOver(n: number, options: RdfOptions): Accumulator<RadialDistribution> {
  const { a, b, maxAng, bins } = options;
  const inA = members(n, a.atoms);
  const inB = members(n, b.atoms);
  // Only atoms of either group are searched.
  const atoms = Int32Array.from({ length: n }, (_, i) => i).filter((i) => inA[i] || inB[i]);
  const local = new Float64Array(3 * atoms.length);
  const counts = new Float64Array(bins);
  const weighted = new Float64Array(bins);
  let frames = 0;
  return {
    add({ lattice, xyz }) {
      for (const [k, i] of atoms.entries())
        for (let j = 0; j < 3; j++) local[3 * k + j] = xyz[3 * i + j]!;
      const volume = Math.abs(det(lattice));
      forEachPair(lattice, local, maxAng, (p, q, _image, ang) => {
        const bin = Math.floor((ang / maxAng) * bins);
        if (bin >= bins) return;
        const [i, j] = [atoms[p]!, atoms[q]!];
        const pairs = inA[i]! * inB[j]! + inA[j]! * inB[i]!;
        counts[bin]! += pairs;
        weighted[bin]! += pairs * volume;
      });
      frames++;
    },
    result() {
      const binAng = maxAng / bins;
      const g = new Float64Array(bins);
      const coordination = new Float64Array(bins);
      const [na, nb] = [a.atoms.length, b.atoms.length];
      let within = 0;
      for (let k = 0; k < bins && frames > 0 && na > 0 && nb > 0; k++) {
        const shell = ((4 * Math.PI) / 3) * binAng ** 3 * ((k + 1) ** 3 - k ** 3);
        g[k] = weighted[k]! / (frames * na * nb * shell);
        within += counts[k]! / (frames * na);
        coordination[k] = within;
      }
      return {
        label: `${a.label} – ${b.label}`,
        rAng: Float64Array.from({ length: bins }, (_, k) => (k + 0.5) * binAng),
        g,
        coordination,
        binAng,
        frames,
      };
    },
  };
}

function members(n: number, atoms: readonly number[]): Uint8Array {
  const out = new Uint8Array(n);
  for (const i of atoms) out[i] = 1;
  return out;
}
