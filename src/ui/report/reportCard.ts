import type { Model } from '#app/document/model.ts';
import { unchangedPreset } from '#core/recipe/presets/presets.ts';

/** A card of the report; where cards fold into tabs, `open` says which one is seen. */
export interface CardProps {
  readonly model: Model;
  readonly open: boolean;
}

/** Why the cell of a preset was chosen: an argument, where the other notes tell what the numbers belong to. */
export function reasonOf({ built, report }: Model): string | null {
  const about = unchangedPreset(built.recipe)?.about;
  return report.notes.find((note) => note === about) ?? null;
}
