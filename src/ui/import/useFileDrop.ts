import { useEffect, useRef, useState } from 'react';
import type { FileKind } from '#app/import/fileKind.ts';
import { dismissProblem } from '#app/player/openTrajectory.ts';

interface FileDropHandlers {
  /** One structure: for the import dialog. */
  readonly onCrystal: (file: File) => void;
  readonly onTrajectory: (file: File) => void;
  /** A saved document. */
  readonly onDocument: (file: File) => void;
  /** A table of `epistack screen`. */
  readonly onScreen: (file: File) => void;
  readonly onSay: (text: string) => void;
}

const holdsFiles = (e: DragEvent): boolean => e.dataTransfer?.types.includes('Files') ?? false;

/**
 * Takes files that are dropped anywhere on the page, and hands each to what it is for by its content.
 * @returns whether files are being dragged over the page
 */
export function useFileDrop(handlers: FileDropHandlers): boolean {
  const [over, setOver] = useState(false);
  const latest = useRef(handlers);
  latest.current = handlers;
  useEffect(() => {
    // Entering a child fires before leaving its parent: the depth is 0 only outside the page.
    let depth = 0;
    const enter = (e: DragEvent) => {
      if (!holdsFiles(e)) return;
      depth++;
      setOver(true);
    };
    const leave = (e: DragEvent) => {
      if (!holdsFiles(e)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    const hover = (e: DragEvent) => {
      if (!holdsFiles(e)) return;
      // Without this the browser opens the file in place of the page.
      e.preventDefault();
      e.dataTransfer!.dropEffect = 'copy';
    };
    const drop = (e: DragEvent) => {
      if (!holdsFiles(e)) return;
      e.preventDefault();
      depth = 0;
      setOver(false);
      void hand([...e.dataTransfer!.files], latest.current);
    };
    const listen = { dragenter: enter, dragleave: leave, dragover: hover, drop } as const;
    for (const [type, listener] of Object.entries(listen))
      window.addEventListener(type, listener as EventListener);
    return () => {
      for (const [type, listener] of Object.entries(listen))
        window.removeEventListener(type, listener as EventListener);
    };
  }, []);
  return over;
}

async function hand(files: readonly File[], handlers: FileDropHandlers): Promise<void> {
  dismissProblem();
  const [file, second] = files;
  if (file === undefined) {
    handlers.onSay('No file came with that: drop a file, not a folder or a link.');
    return;
  }
  if (second !== undefined)
    handlers.onSay(
      `${files.length} files were dropped: ${file.name} is read, drop the others one by one.`,
    );
  // All readers come with it: no part of the first view.
  const { kindOfFile } = await import('#app/import/fileKind.ts');
  let kind: FileKind;
  try {
    kind = await kindOfFile(file);
  } catch {
    handlers.onSay(`${file.name} cannot be read: is it a folder, or was it moved?`);
    return;
  }
  if (kind === 'trajectory') handlers.onTrajectory(file);
  else if (kind === 'document') handlers.onDocument(file);
  else if (kind === 'screen') handlers.onScreen(file);
  else handlers.onCrystal(file);
}
