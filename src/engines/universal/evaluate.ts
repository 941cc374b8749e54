import { SYMBOLS } from '#core/crystal/elements.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { EpistackError } from '#core/errors.ts';
import { backwardPass } from './backwardPass.ts';
import { edgeInputs } from './edgeInputs.ts';
import { directedEdges } from './edges.ts';
import { forces } from './forces.ts';
import { forwardPass } from './forwardPass.ts';
import type { Network } from './network.ts';

/** What the potential says of a structure. */
export interface Evaluation {
  readonly energyEv: number;
  /** N, eV, of the model: their sum is the energy without dispersion. */
  readonly atomEnergiesEv: Float64Array;
  /** 3N, eV/Å. */
  readonly forces: Float64Array;
  /** 3×3, (1/V) ∂E/∂ε, eV/Å³: positive where the cell wants to shrink. */
  readonly stress: Float64Array;
  /** Directed pairs within the cutoff. */
  readonly edges: number;
  /** What the energy holds of dispersion, eV; null without the term. */
  readonly dispersionEv: number | null;
}

/**
 * Energy, forces and stress of a periodic structure, with the dispersion term where the potential has one.
 * @throws EpistackError no-potential for elements that the model does not know; atoms-overlap; too-large
 */
export function evaluate(network: Network, structure: Structure): Evaluation {
  const by = byModel(network, structure);
  const term = network.dispersion?.energyOf(structure);
  if (term === undefined) return by;
  return {
    ...by,
    energyEv: by.energyEv + term.energyEv,
    forces: by.forces.map((f, k) => f + term.forces[k]!),
    stress: by.stress.map((s, k) => s + term.stress[k]!),
    dispersionEv: term.energyEv,
  };
}

function byModel(network: Network, structure: Structure): Evaluation {
  const { heap } = network.kernels;
  const elements = elementPlaces(network, structure.numbers);
  const edges = directedEdges(structure, network.model.cutoffAng);
  const mark = heap.mark();
  try {
    const inputs = edgeInputs(network, edges);
    const forward = forwardPass(network, elements, edges, inputs);
    const slopes = backwardPass(network, elements.length, edges, inputs, forward);
    return {
      energyEv: forward.energiesEv.reduce((sum, energy) => sum + energy, 0),
      atomEnergiesEv: forward.energiesEv,
      ...forces(structure, edges, slopes, heap.floats.subarray(inputs.byHarmonics)),
      edges: edges.count,
      dispersionEv: null,
    };
  } finally {
    heap.release(mark);
  }
}

function elementPlaces(network: Network, numbers: ArrayLike<number>): Int32Array {
  const places = Int32Array.from(numbers, (z) => network.place[z]!);
  const unknown = new Set<string>();
  for (const [k, place] of places.entries()) if (place < 0) unknown.add(SYMBOLS[numbers[k]!]!);
  if (unknown.size > 0) throw new EpistackError({ code: 'no-potential', species: [...unknown] });
  return places;
}
