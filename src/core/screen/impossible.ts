/** What is as good as nothing by area, J/m²: between layers, works of adhesion and interface energies of either sign are as small. */
const NOTHING_J_M2 = 0.01;

const APART = `The relaxed work of adhesion is not above ${NOTHING_J_M2} J/m²: in this potential the stack is not held together (it came apart while it relaxed, or rests above its separated slabs), so that this is no strength of an interface.`;
const NEGATIVE =
  'The interface energy is negative: its references (bulks strained as in the stack, the mean of both faces of a slab) do not hold as they stand, so that it is not comparable with others.';

/** Of a relaxed work of adhesion, J/m²; null where it was not computed. @returns sentences for people, none for one that is possible */
export const workNotes = (relaxedJm2: number | null): readonly string[] =>
  relaxedJm2 !== null && relaxedJm2 <= NOTHING_J_M2 ? [APART] : [];

/** Of an interface energy, J/m²; null where there is none. @returns as {@link workNotes} */
export const interfaceNotes = (jm2: number | null): readonly string[] =>
  jm2 !== null && jm2 < -NOTHING_J_M2 ? [NEGATIVE] : [];
