import type { CellParameters } from '#core/crystal/lattice.ts';

/** The result of a command: a JSON value for programs and text for people. */
export interface CommandAnswer {
  readonly value: unknown;
  readonly text: string;
  /** Exit code where the answer is given and yet not all was done; absent: 0. */
  readonly exitCode?: number;
}

export const cellText = (c: CellParameters): string =>
  `a ${c.a.toFixed(4)}  b ${c.b.toFixed(4)}  c ${c.c.toFixed(4)} Å   α ${c.alpha.toFixed(3)}  β ${c.beta.toFixed(3)}  γ ${c.gamma.toFixed(3)}°`;
