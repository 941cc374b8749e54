import { forEachPair } from '#core/crystal/neighbors.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { evaluate } from '#engines/universal/evaluate.ts';
import type { Network } from '#engines/universal/network.ts';
import { aloneInBox } from './alone.ts';

/** So many atoms of the middle are evaluated: some tenths of a second. */
const PART_ATOMS = 200;

/**
 * How long an evaluation of a large particle will take, by evaluating its middle twice: time goes as the number of pairs
 * within the reach of the network. @returns seconds
 */
export function gaugedStep(network: Network, structure: Structure): number {
  const { numbers, xyz, layer } = structure;
  const atoms = numbers.length;
  const middle = [0, 1, 2].map((k) => {
    let sum = 0;
    for (let i = k; i < xyz.length; i += 3) sum += xyz[i]!;
    return sum / atoms;
  });
  const far = Float64Array.from({ length: atoms }, (_, i) =>
    Math.hypot(...middle.map((m, k) => xyz[3 * i + k]! - m)),
  );
  const kept = [...far.keys()].sort((i, j) => far[i]! - far[j]!).slice(0, PART_ATOMS);
  const part = aloneInBox({
    lattice: structure.lattice,
    numbers: Uint8Array.from(kept, (i) => numbers[i]!),
    xyz: Float64Array.from(kept.flatMap((i) => [xyz[3 * i]!, xyz[3 * i + 1]!, xyz[3 * i + 2]!])),
    layer: Uint16Array.from(kept, (i) => layer[i]!),
  });
  // The first evaluation also prepares the network.
  evaluate(network, part);
  const fromMs = performance.now();
  evaluate(network, part);
  const seconds = (performance.now() - fromMs) / 1000;
  const reach = network.model.cutoffAng;
  return (seconds * pairsOf(structure, reach)) / Math.max(1, pairsOf(part, reach));
}

function pairsOf({ lattice, xyz }: Structure, reachAng: number): number {
  let count = 0;
  forEachPair(lattice, xyz, reachAng, () => {
    count++;
  });
  return count;
}
