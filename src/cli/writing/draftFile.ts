import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { RequestError } from '#cli/args.ts';

/** A file that is written beside the one it is to become. */
export interface DraftFile {
  /** @throws {RequestError} that names the file; nothing of the draft is left then */
  readonly write: (part: string | Uint8Array) => void;
  /** Ends writing; `keep` does so as well. @throws {RequestError} */
  readonly close: () => void;
  /** Puts the draft in the place of the file, whose old content was there until now. @throws {RequestError} */
  readonly keep: () => void;
  /** Removes the draft: the file stays as it was. */
  readonly drop: () => void;
}

/**
 * Begins a file. Nothing of what stands at `path` changes before `keep`: not on a full disk, and not when the process
 * is killed. A link at `path` is replaced by the file, and what it points to stays as it is. The permissions of a file
 * that is replaced are kept. Pipes and devices have no content to keep and are written directly.
 * @param mode permissions of a new file, such as 0o755
 * @throws {RequestError} naming `path` where it cannot be written
 */
export function draftFile(path: string, mode?: number): DraftFile {
  const there = attempt(path, () => statSync(path, { throwIfNoEntry: false }));
  if (there?.isDirectory()) throw new RequestError(`cannot write ${path}: it is a folder`);
  const isDevice = there !== undefined && !there.isFile();
  if (there?.isFile()) attempt(path, () => accessSync(path, constants.W_OK));
  const draft = isDevice ? path : `${path}.${process.pid}.part`;
  // A draft of a process of the same number that was killed; "wx" would also refuse to follow a link.
  if (!isDevice) attempt(path, () => rmSync(draft, { force: true }));
  const fd = attempt(path, () => openSync(draft, isDevice ? 'w' : 'wx', mode));
  let isOpen = true;
  const end = (): void => {
    if (!isOpen) return;
    isOpen = false;
    // Some file systems report a full disk only here.
    closeSync(fd);
  };
  const drop = (): void => {
    end();
    if (!isDevice) rmSync(draft, { force: true });
  };
  const orDrop = (step: () => void): void => {
    try {
      attempt(path, step);
    } catch (error) {
      drop();
      throw error;
    }
  };
  return {
    write: (part) => orDrop(() => writeFileSync(fd, part)),
    close: () => orDrop(end),
    keep: () =>
      orDrop(() => {
        end();
        if (isDevice) return;
        if (there !== undefined && mode === undefined) chmodSync(draft, there.mode & 0o777);
        renameSync(draft, path);
      }),
    drop,
  };
}

/** Refuses a folder that takes no file, before minutes of computing. @throws {RequestError} naming the file */
export function checkWritable(path: string): void {
  attempt(path, () => {
    const there = statSync(path, { throwIfNoEntry: false });
    const isDevice = there !== undefined && !there.isFile();
    // A folder is asked for by the point; a file in its place would be writable as well.
    accessSync(isDevice ? path : `${dirname(path)}/.`, constants.W_OK);
  });
}

/** A folder and those above it, where they are missing. @throws {RequestError} naming the folder */
export function makeFolder(path: string): void {
  if (isFileAt(path))
    throw new RequestError(
      `cannot write to ${path}: it is a file, not a folder. Choose another place`,
    );
  attempt(path, () => mkdirSync(path, { recursive: true }));
}

/** Runs a step of writing a file. @throws {RequestError} that names the file in place of an error of the system */
function attempt<T>(path: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

/** The error to throw for one of the system; a bug is passed on as it is. */
export function cannotWrite(path: string, error: unknown): unknown {
  const { errno } = error as NodeJS.ErrnoException;
  if (typeof errno !== 'number') return error;
  const above = fileAbove(path);
  if (above !== null)
    return new RequestError(
      `cannot write ${path}: ${above} is a file, not a folder. Choose another place`,
    );
  const old = isFileAt(path);
  return new RequestError(
    `cannot write ${path}: ${systemReason(error)}${old ? '; the file that was there is unchanged' : ''}`,
  );
}

/** What stands in a path where a folder has to be; null where nothing does. */
function fileAbove(path: string): string | null {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (isFileAt(folder)) return folder;
    if (folder === dirname(folder)) return null;
  }
}

/** False as well where the path cannot be followed, below a file or in a closed folder. */
function isFileAt(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** "no space left on device" of "ENOSPC: no space left on device, write". */
export const systemReason = (error: unknown): string =>
  (error as Error).message.split(', ')[0]!.replace(/^[A-Z0-9]+: /, '');
