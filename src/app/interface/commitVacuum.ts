import { commit, documentStore, shown } from '#app/document/document.ts';
import { library } from '#app/document/library.ts';
import { fetched } from '#app/shell/fetched.ts';
import { say } from '#app/shell/toasts.ts';
import { build } from '#core/recipe/build.ts';
import { closingOf } from '#core/recipe/recipe.ts';

/** No pair of atoms touches this far apart, Å. */
const FAR_ANG = 10;

/**
 * Commits the vacuum that is shown, unless the stack and its next copy along c would touch in it: that is refused as in
 * the terminal, and the vacuum before comes back.
 */
export async function commitVacuum(): Promise<void> {
  const recipe = shown(documentStore.getState());
  const closing = closingOf(recipe);
  if (closing.kind === 'vacuum' && closing.vacuumAng < FAR_ANG) {
    const rules = await fetched('The vacuum', () => import('#core/registry/followSeparation.ts'));
    // Changed again while the rules were fetched: that change is committed by itself.
    if (shown(documentStore.getState()) !== recipe) return;
    const touchAng = rules?.closingSeparation(build(recipe, library), library) ?? 0;
    if (closing.vacuumAng < touchAng) {
      documentStore.setState({ draft: null });
      say(
        `${closing.vacuumAng} Å of vacuum leave no gap: the stack and its next copy along c touch at ${touchAng} Å. Give more, 15 Å or more is usual, or choose Superlattice.`,
      );
      return;
    }
  }
  commit();
}
