import type { Structure } from '#core/crystal/structure.ts';
import { edgeNumbers } from '#engines/universal/edgeInputs.ts';
import { directedEdges } from '#engines/universal/edges.ts';
import { forces } from '#engines/universal/forces.ts';
import { atomEnergies } from '#engines/universal/forwardPass.ts';
import { cardAnswer, cardRequest } from '#engines/universal/gpu/cardEvaluation.ts';
import { cardNetwork } from '#engines/universal/gpu/cardNetwork.ts';
import { findAdapter } from '#engines/universal/gpu/cardServer.ts';
import { answerCount, cardEvaluator } from '#engines/universal/gpu/evaluator.ts';
import { readyNetwork } from '#engines/universal/potential.ts';

/** Numbers of WebGPU alone, as plain lists for a test. */
interface CardNumbers {
  readonly energyEv: number;
  readonly forces: readonly number[];
  readonly stress: readonly number[];
  /** Whether a second evaluation gave the same bits. */
  readonly again: boolean;
}

/** Runs in a page that has an adapter: evaluates structures by WebGPU, and by nothing else. */
async function cardNumbers(
  base64: string,
  structures: readonly Record<Exclude<keyof Structure, 'sticksAng'>, readonly number[]>[],
): Promise<CardNumbers[]> {
  const network = readyNetwork(Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)));
  const device = await (await findAdapter(navigator.gpu))!.adapter.requestDevice();
  const evaluator = await cardEvaluator(device, cardNetwork(network));
  const all: CardNumbers[] = [];
  for (const { lattice, numbers, xyz } of structures) {
    const structure = {
      lattice: Float64Array.from(lattice),
      numbers: Uint8Array.from(numbers),
      xyz: Float64Array.from(xyz),
      layer: new Uint16Array(numbers.length),
    };
    const elements = Int32Array.from(numbers, (z) => network.place[z]!);
    const edges = directedEdges(structure, network.model.cutoffAng);
    const request = cardRequest(elements, edges, edgeNumbers(network.model, edges));
    const [out, second] = [0, 0].map(() => new Float32Array(answerCount(request)));
    await evaluator.evaluate(request, out!);
    await evaluator.evaluate(request, second!);
    const { features, slopes, byHarmonics } = cardAnswer(request, out!);
    const by = forces(structure, edges, slopes, byHarmonics);
    all.push({
      energyEv: atomEnergies(network.model, elements, features, 0).reduce((sum, e) => sum + e, 0),
      forces: [...by.forces],
      stress: [...by.stress],
      again: second!.every((x, k) => x === out![k]),
    });
  }
  return all;
}

Object.assign(globalThis, { cardNumbers });

/** What this file gives to a page that runs it. */
export interface CardNumbersPage {
  readonly cardNumbers: typeof cardNumbers;
}
