import { composition } from '#core/crystal/structure.ts';
import type { Slab } from '#core/surface/slab.ts';

/** A slab holds the elements in the crystal's own proportions. */
export function isStoichiometric({ numbers, surface }: Slab): boolean {
  const [slab, bulk] = [composition(numbers), composition(surface.numbers)];
  return Object.entries(bulk).every(
    ([symbol, n]) => (slab[symbol] ?? 0) * surface.numbers.length === n * numbers.length,
  );
}
