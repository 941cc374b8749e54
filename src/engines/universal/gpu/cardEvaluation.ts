import { type EdgeNumbers, orderBy } from '#engines/universal/edgeInputs.ts';
import type { Edges } from '#engines/universal/edges.ts';
import { CHANNELS } from '#engines/universal/model/architecture.ts';
import { HARMONIC_COMPONENTS } from '#engines/universal/model/harmonics.ts';
import type { CardRequest } from './evaluator.ts';
import { BACK } from './shaderParts.ts';

/** What a card is asked of a structure. @param elements N, places among the model's elements */
export function cardRequest(
  elements: Int32Array,
  { count, receiver, sender }: Edges,
  { harmonics, interpolation, knot }: EdgeNumbers,
): CardRequest {
  const atoms = elements.length;
  const ints = new Uint32Array(4 * count + 3 * atoms + 2);
  ints.set(receiver);
  ints.set(sender, count);
  ints.set(knot, 2 * count);
  ints.set(orderBy(sender), 3 * count);
  ints.set(firsts(receiver, atoms), 4 * count);
  ints.set(firsts(sender, atoms), 4 * count + atoms + 1);
  ints.set(elements, 4 * count + 2 * (atoms + 1));
  const floats = new Float32Array(interpolation.length + harmonics.length);
  floats.set(interpolation);
  floats.set(harmonics, interpolation.length);
  return { atoms, edges: count, ints, floats };
}

/** What a card has answered, in the shapes of the passes of the processor. */
export function cardAnswer(
  { atoms, edges }: Pick<CardRequest, 'atoms' | 'edges'>,
  numbers: Float32Array,
): { features: Float32Array; slopes: Float64Array; byHarmonics: Float64Array } {
  const features = numbers.subarray(0, CHANNELS[0] * atoms);
  const back = numbers.subarray(CHANNELS[0] * atoms);
  const slopes = new Float64Array(edges);
  const byHarmonics = new Float64Array(HARMONIC_COMPONENTS * edges);
  for (let e = 0; e < edges; e++) {
    const at = BACK * e;
    byHarmonics.set(back.subarray(at, at + HARMONIC_COMPONENTS), HARMONIC_COMPONENTS * e);
    slopes[e] = back[at + HARMONIC_COMPONENTS]!;
  }
  return { features, slopes, byHarmonics };
}

/** Where the edges of each atom begin in the order of the atoms; the last is their count. */
function firsts(atomOf: Int32Array, atoms: number): Uint32Array {
  const first = new Uint32Array(atoms + 1);
  for (const atom of atomOf) first[atom + 1]!++;
  for (let i = 0; i < atoms; i++) first[i + 1]! += first[i]!;
  return first;
}
