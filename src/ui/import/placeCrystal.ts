import { library } from '#app/document/library.ts';
import type { ImportUse } from '#app/import/importTasks.ts';
import { changeSlabs } from '#app/interface/changeSlabs.ts';
import { say } from '#app/shell/toasts.ts';
import type { Material } from '#core/recipe/crystals/library.ts';
import { stackCrystal } from '#core/recipe/edits/film.ts';
import { replaceCrystal } from '#core/recipe/edits/slab.ts';
import { FIRST_FILM } from '#core/recipe/presets/presets.ts';

/** Puts an imported crystal into the stack, as one step, and says as what. */
export function placeImported(material: Material, use: ImportUse): void {
  const as = placeCrystal(material, use);
  say(
    `${material.name} is ${as} now, in the supercell that was there. Where that does not fit, “Find a match” between the slabs builds one that does.`,
  );
}

/** One step in the history. @returns what the crystal became */
function placeCrystal(material: Material, use: ImportUse): string {
  if (use === 'substrate') {
    void changeSlabs(replaceCrystal(0, material, library));
    return 'the substrate';
  }
  void changeSlabs(stackCrystal(material, use === 'top', FIRST_FILM, library));
  return use === 'top' ? 'the top film' : 'the film';
}
