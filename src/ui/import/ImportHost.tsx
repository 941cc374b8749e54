import { lazy, Suspense } from 'react';
import { useStore } from 'zustand';
import { commit } from '#app/document/document.ts';
import { library } from '#app/document/library.ts';
import { closeImport, documentIn, importStore, openImport } from '#app/import/importStore.ts';
import type { ImportUse } from '#app/import/importTasks.ts';
import { openScreen } from '#app/screen/screening.ts';
import type { Material } from '#core/recipe/crystals/library.ts';
import { stackCrystal } from '#core/recipe/edits/film.ts';
import { replaceCrystal } from '#core/recipe/edits/slab.ts';
import { FIRST_FILM } from '#core/recipe/presets/presets.ts';
import { useFileDrop } from './useFileDrop.ts';

const ImportDialog = lazy(() =>
  import('./ImportDialog.tsx').then((m) => ({ default: m.ImportDialog })),
);

interface ImportHostProps {
  readonly onSay: (text: string) => void;
  readonly onTrajectory: (file: File) => void;
}

/** Takes dropped files, and holds the import dialog once it was asked for. */
export function ImportHost({ onSay, onTrajectory }: ImportHostProps) {
  const { open, dropped } = useStore(importStore);
  const over = useFileDrop({
    onCrystal: openImport,
    onTrajectory,
    onDocument: (file) => void openDocument(file, onSay),
    onScreen: openScreen,
    onSay,
  });
  const place = (material: Material, use: ImportUse): void => {
    const as = placeCrystal(material, use);
    onSay(
      `${material.name} is ${as} now. Its supercell is the one that was there: “Find matches” proposes cells that fit.`,
    );
  };
  return (
    <>
      {over && (
        <div className="drop-hint" aria-hidden="true">
          Drop a structure, a trajectory, a saved document or a table of a screen
        </div>
      )}
      {(open || dropped !== null) && (
        <Suspense fallback={null}>
          <ImportDialog open={open} dropped={dropped} onClose={closeImport} onUse={place} />
        </Suspense>
      )}
    </>
  );
}

/** One step in the history. @returns what the crystal became */
function placeCrystal(material: Material, use: ImportUse): string {
  if (use === 'substrate') {
    commit(replaceCrystal(0, material, library));
    return 'the substrate';
  }
  commit(stackCrystal(material, use === 'top', FIRST_FILM, library));
  return use === 'top' ? 'the top film' : 'the film';
}

async function openDocument(file: File, onSay: (text: string) => void): Promise<void> {
  try {
    const recipe = await documentIn(file);
    commit(() => recipe);
    onSay(`${file.name} is open; Undo brings back what was there.`);
  } catch (error) {
    onSay(`${file.name} was not opened: ${error instanceof Error ? error.message : String(error)}`);
  }
}
