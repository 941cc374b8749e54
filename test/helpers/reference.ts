import { readFileSync } from 'node:fs';
import type { Crystal } from '#core/crystal/crystal.ts';
import { guessCharges } from '#core/crystal/oxidation/oxidation.ts';
import { readPoscar } from '#core/io/vasp/poscar.ts';
import { inverse, mulRow } from '#core/math/mat3.ts';

const folder = new URL('../reference/', import.meta.url);

/** A JSON file of test/reference. */
export const referenceJson = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(name, folder), 'utf8'));

/** A conventional cell of test/reference, by the file's name without its ending. */
export function referenceCrystal(name: string): Crystal {
  const { structure } = readPoscar(readFileSync(new URL(`${name}.vasp`, folder), 'utf8'));
  const { lattice, numbers, xyz } = structure;
  const inv = inverse(lattice);
  const frac = new Float64Array(xyz.length);
  for (let i = 0; i < frac.length; i += 3)
    frac.set(mulRow([xyz[i]!, xyz[i + 1]!, xyz[i + 2]!], inv), i);
  return { name, lattice, numbers, frac, charges: guessCharges({ lattice, numbers, xyz }) };
}
