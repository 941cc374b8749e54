import { composition } from '#core/crystal/structure.ts';
import type { Built } from './build.ts';
import { recipeHash } from './hash.ts';
import { linkOf } from './share.ts';

/** The version of package.json, which core does not read; a test holds them together. */
export const VERSION = '0.1.0';

/**
 * The comment line of an exported file: composition, and the document that made it, as a short hash and
 * as the fragment that any Epistack page opens (address + `#r=…`).
 */
export function exportTitle(built: Built): string {
  const counts = Object.entries(composition(built.structure.numbers))
    .map(([symbol, n]) => `${symbol}${n}`)
    .join(' ');
  return `${counts} | Epistack ${VERSION} recipe ${recipeHash(built.recipe)} | ${linkOf(built.recipe)}`;
}
