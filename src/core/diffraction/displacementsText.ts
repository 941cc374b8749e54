import { atomicNumber } from '#core/crystal/elements.ts';
import { EpistackError } from '#core/errors.ts';
import { parseNumber } from '#core/io/text/text.ts';
import { HEAVIEST } from './formFactors.ts';
import type { Displacements } from './powder.ts';

/**
 * "1.2" is B of all elements in Å², "Cs=2.5,Pb=1,Br=2.2" that of some. An empty text gives no displacements.
 * @throws `setting`, `unknown-element`
 */
export function displacementsOf(text: string): Displacements {
  const out: Record<number, number> = {};
  for (const part of text.split(/[,;\s]+/).filter(Boolean)) {
    const [left, right] = part.includes('=') ? part.split('=') : [null, part];
    const value = parseNumber(right);
    if (value === undefined || value < 0 || value > 50)
      throw new EpistackError({
        code: 'setting',
        field: 'Debye–Waller',
        expected:
          'B in Å² from 0 to 50 for all elements, such as 1.2, or for some, such as Cs=2.5,Pb=1',
      });
    if (left === null) {
      for (let z = 1; z <= HEAVIEST; z++) out[z] ??= value;
      continue;
    }
    const z = atomicNumber(left!);
    if (z === undefined) throw new EpistackError({ code: 'unknown-element', symbol: left! });
    out[z] = value;
  }
  return out;
}
