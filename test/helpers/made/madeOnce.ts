import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const HOUR_MS = 3_600_000;

/** Changes with any of these files, and any file of these folders. */
function stampOf(sources: readonly string[]): string {
  const hash = createHash('sha256');
  for (const source of sources) {
    const path = join(ROOT, source);
    const names = statSync(path).isDirectory()
      ? readdirSync(path, { recursive: true, encoding: 'utf8' }).sort()
      : [''];
    for (const name of names) {
      const { mtimeMs, size } = statSync(join(path, name));
      hash.update(`${source} ${name} ${mtimeMs} ${size}\n`);
    }
  }
  return hash.digest('hex').slice(0, 16);
}

/**
 * A folder that takes long to make, made once for the same sources and kept in `node_modules/.cache`. It is to be left
 * as it is: other test files read it at the same time.
 * @param sources files and folders below the root that it is made of
 * @returns its path
 */
export async function madeOnce(
  name: string,
  sources: readonly string[],
  make: (folder: string) => unknown,
): Promise<string> {
  const cache = join(ROOT, 'node_modules/.cache/epistack', name);
  const folder = join(cache, stampOf(sources));
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  for (const old of readdirSync(cache))
    if (Date.now() - statSync(join(cache, old)).mtimeMs > HOUR_MS)
      rmSync(join(cache, old), { recursive: true, force: true });
  const made = mkdtempSync(join(cache, 'part-'));
  await make(made);
  try {
    renameSync(made, folder);
  } catch (error) {
    // Another test file was faster.
    rmSync(made, { recursive: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}
