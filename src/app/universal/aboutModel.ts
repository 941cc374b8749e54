import type { Structure } from '#core/crystal/structure.ts';
import { MODEL_HOME, MODEL_LICENCE, potentialNote } from '#engines/universal/potentialNote.ts';
import { trustNotes } from '#engines/universal/trust.ts';

/** Where the file is to be had, and under which licence. */
export const MODEL_SOURCE = { href: MODEL_HOME, licence: MODEL_LICENCE } as const;

/** Said with every number of a model: what it was trained on, and what it leaves out. */
export const labelOf = ({ name }: { readonly name: string }): string => potentialNote(name);

/** Where a model was shown nothing like a structure, as sentences for people. */
export const limitsOf = (structure: Structure): readonly string[] => trustNotes(structure);
