import { contentOf } from '#app/import/fileContent.ts';
import { isPlayable } from '#app/import/fileKind.ts';
import { readAsXyz } from '#app/import/importing.ts';
import { openTrajectory } from '#app/player/openTrajectory.ts';

/**
 * Opens a file of atoms in the player, where it can be of any size and is no crystal to be cut: all frames of a format
 * that has frames, else its first structure.
 * @throws what {@link contentOf} and the readers throw
 */
export async function playFile(file: File, signal: AbortSignal): Promise<void> {
  if (await isPlayable(file)) return openTrajectory(file);
  const name = file.name.replace(/\.gz$/i, '');
  const text = await readAsXyz({ data: await contentOf(file), name }, signal);
  return openTrajectory(new File([text], `${name}.xyz`));
}
