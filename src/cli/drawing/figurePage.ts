import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RequestError } from '#cli/args.ts';
import { packageRoot } from '#cli/library.ts';
import type { Site } from './devtools.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
};

const inRoot = (path: string): string => fileURLToPath(new URL(path, packageRoot));

/** The page that draws: it lies in the package; in a checkout it is bundled when the sources have changed. */
export function figureSite(): Site {
  const folder = existsSync(inRoot('page/index.html')) ? inRoot('page') : bundled();
  return (path) => {
    const file = join(folder, path);
    if (!file.startsWith(folder) || !existsSync(file)) return null;
    return { body: readFileSync(file), type: TYPES[extname(file)] ?? 'application/octet-stream' };
  };
}

/** Where the page of these sources lies, made now if it is not there. */
function bundled(): string {
  const cache = inRoot('node_modules/.cache/epistack/figure-page');
  const folder = join(cache, stamp());
  if (existsSync(join(folder, 'index.html'))) return folder;
  rmSync(cache, { recursive: true, force: true });
  process.stderr.write('bundling the page that draws, once until the sources change …\n');
  const made = spawnSync(
    process.execPath,
    ['--import', 'tsx', inRoot('scripts/figurePage.ts'), folder],
    { cwd: inRoot('.'), encoding: 'utf8' },
  );
  if (made.status !== 0)
    throw new RequestError(`the page that draws cannot be bundled: ${made.stderr.trim()}`);
  return folder;
}

/** Changes with any file that the page is made of. */
function stamp(): string {
  const hash = createHash('sha256');
  for (const place of ['src', 'public/structures', 'scripts', 'package-lock.json'])
    for (const name of filesIn(inRoot(place))) {
      const { mtimeMs, size } = statSync(name);
      hash.update(`${name} ${mtimeMs} ${size}\n`);
    }
  return hash.digest('hex').slice(0, 16);
}

const filesIn = (path: string): readonly string[] =>
  statSync(path).isDirectory()
    ? readdirSync(path, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .sort()
    : [path];
