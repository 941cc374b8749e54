import type { Setting } from '#core/export/settings/setting.ts';
import { BUNDLE_SETTINGS, INPUT_SETTINGS } from '#core/export/settings/settings.ts';
import type { InputSet } from './inputSet.ts';
import { DEFAULT_EXPORT, type ExportOptions } from './options.ts';

/** Stands in a command for the trajectory that a bundle holds snapshots of: the document does not carry it. */
export const TRAJECTORY = 'TRAJECTORY';

type Option = readonly [name: string, value: string];

/** The option of a setting that is not the default; none for one that is. */
function optionOf(setting: Setting, options: ExportOptions): readonly Option[] {
  switch (setting.kind) {
    case 'number':
    case 'choice': {
      const value = setting.get(options);
      return value === null || value === setting.get(DEFAULT_EXPORT)
        ? []
        : [[setting.option, String(value)]];
    }
    case 'mesh': {
      const value = setting.get(options);
      if (JSON.stringify(value) === JSON.stringify(setting.get(DEFAULT_EXPORT))) return [];
      return value.kind === 'mesh'
        ? [[setting.option, value.mesh.join(',')]]
        : [[setting.spacingOption, String(value.spacingPerAng)]];
    }
    case 'pairs': {
      const pairs = Object.entries(setting.get(options) ?? {});
      const text = pairs.map(([name, value]) => `${name}=${setting.write(value)}`).join(',');
      return pairs.length === 0 ? [] : [[setting.option, text]];
    }
    default:
      return setting satisfies never;
  }
}

/**
 * The command line that writes these very files from the recipe in the bundle: every option that is not the
 * default, in one order.
 * @param seed of the classical run's velocities; null for sets without
 */
export function exportCommand(
  { id, takesFrames }: Pick<InputSet, 'id' | 'takesFrames'>,
  options: ExportOptions,
  seed: number | null,
): readonly string[] {
  const { snapshots } = options;
  const all: readonly Option[] = [
    ...INPUT_SETTINGS.flatMap((s) => optionOf(s, options)),
    ...BUNDLE_SETTINGS.flatMap((s) => optionOf(s, options)),
    ...(seed === null || seed === 1 ? [] : ([['seed', String(seed)]] as const)),
    ...(takesFrames && snapshots !== null
      ? ([
          ['trajectory', TRAJECTORY],
          ['frame-fs', String(snapshots.frameFs)],
        ] as const)
      : []),
  ];
  return [
    ...['epistack', 'export', 'recipe.json', '--set', id],
    ...all.flatMap(([name, value]) => [`--${name}`, value]),
    ...['--out', 'AGAIN'],
  ];
}

/** As typed into a shell. */
export const shellLine = (command: readonly string[]): string =>
  command
    .map((word) => (/^[\w=,.:+/*-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
    .join(' ');
