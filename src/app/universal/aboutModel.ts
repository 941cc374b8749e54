import { SYMBOLS } from '#core/crystal/elements.ts';
import type { Structure } from '#core/crystal/structure.ts';
import type { DispersionChoice } from '#engines/dispersion/damping.ts';
import { J_M2_PER_EV_ANG2 } from '#engines/dynamics/joules.ts';
import {
  DISPERSION_NOTE,
  MODEL_HOME,
  MODEL_LICENCE,
  potentialNote,
} from '#engines/universal/potentialNote.ts';

/** Energy by area, J/m² of eV/Å². */
export const inJm2 = (evAng2: number): number => evAng2 * J_M2_PER_EV_ANG2;

/** Where the file is to be had, and under which licence. */
export const MODEL_SOURCE = { href: MODEL_HOME, licence: MODEL_LICENCE } as const;

/** Said with every number of a model: what it was trained on, and what it leaves out. */
export const labelOf = ({
  name,
  dispersion,
}: {
  readonly name: string;
  readonly dispersion: DispersionChoice;
}): string => potentialNote(name, dispersion);

/** What the switch of the dispersion term says. */
export const DISPERSION_ABOUT = `Grimme’s D3 term of PBE, of two bodies, with Becke–Johnson (2011) or zero damping (2010). ${DISPERSION_NOTE}`;

/** Which elements of a structure a model does not know, as a sentence; null where it knows all. */
export function unknownIn(
  { numbers }: Structure,
  { elements }: { readonly elements: ReadonlySet<number> },
): string | null {
  const unknown = [...new Set(numbers)].filter((z) => !elements.has(z));
  return unknown.length === 0
    ? null
    : `The model does not know ${unknown.map((z) => SYMBOLS[z]).join(', ')}.`;
}
