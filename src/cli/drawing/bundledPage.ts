import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RequestError } from '#cli/args.ts';
import { packageRoot } from '#cli/library.ts';

export const inRoot = (path: string): string => fileURLToPath(new URL(path, packageRoot));

/** A page that is bundled from the sources. */
interface BundledPage {
  /** In the package. */
  readonly file: string;
  /** Of its cache in a checkout. */
  readonly name: string;
  /** Bundles it to where its argument says. */
  readonly script: string;
  /** What it is, in a message. */
  readonly what: string;
}

export const FIGURE_PAGE: BundledPage = {
  file: 'page/index.html',
  name: 'figure-page',
  script: 'scripts/figurePage.ts',
  what: 'the page that draws',
};

export const STORY_PAGE: BundledPage = {
  file: 'page/story.html',
  name: 'story-page',
  script: 'scripts/storyPage.ts',
  what: 'the page that tells a story',
};

/**
 * Where a page lies: in the package; in a checkout it is bundled when the sources have changed.
 * @param made name of its file in a folder of its own
 * @throws {RequestError} where it cannot be bundled
 */
export function bundledPage(page: BundledPage, made: string): string {
  const shipped = inRoot(page.file);
  if (existsSync(shipped)) return shipped;
  const cache = inRoot(`node_modules/.cache/epistack/${page.name}`);
  const folder = join(cache, stamp());
  const file = join(folder, made);
  if (existsSync(file)) return file;
  rmSync(cache, { recursive: true, force: true });
  process.stderr.write(`bundling ${page.what}, once until the sources change …\n`);
  const bundled = spawnSync(process.execPath, ['--import', 'tsx', inRoot(page.script), folder], {
    cwd: inRoot('.'),
    encoding: 'utf8',
  });
  if (bundled.status !== 0)
    throw new RequestError(`${page.what} cannot be bundled: ${bundled.stderr.trim()}`);
  return file;
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
