import { stemOf } from '#app/document/fileNames.ts';
import type { Model } from '#app/document/model.ts';
import type { ExportSettings, TargetId } from '#app/export/exportSettings.ts';
import type { ExportRequest, ExportTarget } from '#app/export/exportTasks.ts';
import type { shownName } from '#app/player/player.ts';
import type { SetId } from '#core/export/inputSets.ts';
import type { ExportOptions } from '#core/export/options.ts';
import type { OutputId, RunId } from '#core/io/formats.ts';
import type { Recipe } from '#core/recipe/recipe.ts';

/** What a worker gets: the document, what to write, and how. */
export const requestOf = (
  model: Model,
  settings: ExportSettings,
  options: ExportOptions,
  rest: Pick<ExportRequest, 'positions' | 'frames' | 'preview'> & {
    /** The frame that `positions` are of. */
    readonly name: ReturnType<typeof shownName>;
  },
): ExportRequest => ({
  recipe: model.built.recipe,
  target: targetOf(settings.target, settings.symmetry && rest.positions === null),
  options,
  coordinates: settings.coordinates,
  seed: settings.seed,
  positions: rest.positions,
  frames: rest.frames,
  preview: rest.preview,
  note: rest.positions === null || rest.name === null ? '' : ` | ${rest.name.note}`,
  stem: frameStem(model.built.recipe, rest.positions === null ? null : rest.name),
});

/** What the names of files begin with: the document, and the frame whose atoms they hold. */
export const frameStem = (recipe: Recipe, frame: ReturnType<typeof shownName>): string =>
  frame === null ? stemOf(recipe) : `${stemOf(recipe)}_${frame.file}`;

function targetOf(target: TargetId, symmetry: boolean): ExportTarget {
  const [kind, id] = target.split(':');
  if (kind === 'set') return { kind, id: id as SetId };
  if (kind === 'run') return { kind: 'trajectory', id: id as RunId };
  return { kind: 'format', id: id as OutputId, symmetry };
}
