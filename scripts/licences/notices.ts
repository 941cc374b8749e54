import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a bundled package asks to be said of it. */
export interface Notice {
  readonly name: string;
  readonly version: string;
  /** SPDX expression. */
  readonly licence: string;
  readonly text: string;
}

interface Correction {
  readonly licence?: string;
  /** File beside this one with the text that the package leaves out. */
  readonly text?: string;
}

/** Where a package says less, or something else, than its sources do. */
const CORRECTIONS: Readonly<Record<string, Correction>> = {
  '@react-three/fiber': { text: 'react-three-fiber.txt' },
  '@spglib/moyo-wasm': { text: 'moyo-wasm.txt' },
  '@stitches/react': { text: 'stitches.txt' },
  // Its package.json says MIT; the LICENSE beside it, and LAMMPS itself, say GPL version 2.
  'lammps.js': { licence: 'GPL-2.0-only' },
};

/**
 * Folders of the packages that modules and assets come from.
 * @param files module ids of a bundler: paths, perhaps with a query or a leading NUL
 */
export function packageFolders(files: Iterable<string>): Set<string> {
  const folders = new Set<string>();
  for (const file of files) {
    // The last one: a package may lie inside another. Folders with a dot are caches.
    const folder = /^\0?(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?(?!\.)[^\\/]+)[\\/]/.exec(
      file,
    )?.[1];
    if (folder !== undefined) folders.add(folder);
  }
  return folders;
}

/** @returns null for a package that carries no text and for which none is kept here */
function noticeOf(folder: string): Notice | null {
  const { name, version, license } = manifestOf(folder);
  const correction = CORRECTIONS[name];
  const licence = correction?.licence ?? license;
  const own = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
  const paths = correction?.text
    ? [join(import.meta.dirname, correction.text)]
    : own.sort().map((file) => join(folder, file));
  if (licence === undefined || paths.length === 0) return null;
  const text = paths.map((path) => readFileSync(path, 'utf8').trim()).join('\n\n');
  return { name, version, licence, text };
}

const manifestOf = (folder: string) =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly name: string;
    readonly version: string;
    readonly license?: string;
  };

/**
 * The notices of packages, by name.
 * @throws naming the packages without a licence text: they are not to be shipped before it is looked up
 */
export function noticesOf(folders: Iterable<string>): readonly Notice[] {
  const notices = new Map<string, Notice>();
  const silent: string[] = [];
  for (const folder of folders) {
    const notice = noticeOf(folder);
    if (notice) notices.set(`${notice.name} ${notice.version}`, notice);
    else silent.push(manifestOf(folder).name);
  }
  if (silent.length > 0)
    throw new Error(
      `bundled, but without a licence text: ${silent.join(', ')}. Look it up and add it to scripts/licences`,
    );
  return [...notices.keys()].sort().map((key) => notices.get(key)!);
}

/** Notices as one text file. */
export const noticesText = (notices: readonly Notice[]): string =>
  notices
    .map(
      ({ name, version, licence, text }) =>
        `${'='.repeat(100)}\n${name} ${version} (${licence})\n\n${text}\n`,
    )
    .join('\n');
