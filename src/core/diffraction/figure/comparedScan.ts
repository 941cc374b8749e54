import type { Measured } from '#core/diffraction/measured/scan.ts';

/** A measured pattern with the name of its file. */
export interface ComparedScan extends Measured {
  readonly name: string;
}
