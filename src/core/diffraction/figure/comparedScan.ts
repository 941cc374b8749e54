import type { Measured } from '#core/diffraction/measured/scan.ts';

/** A pattern that a computed one is compared with: a measured one, or the Debye sum of a particle. */
export interface ComparedScan extends Measured {
  /** Name of its file. */
  readonly name: string;
  readonly kind: 'measured' | 'Debye sum';
}

export const scanLabel = ({ kind, name }: ComparedScan): string => `${kind}: ${name}`;
