import { SYMBOLS } from '#core/crystal/elements.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { EpistackError } from '#core/errors.ts';
import type { Card } from '#engines/universal/gpu/card.ts';
import { cardAnswer, cardRequest } from '#engines/universal/gpu/cardEvaluation.ts';
import { backwardPass } from './backwardPass.ts';
import { type EdgeNumbers, edgeInputs, edgeNumbers } from './edgeInputs.ts';
import { directedEdges, type Edges } from './edges.ts';
import type { Evaluation } from './evaluation.ts';
import { forces } from './forces.ts';
import { atomEnergies, forwardPass } from './forwardPass.ts';
import type { Network } from './network.ts';
import { KNOWN_ELEMENTS } from './potentialNote.ts';
import { numbersFor } from './room.ts';

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
  const elements = elementPlaces(network, structure.numbers);
  const edges = directedEdges(structure, network.model.cutoffAng);
  const byProcessor = () => onProcessor(network, structure, elements, edges);
  if (network.card === null) return byProcessor();
  const numbers = edgeNumbers(network.model, edges);
  // The card has no network for the distances below the first knot, which only broken structures have.
  if (numbers.near.length > 0) return byProcessor();
  return network.card.evaluate({
    edges: edges.count,
    byProcessor,
    byCard: (card) => onCard(card, network, structure, elements, edges, numbers),
  });
}

function onProcessor(
  network: Network,
  structure: Structure,
  elements: Int32Array,
  edges: Edges,
): Evaluation {
  const { heap } = network.kernels;
  const mark = heap.mark();
  heap.reserve(numbersFor(network, elements.length, edges.count));
  try {
    const inputs = edgeInputs(network, edges);
    const forward = forwardPass(network, elements, edges, inputs);
    const slopes = backwardPass(network, elements.length, edges, inputs, forward);
    const byHarmonics = heap.floats.subarray(inputs.byHarmonics);
    return evaluationOf(structure, edges, forward.energiesEv, slopes, byHarmonics);
  } finally {
    heap.release(mark);
  }
}

/** @throws Error where the card fails */
function onCard(
  card: Card,
  { model }: Network,
  structure: Structure,
  elements: Int32Array,
  edges: Edges,
  numbers: EdgeNumbers,
): Evaluation {
  const request = cardRequest(elements, edges, numbers);
  const { features, slopes, byHarmonics } = cardAnswer(request, card.evaluate(request));
  const energiesEv = atomEnergies(model, elements, features, 0);
  return evaluationOf(structure, edges, energiesEv, slopes, byHarmonics);
}

const evaluationOf = (
  structure: Structure,
  edges: Edges,
  energiesEv: Float64Array,
  slopes: Float64Array,
  byHarmonics: ArrayLike<number>,
): Evaluation => ({
  energyEv: energiesEv.reduce((sum, energy) => sum + energy, 0),
  atomEnergiesEv: energiesEv,
  ...forces(structure, edges, slopes, byHarmonics),
  edges: edges.count,
  dispersionEv: null,
});

function elementPlaces(network: Network, numbers: ArrayLike<number>): Int32Array {
  const places = Int32Array.from(numbers, (z) => network.place[z]!);
  const unknown = new Set<string>();
  for (const [k, place] of places.entries()) if (place < 0) unknown.add(SYMBOLS[numbers[k]!]!);
  if (unknown.size > 0)
    throw new EpistackError({
      code: 'no-potential',
      species: [...unknown],
      known: KNOWN_ELEMENTS,
    });
  return places;
}
