import { documentStore } from '#app/document/document.ts';
import { openBeside } from '#app/document/persist.ts';
import { notify } from '#app/shell/notices.ts';
import { closePlace } from '#app/shell/places.ts';
import { say } from '#app/shell/toasts.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { startNanocrystal } from './nanocrystalJob.ts';
import { nanocrystalStore, openNanocrystal } from './nanocrystalStore.ts';

/** Opens the interface of the nanocrystal as a periodic document, and says what of the particle it does not hold. */
export async function openPeriodicModel(): Promise<void> {
  try {
    const { recipe, notes } = await startNanocrystal('periodic', nanocrystalStore.getState().recipe)
      .answer;
    openBeside(recipe);
    closePlace('nanocrystal');
    tell('The periodic model of the face', notes);
  } catch (error) {
    say(`There is no periodic model: ${(error as Error).message}`);
  }
}

/**
 * Opens a nanocrystal with the lowest interface of the document, or of another one that is not built, and says what was
 * chosen for it.
 */
export async function openNanocrystalOfInterface(
  of: Recipe = documentStore.getState().committed,
): Promise<void> {
  try {
    const { recipe, notes } = await startNanocrystal('ofInterface', of).answer;
    openNanocrystal(recipe);
    tell('The nanocrystal with this interface', notes);
  } catch (error) {
    say(`There is no nanocrystal of this document: ${(error as Error).message}`);
  }
}

const tell = (what: string, notes: readonly string[]): void =>
  notify({
    id: 'carried',
    text: `${what}: what to know`,
    more: notes,
  });
