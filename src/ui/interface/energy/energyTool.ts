import type { Built } from '#core/recipe/build.ts';

/** What a tool for the energies of an interface is about. */
export interface EnergyToolProps {
  readonly step: number;
  readonly built: Built;
  /** Slabs above move along with the film. */
  readonly carry: boolean;
}
