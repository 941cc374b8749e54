import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleTerminal } from '../../scripts/package.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const CACHE = join(root, 'node_modules/.cache/epistack/terminal');
const HOUR_MS = 3_600_000;

/** Changes with any file that the command is made of. */
function stamp(): string {
  const hash = createHash('sha256');
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).sort();
  for (const name of [
    ...sources.map((s) => join('src', s)),
    'scripts/package.ts',
    'package-lock.json',
  ]) {
    const { mtimeMs, size } = statSync(join(root, name));
    hash.update(`${name} ${mtimeMs} ${size}\n`);
  }
  return hash.digest('hex').slice(0, 16);
}

async function bundled(): Promise<string> {
  const folder = join(CACHE, stamp());
  const main = join(folder, 'lib/cli/main.js');
  if (existsSync(main)) return main;
  mkdirSync(CACHE, { recursive: true });
  for (const name of readdirSync(CACHE))
    if (Date.now() - statSync(join(CACHE, name)).mtimeMs > HOUR_MS)
      rmSync(join(CACHE, name), { recursive: true, force: true });
  const made = mkdtempSync(join(CACHE, 'part-'));
  await bundleTerminal(join(made, 'lib'));
  writeFileSync(join(made, 'package.json'), '{ "type": "module" }');
  symlinkSync(join(root, 'public'), join(made, 'public'));
  try {
    renameSync(made, folder);
  } catch (error) {
    // Another test file was faster.
    rmSync(made, { recursive: true });
    if (!existsSync(main)) throw error;
  }
  return main;
}

/**
 * What Node runs as the terminal command: one module, as in the npm package, made once for these sources. It starts
 * in a sixth of the time that tsx needs for the sources.
 */
export const TERMINAL: string = await bundled();
