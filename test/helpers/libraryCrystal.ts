import type { Crystal } from '#core/crystal/crystal.ts';
import { crystalOf } from '#core/recipe/crystals/library.ts';
import { library } from './library.ts';

/** A crystal of the library with its first set of constants. */
export function crystalNamed(id: string): Crystal {
  const material = library.get(id)!;
  return crystalOf(material, material.constants[0]!.cell);
}
