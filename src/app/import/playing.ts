import { openTrajectory } from '#app/player/openTrajectory.ts';
import { headOf } from '#app/trajectory/inflate.ts';
import { SNIFF_BYTES, trajectoryFormatOf } from '#core/io/recognise.ts';
import { contentOf } from './fileContent.ts';
import { readAsXyz } from './importing.ts';

/** Whether all frames of a file can be opened in the player as they stand. */
export const isPlayable = async (file: File): Promise<boolean> =>
  trajectoryFormatOf(await headOf(file, SNIFF_BYTES)) !== null;

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
