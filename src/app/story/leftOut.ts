import type { Hidden } from '#app/look/hidden.ts';
import type { viewOnlyStore } from '#app/look/viewOnly.ts';

/** What the picture shows and a step of a story cannot hold, as a sentence; null for nothing. */
export function leftOut(
  { elements, slabs, atoms = [], clip }: Hidden,
  { liftAng, drawn }: ReturnType<typeof viewOnlyStore.getState>,
): string | null {
  const left = [
    ...(elements.length + slabs.length + atoms.length > 0 ? ['what is hidden'] : []),
    ...(clip === undefined ? [] : ['clip planes']),
    ...(liftAng > 0 ? ['the lift of the film'] : []),
    ...(drawn.length > 0 ? ['lattice planes and directions'] : []),
  ];
  return left.length === 0
    ? null
    : `Not in the step, which shows all atoms where they are: ${left.join(', ')}.`;
}
