import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { RequestError } from '#cli/args.ts';
import { writeText } from '#cli/output.ts';
import { cannotWrite, type DraftFile, draftFile, makeFolder } from '#cli/writing/draftFile.ts';
import { shellLine } from '#core/export/command.ts';
import type { OutFile } from '#core/export/exportSource.ts';
import { type BundleRecord, PROVENANCE, readProvenance } from '#core/export/provenance.ts';
import { sha256 } from '#core/io/text/sha256.ts';
import { decodeUtf8, encodeUtf8 } from '#core/io/text/utf8.ts';
import { unzipped, zipFiles } from '#engines/zip/zip.ts';

/** What writing a bundle did to what was there. */
export interface WrittenBundle {
  /** Files that were there with other content. */
  readonly replaced: readonly string[];
  /** Files of the bundle that was there before which this one does not have: they stay. */
  readonly left: readonly string[];
  /** Other files in the folders of the bundle, of a run or a person. In a folder they stay, of a zip they go. */
  readonly beside: readonly string[];
}

/**
 * Writes sets into a folder, which is created if missing, or into one zip. All files are written beside the old ones
 * first, then put in their places, so that a full disk changes nothing. What a person or a run has made of a former
 * export is left alone: see {@link troubleIn}.
 * @throws {RequestError} without `force`, for a place that holds other work; always for what is in the way
 */
export function writeBundle(out: string, files: readonly OutFile[], force: boolean): WrittenBundle {
  const isZip = /\.zip$/i.test(out);
  const place = isZip ? zipPlace(out) : folderPlace(out);
  const sets = files.filter(({ path }) => path === PROVENANCE || path.endsWith(`/${PROVENANCE}`));
  const folders = sets.map(({ path, text }) => {
    const folder = dirname(path);
    const own = files.filter((f) => folder === '.' || f.path.startsWith(`${folder}/`));
    const former = place.read(path);
    const record = former instanceof Uint8Array ? readProvenance(decodeUtf8(former)) : null;
    return { where: join(out, folder), folder, own, record, now: readProvenance(text)! };
  });
  const old = new Map(files.map(({ path }) => [path, place.read(path)]));
  const replaced = files.flatMap(({ path, text }) => {
    const found = old.get(path)!;
    return found === null || isSame(found, text) ? [] : [path];
  });
  const former = folders.flatMap(({ folder, record }) =>
    [...(record?.sha256.keys() ?? [])].map((path) => within(folder, path)),
  );
  const known = new Set([...former, ...files.map((f) => f.path)]);
  const beside = place.names(foldersOf(files)).filter((path) => !known.has(path));
  if (!force) {
    for (const set of folders) refuseTrouble(troubleIn(set, old), set.where);
    if (isZip && beside.length > 0)
      refuseTrouble([`holds ${listedNames(beside)} too, which would no longer be in it`], out);
  }
  if (isZip) writeText(out, zipFiles(files));
  else writeAll(out, files);
  const written = new Set(files.map((f) => f.path));
  const left = isZip
    ? []
    : former.filter((path) => !written.has(path) && place.read(path) !== null);
  return { replaced, left, beside };
}

const within = (folder: string, path: string): string =>
  folder === '.' ? path : `${folder}/${path}`;

/** Every folder that a file of the bundle stands in, `.` for the one of the bundle itself. */
const foldersOf = (files: readonly OutFile[]): readonly string[] => [
  ...new Set(files.map(({ path }) => dirname(path))),
];

/** Content of a file, null for none; `link` for a symbolic link, which is never followed. */
type Found = Uint8Array | 'link' | null;

interface Place {
  /** @throws {RequestError} for what stands in the way of a file */
  readonly read: (path: string) => Found;
  /** Paths of the files that stand in some folders; of a zip all. */
  readonly names: (folders: readonly string[]) => readonly string[];
}

function folderPlace(out: string): Place {
  const statOf = (path: string) => lstatSync(path, { throwIfNoEntry: false });
  return {
    read: (path) => {
      const parts = path.split('/');
      for (let k = 1; k < parts.length; k++) {
        const folder = join(out, ...parts.slice(0, k));
        const there = attempt(folder, () => statOf(folder));
        if (there === undefined) return null;
        if (there.isSymbolicLink())
          throw new RequestError(
            `${folder} is a link: nothing is written through it. Remove it, or choose another folder`,
          );
        if (!there.isDirectory())
          throw new RequestError(`${folder} is a file, and the set needs a folder of that name`);
      }
      const file = join(out, path);
      const there = attempt(file, () => statOf(file));
      if (there === undefined) return null;
      if (there.isSymbolicLink()) return 'link';
      if (!there.isFile())
        throw new RequestError(`${file} is no file, and the set needs a file of that name`);
      return attempt(file, () => readFileSync(file));
    },
    names: (folders) =>
      folders.flatMap((folder) => {
        const there = statOf(join(out, folder));
        if (!there?.isDirectory()) return [];
        return readdirSync(join(out, folder), { withFileTypes: true })
          .filter((entry) => !entry.isDirectory())
          .map((entry) => within(folder, entry.name))
          .toSorted();
      }),
  };
}

