import { commit } from '#app/document/document.ts';
import { library } from '#app/document/library.ts';
import type { Change } from '#core/recipe/edits/change.ts';

/**
 * Commits a change of plane or crystal, after which d₀ follows the rule that it was found by. The code of the rules is
 * fetched when the page first shows one; where that failed, d₀ stays as it is, and the page says what the rule would be.
 */
export async function changeSlabs(change: Change): Promise<void> {
  const rules = await import('#core/registry/followSeparation.ts').catch(() => null);
  commit(rules === null ? change : rules.followingSeparation(change, library));
}
