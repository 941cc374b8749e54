import { useStore } from 'zustand';
import { library } from '#app/document/library.ts';
import { openBeside } from '#app/document/persist.ts';
import { documentIn, importFile, importStore } from '#app/import/importStore.ts';
import type { ImportUse } from '#app/import/importTasks.ts';
import { changeSlabs } from '#app/interface/changeSlabs.ts';
import { fetched } from '#app/shell/fetched.ts';
import { closePlace, openPlace } from '#app/shell/places.ts';
import { say } from '#app/shell/toasts.ts';
import type { Material } from '#core/recipe/crystals/library.ts';
import { stackCrystal } from '#core/recipe/edits/film.ts';
import { replaceCrystal } from '#core/recipe/edits/slab.ts';
import { FIRST_FILM } from '#core/recipe/presets/presets.ts';
import { part } from '#ui/kit/boundary/part.tsx';
import { DropHint } from '#ui/kit/drop/DropHint.tsx';
import { useFileDrop } from '#ui/kit/drop/useFileDrop.ts';
import { usePlace } from '#ui/state/places.ts';
import { handFiles } from './handFiles.ts';
import type { ImportDialogProps } from './ImportDialog.tsx';

const ImportDialog = part<ImportDialogProps>({
  what: 'Import',
  load: () => import('./ImportDialog.tsx').then((m) => m.ImportDialog),
});

interface ImportHostProps {
  readonly onTrajectory: (file: File) => void;
}

/** Takes dropped files, and holds the import dialog once it was asked for. */
export function ImportHost({ onTrajectory }: ImportHostProps) {
  const open = usePlace('import');
  const { dropped } = useStore(importStore);
  const take = (files: readonly File[]) =>
    void handFiles(files, {
      onCrystal: importFile,
      // Over the open dialog it is meant for it, which offers the player too.
      onTrajectory: open ? importFile : onTrajectory,
      onNoStructure: () => closePlace('import'),
      onDocument: (file) => void openDocument(file),
      onScreen: (file) =>
        void fetched(file.name, () => import('#app/screen/screening.ts')).then((m) =>
          m?.openScreen(file),
        ),
      onModel: (file) => void openModel(file),
      onPotential: (file) => void openPotential(file),
      onPattern: (file) =>
        void fetched(file.name, () => import('#app/diffraction/diffractionStore.ts')).then((m) => {
          m?.openDiffraction();
          void m?.openMeasured(file);
        }),
      onMicrograph: (file) =>
        void fetched(file.name, () => import('#app/micrograph/micrographStore.ts')).then((m) => {
          m?.openMicrographTab();
          void m?.openMicrograph(file);
        }),
      onNanocrystal: (file) =>
        void fetched(file.name, () => import('#app/nanocrystal/nanocrystalStore.ts')).then((m) =>
          m?.openNanocrystalFile(file),
        ),
      onStory: (file) => void openStory(file),
    });
  const over = useFileDrop(take);
  const place = (material: Material, use: ImportUse): void => {
    const as = placeCrystal(material, use);
    say(
      `${material.name} is ${as} now, in the supercell that was there. Where that does not fit, “Find a match” between the slabs builds one that does.`,
    );
  };
  return (
    <>
      {over && (
        <DropHint>
          Drop a structure, a trajectory, a saved document, a story, a table of a screen, a measured
          powder pattern, a micrograph, a model file or a potential file of LAMMPS
        </DropHint>
      )}
      {(open || dropped !== null) && (
        <ImportDialog
          open={open}
          dropped={dropped}
          onOther={(file) => take([file])}
          onClose={() => closePlace('import')}
          onUse={place}
        />
      )}
    </>
  );
}

/** One step in the history. @returns what the crystal became */
function placeCrystal(material: Material, use: ImportUse): string {
  if (use === 'substrate') {
    void changeSlabs(replaceCrystal(0, material, library));
    return 'the substrate';
  }
  void changeSlabs(stackCrystal(material, use === 'top', FIRST_FILM, library));
  return use === 'top' ? 'the top film' : 'the film';
}

/** The panel of runs shows it, and what is wrong with a file that is none. */
async function openModel(file: File): Promise<void> {
  const models = await fetched(file.name, () => import('#app/universal/modelStore.ts'));
  if (models === null) return;
  if (await models.takeModel(file))
    say(`${file.name} is the model of the universal potential now.`);
  openPlace('md');
}

/** The panel of runs shows it, with what it lacks for this stack. */
async function openPotential(file: File): Promise<void> {
  const potentials = await fetched(file.name, () => import('#app/md/own/ownStore.ts'));
  if (potentials === null) return;
  await potentials.takeDropped(file);
  openPlace('md');
}

async function openDocument(file: File): Promise<void> {
  try {
    const recipe = await documentIn(file);
    openBeside(recipe);
    say(`${file.name} is open; Undo brings back what was there.`);
  } catch (error) {
    say(`${file.name} was not opened: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function openStory(file: File): Promise<void> {
  const stories = await fetched(file.name, () => import('#app/story/openStory.ts'));
  await stories?.openStoryFile(file);
}
