import { openBeside } from '#app/document/persist.ts';
import { documentIn, importFile } from '#app/import/importStore.ts';
import { fetched } from '#app/shell/fetched.ts';
import { closePlace, openPlace } from '#app/shell/places.ts';
import { say } from '#app/shell/toasts.ts';
import { handFiles } from './handFiles.ts';

/**
 * Takes files that were dropped or chosen, whatever they hold.
 * @param open whether the import dialog is: then a trajectory is meant for it, which offers the player too
 */
export function takeFiles(
  files: readonly File[],
  { open, onTrajectory }: { readonly open: boolean; readonly onTrajectory: (file: File) => void },
): void {
  void handFiles(files, {
    onCrystal: importFile,
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
