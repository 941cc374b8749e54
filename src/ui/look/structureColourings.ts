import { byElement } from '#ui/look/colourings/element.ts';
import { bySlab } from '#ui/look/colourings/slab.ts';
import type { StructureColouring } from './colouring.ts';

/** What the switch under the picture offers; the first is taken where a setting names none of them. */
export const STRUCTURE_COLOURINGS: readonly [StructureColouring, ...StructureColouring[]] = [
  byElement,
  bySlab,
];

export const structureColouring = (id: string): StructureColouring =>
  STRUCTURE_COLOURINGS.find((c) => c.id === id) ?? STRUCTURE_COLOURINGS[0];
