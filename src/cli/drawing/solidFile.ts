import { RequestError, UsageError } from '#cli/args.ts';
import { draftFile } from '#cli/writing/draftFile.ts';
import type { DrawRequest } from '#ui/figure/requestedPlan.ts';
import type { Written } from './drawing.ts';

/**
 * Writes a file of three dimensions, for which no browser is needed; null for an ending that is none of these.
 * @throws {UsageError} for words that nothing is named by
 * @throws {RequestError} for what cannot be written
 */
export async function solidFile(path: string, request: DrawRequest): Promise<Written | null> {
  // Colours and looks of the page are more than most commands need.
  const [{ writtenSolid }, { UnknownWord }] = await Promise.all([
    import('#ui/figure/solids/writtenSolid.ts'),
    import('#ui/figure/unknownWord.ts'),
  ]);
  let written: Awaited<ReturnType<typeof writtenSolid>>;
  try {
    written = await writtenSolid(request);
  } catch (error) {
    if (error instanceof UnknownWord) throw new UsageError(error.message);
    if (error instanceof Error && error.constructor === Error)
      throw new RequestError(error.message);
    throw error;
  }
  if (written === null) return null;
  const { content } = written;
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const draft = draftFile(path);
  draft.write(bytes);
  draft.keep();
  return { path, bytes: bytes.length, remarks: written.remarks };
}
