import { useStore } from 'zustand';
import { importStore } from '#app/import/importStore.ts';
import { fetched } from '#app/shell/fetched.ts';
import { closePlace } from '#app/shell/places.ts';
import { part } from '#ui/kit/boundary/part.tsx';
import { DropHint } from '#ui/kit/drop/DropHint.tsx';
import { useFileDrop } from '#ui/kit/drop/useFileDrop.ts';
import { usePlace } from '#ui/state/places.ts';
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
    void fetched(files[0]?.name ?? 'A file', () => import('./takeFiles.ts')).then((m) =>
      m?.takeFiles(files, { open, onTrajectory }),
    );
  const over = useFileDrop(take);
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
        />
      )}
    </>
  );
}
