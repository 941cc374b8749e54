import type { Crystal } from '#core/crystal/crystal.ts';
import { SYMBOLS } from '#core/crystal/elements.ts';
import { cellParameters } from '#core/crystal/lattice.ts';
import { row } from '#core/math/mat3.ts';
import type { Material } from '#core/recipe/crystals/library.ts';

/** A crystal as a recipe can carry it: every atom a site of P 1, charges unknown. */
export function materialOfCrystal(id: string, { lattice, numbers, frac }: Crystal): Material {
  return {
    id,
    name: id,
    formula: id,
    phase: '',
    spaceGroup: { number: 1, symbol: 'P1', hall: 'P 1' },
    sites: Array.from(numbers, (z, i) => ({
      symbol: SYMBOLS[z]!,
      xyz: [...row(frac, i)] as [number, number, number],
      chargeE: null,
    })),
    constants: [
      { id: 'file', label: 'file', kind: 'given', cell: cellParameters(lattice), source: id },
    ],
  };
}
