import type { Model } from '#app/document/model.ts';
import type { ExportSettings, TargetId } from '#app/export/exportSettings.ts';
import type { ExportRequest, ExportTarget } from '#app/export/exportTasks.ts';
import type { SetId } from '#core/export/inputSets.ts';
import type { ExportOptions } from '#core/export/options.ts';
import type { OutputId, RunId } from '#core/io/formats.ts';
import type { Freeze } from '#core/recipe/freeze.ts';

/** What a worker gets: the document, what to write, and how. */
export const requestOf = (
  model: Model,
  settings: ExportSettings,
  options: ExportOptions,
  rest: Pick<ExportRequest, 'positions' | 'frames' | 'preview'> & { readonly note: string },
): ExportRequest => ({
  recipe: model.built.recipe,
  target: targetOf(settings.target, settings.symmetry && rest.positions === null),
  options,
  coordinates: settings.coordinates,
  freeze: freezeOf(settings),
  seed: settings.seed,
  positions: rest.positions,
  frames: rest.frames,
  preview: rest.preview,
  note: rest.positions === null || rest.note === '' ? '' : ` | ${rest.note}`,
});

export const freezeOf = (s: ExportSettings): Freeze =>
  s.freeze === 'none'
    ? { kind: 'none' }
    : s.freeze === 'beyond'
      ? { kind: 'beyond', distanceAng: s.beyondAng }
      : { kind: 'planes', bottom: s.bottomPlanes, top: s.topPlanes };

function targetOf(target: TargetId, symmetry: boolean): ExportTarget {
  const [kind, id] = target.split(':');
  if (kind === 'set') return { kind, id: id as SetId };
  if (kind === 'run') return { kind: 'trajectory', id: id as RunId };
  return { kind: 'format', id: id as OutputId, symmetry };
}
