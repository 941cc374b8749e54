import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { RequestError } from '#cli/args.ts';
import { writeParts } from '#cli/output.ts';

/**
 * Writes the snapshots of a run. What took hours is not lost to a full disk: where the file cannot be written, it goes
 * to the system's folder for temporary files.
 * @param parts asked for once for each place
 * @throws {RequestError} naming the file, and where the snapshots are instead
 */
export function writeRun(out: string, parts: () => Iterable<string>): void {
  try {
    writeParts(out, parts());
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    const kept = keptElsewhere(basename(out), parts());
    throw new RequestError(
      kept === null
        ? `${error.message}; nor could the snapshots be kept in ${tmpdir()}`
        : `${error.message}; the snapshots are in ${kept}`,
    );
  }
}

/** The path of a file in a new folder for temporary files; null where there is no room either. */
function keptElsewhere(name: string, parts: Iterable<string>): string | null {
  let folder: string | null = null;
  try {
    folder = mkdtempSync(join(tmpdir(), 'epistack-md-'));
    const path = join(folder, name);
    writeParts(path, parts);
    return path;
  } catch {
    if (folder !== null) rmSync(folder, { recursive: true, force: true });
    return null;
  }
}
