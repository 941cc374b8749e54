import type { BondList } from '#core/crystal/neighbors.ts';
import type { Structure } from '#core/crystal/structure.ts';

export interface BondsTasks {
  /** Sticks of atoms without charges and rules. */
  readonly find: {
    readonly request: { readonly structure: Structure };
    readonly part: never;
    readonly result: BondList;
  };
}
