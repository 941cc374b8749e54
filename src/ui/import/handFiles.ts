import type { FileKind } from '#app/import/fileKind.ts';
import { dismissProblem } from '#app/player/openTrajectory.ts';
import { fetched } from '#app/shell/fetched.ts';
import { say } from '#app/shell/toasts.ts';

interface FileHandlers {
  /** One structure: for the import dialog. */
  readonly onCrystal: (file: File) => void;
  readonly onTrajectory: (file: File) => void;
  /** Called before a file that holds no atoms is handed on. */
  readonly onNoStructure: () => void;
  /** A saved document. */
  readonly onDocument: (file: File) => void;
  /** A table of `epistack screen`. */
  readonly onScreen: (file: File) => void;
  /** A model of the universal potential. */
  readonly onModel: (file: File) => void;
  /** A potential file of LAMMPS. */
  readonly onPotential: (file: File) => void;
  /** A measured powder pattern. */
  readonly onPattern: (file: File) => void;
  /** An image: a micrograph. */
  readonly onMicrograph: (file: File) => void;
  /** A saved nanocrystal. */
  readonly onNanocrystal: (file: File) => void;
  /** A story for a lecture. */
  readonly onStory: (file: File) => void;
}

/** Passes a dropped file to the part of the page for its kind, which its content tells. */
export async function handFiles(files: readonly File[], handlers: FileHandlers): Promise<void> {
  dismissProblem();
  const [dropped, second] = files;
  if (dropped === undefined) {
    say('No file came with that: drop a file, not a folder or a link.');
    return;
  }
  if (second !== undefined)
    say(`${files.length} files were dropped: ${dropped.name} is read, drop the others one by one.`);
  // Loaded on demand, because it brings all readers, which the first view does not need.
  const readers = await fetched(dropped.name, () => import('#app/import/fileKind.ts'));
  if (readers === null) return;
  let kind: FileKind;
  let file = dropped;
  try {
    file = await readers.readableFile(dropped);
    kind = await readers.kindOfFile(file);
  } catch {
    say(`${file.name} cannot be read: is it a folder, or was it moved?`);
    return;
  }
  if (kind !== 'crystal' && kind !== 'trajectory') handlers.onNoStructure();
  if (kind === 'trajectory') handlers.onTrajectory(file);
  else if (kind === 'document') handlers.onDocument(file);
  else if (kind === 'screen') handlers.onScreen(file);
  else if (kind === 'model') handlers.onModel(file);
  else if (kind === 'potential') handlers.onPotential(file);
  else if (kind === 'pattern') handlers.onPattern(file);
  else if (kind === 'micrograph') handlers.onMicrograph(file);
  else if (kind === 'nanocrystal') handlers.onNanocrystal(file);
  else if (kind === 'story') handlers.onStory(file);
  else handlers.onCrystal(file);
}
