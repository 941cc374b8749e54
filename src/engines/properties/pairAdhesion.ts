import type { Structure } from '#core/crystal/structure.ts';
import { type Adhesion, adhesion } from '#engines/dynamics/adhesion.ts';
import { separationRange } from '#engines/dynamics/separationRange.ts';
import type { Network } from '#engines/universal/network.ts';

/** An interface that is compared with others. */
export interface ComparedInterface {
  readonly structure: Structure;
  readonly separationAng: number;
}

export interface PairProgress {
  readonly pair: number;
  readonly of: number;
  readonly step: number;
}

/** d₀s beyond this above the rule's are not tried, Å. */
const WIDEST_ANG = 2;
const NEAREST_ANG = 0.6;

/** Works of adhesion of several interfaces, rigid and relaxed, in their order. */
export function* pairAdhesion(
  network: Network,
  interfaces: readonly ComparedInterface[],
  relax: { readonly forceEvAng: number; readonly maxSteps: number },
): Generator<PairProgress, readonly Adhesion[], void> {
  const found: Adhesion[] = [];
  for (const [pair, { structure, separationAng }] of interfaces.entries()) {
    const steps = adhesion(network, {
      structure,
      frozen: null,
      lower: 0,
      separationAng,
      separationsAng: separationRange(
        separationAng,
        Math.max(0.5, separationAng - NEAREST_ANG),
        separationAng + WIDEST_ANG,
      ),
      relax,
    });
    for (let next = steps.next(); ; next = steps.next()) {
      if (next.done === true) {
        found.push(next.value);
        break;
      }
      yield { pair, of: interfaces.length, step: next.value.done };
    }
  }
  return found;
}
