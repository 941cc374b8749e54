import type { Structure } from '#core/crystal/structure.ts';
import { type Adhesion, adhesion } from '#engines/dynamics/adhesion.ts';
import { separationRange } from '#engines/dynamics/separationRange.ts';
import type { Network } from '#engines/universal/network.ts';
import { fieldOf } from './bulkCrystal.ts';
import type { BulkReferences } from './bulkReferences.ts';
import { type InterfaceEnergy, interfaceEnergy, type RelaxLimits } from './interfaceEnergy.ts';

/** An interface that is compared with others. */
export interface ComparedInterface {
  readonly structure: Structure;
  readonly separationAng: number;
  /** Null for a stack that has none: no interface energy then. */
  readonly bulks: BulkReferences | null;
}

/** What parts an interface; and its interface energy, null where a slab holds more than whole formulas. */
export interface PairWork extends Adhesion {
  readonly interface: InterfaceEnergy | null;
}

export interface PairProgress {
  readonly pair: number;
  readonly of: number;
  readonly step: number;
}

/** d₀s beyond this above the rule's are not tried, Å. */
const WIDEST_ANG = 2;
const NEAREST_ANG = 0.6;

/** Works of adhesion of several interfaces, rigid and relaxed, and their interface energies, in their order. */
export function* pairAdhesion(
  network: Network,
  interfaces: readonly ComparedInterface[],
  relax: RelaxLimits,
): Generator<PairProgress, readonly PairWork[], void> {
  const found: PairWork[] = [];
  for (const [pair, { structure, separationAng, bulks }] of interfaces.entries()) {
    let step = 0;
    const progress = (): PairProgress => ({ pair, of: interfaces.length, step: ++step });
    const work = yield* told(
      adhesion(network, {
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
      }),
      progress,
    );
    const energy =
      bulks === null
        ? null
        : yield* told(interfaceEnergy(fieldOf(network), bulks, work, relax), progress);
    const notes = [...work.notes, ...(energy?.notes ?? [])];
    found.push({ ...work, interface: energy, notes });
  }
  return found;
}

/** The same computation, that tells of its steps in another way. */
function* told<P, T>(steps: Generator<unknown, T, void>, tell: () => P): Generator<P, T, void> {
  for (;;) {
    const next = steps.next();
    if (next.done === true) return next.value;
    yield tell();
  }
}
