import { byElement } from '#ui/look/colourings/element.ts';
import { bySlab } from '#ui/look/colourings/slab.ts';
import type { StructureColouring } from './colouring.ts';

/** The colourings of the switch under the picture; the first is the fallback for an unknown id. */
export const STRUCTURE_COLOURINGS: readonly [StructureColouring, ...StructureColouring[]] = [
  byElement,
  bySlab,
];

export const structureColouring = (id: string): StructureColouring =>
  STRUCTURE_COLOURINGS.find((c) => c.id === id) ?? STRUCTURE_COLOURINGS[0];
