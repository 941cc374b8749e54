import type { StickSettings, Sticks } from '#core/crystal/coordination/sticks.ts';
import type { BondList } from '#core/crystal/neighbors.ts';
import type { Structure } from '#core/crystal/structure.ts';

/** See {@link sticksOf}. */
export interface SticksQuestion {
  readonly structure: Structure;
  readonly charges: ArrayLike<number>;
  readonly settings: StickSettings;
  readonly known: BondList | null;
}

export interface BondsTasks {
  readonly find: {
    readonly request: SticksQuestion;
    readonly part: never;
    readonly result: Sticks;
  };
}