/** @throws {RequestError} for a file that is no zip */
function zipPlace(out: string): Place {
  const there = attempt(out, () => lstatSync(out, { throwIfNoEntry: false }));
  if (!there?.isFile()) return { read: () => null, names: () => [] };
  const entries = unzipped(readFileSync(out));
  if (entries === null)
    throw new RequestError(`${out} is there and no zip: choose another name, or remove it`);
  return { read: (path) => entries.get(path) ?? null, names: () => [...entries.keys()] };
}

function attempt<T>(path: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

const isSame = (found: Uint8Array | 'link', text: string): boolean =>
  found !== 'link' && Buffer.compare(found, encodeUtf8(text)) === 0;

interface SetPlace {
  readonly folder: string;
  readonly own: readonly OutFile[];
  /** Of the bundle that is there. */
  readonly record: BundleRecord | null;
  readonly now: BundleRecord;
}

/**
 * Why a set must not be written over what is there, empty where it may: where each file that is there has the bytes
 * that it is to get. The record of a former export says what would be lost.
 */
function troubleIn(
  { folder, own, record, now }: SetPlace,
  old: ReadonlyMap<string, Found>,
): readonly string[] {
  const inFolder = (path: string) => (folder === '.' ? path : path.slice(folder.length + 1));
  const differing = own.filter(({ path, text }) => {
    const found = old.get(path)!;
    return found !== null && !isSame(found, text);
  });
  const changed = differing
    .filter(({ path }) => {
      const found = old.get(path)!;
      if (inFolder(path) === PROVENANCE) return record === null || !record.intact;
      return found === 'link' || record?.sha256.get(inFolder(path)) !== sha256(found!);
    })
    .map(({ path }) => inFolder(path));
  if (changed.length > 0 && record === null)
    return [`holds ${listedNames(changed)} already, not of an export`];
  const edited =
    changed.length === 0 ? [] : [`holds ${listedNames(changed)}, changed since the export`];
  if (record === null) return edited;
  if (record.set !== now.set) return [`holds the set ${record.set}, not ${now.set}`, ...edited];
  if (record.recipeHash !== now.recipeHash)
    return [
      `holds the set ${record.set} of another recipe, "${record.title}" (${record.recipeHash}); this one is "${now.title}" (${now.recipeHash})`,
      ...edited,
    ];
  if (edited.length > 0 || differing.length === 0) return edited;
  if (record.rebuild.join(' ') !== now.rebuild.join(' '))
    return [
      `holds the set ${record.set} of this recipe with other options (${optionsText(record)}; now ${optionsText(now)})`,
    ];
  return [
    `holds ${listedNames(differing.map(({ path }) => inFolder(path)))} with other content, of an export by another version or of another trajectory`,
  ];
}

/** The options of an export that are not the default ones. */
function optionsText({ rebuild }: BundleRecord): string {
  const from = rebuild.indexOf('--set') + 2;
  return shellLine(rebuild.slice(from, rebuild.indexOf('--out'))) || 'none';
}

/** @throws {RequestError} */
function refuseTrouble(trouble: readonly string[], where: string): void {
  if (trouble.length > 0)
    throw new RequestError(
      `${where} ${trouble.join('; ')}. Choose another folder, or give --force to replace what is there`,
    );
}

/** Names listed in messages. */
const MOST_NAMED = 6;

export const listedNames = (names: readonly string[]): string =>
  names.length <= MOST_NAMED
    ? names.join(', ')
    : `${names.slice(0, MOST_NAMED).join(', ')} and ${names.length - MOST_NAMED} more`;

/** Provenance comes last: where the process ends in between, the next export still knows what it may replace. */
function writeAll(out: string, files: readonly OutFile[]): void {
  const isProvenance = ({ path }: OutFile) => Number(path.endsWith(PROVENANCE));
  const sorted = files.toSorted((p, q) => isProvenance(p) - isProvenance(q));
  const drafts: DraftFile[] = [];
  try {
    for (const { path, text } of sorted) {
      const target = join(out, path);
      makeFolder(dirname(target));
      const draft = draftFile(target, path.endsWith('.sh') ? 0o755 : undefined);
      drafts.push(draft);
      draft.write(text);
      draft.close();
    }
    for (const draft of drafts) draft.keep();
  } catch (error) {
    for (const draft of drafts) draft.drop();
    throw error;
  }
}
