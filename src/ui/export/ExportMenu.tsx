import { closePlace, type Place } from '#app/shell/places.ts';
import { part, room } from '#ui/kit/boundary/part.tsx';
import { Popover } from '#ui/kit/overlay/Popover.tsx';
import { useMenu, usePlace } from '#ui/state/places.ts';
import type { ExportDialogProps } from './ExportDialog.tsx';
import type { ExportMenuFieldsProps } from './ExportMenuFields.tsx';

// What is behind a button is not part of the first view.
const ExportMenuFields = part<ExportMenuFieldsProps>({
  what: 'The export menu',
  load: () => import('./ExportMenuFields.tsx').then((m) => m.ExportMenuFields),
});

const ExportDialog = room<ExportDialogProps>({
  what: 'The export dialog',
  load: () => import('./ExportDialog.tsx').then((m) => m.ExportDialog),
});

const DIALOG: readonly Place[] = ['export'];

/** What leaves the page at once, and the way to all the rest. */
export function ExportMenu(props: ExportMenuFieldsProps) {
  // The button that opened the dialog went with its menu.
  const menu = useMenu('export-menu', DIALOG);
  const dialog = usePlace('export');
  return (
    <>
      <Popover
        button="Export ▾"
        buttonClass="button primary"
        label="Export"
        className="export-menu"
        {...menu}
      >
        <ExportMenuFields {...props} />
      </Popover>
      {dialog && <ExportDialog {...props} onClose={() => closePlace('export')} />}
    </>
  );
}
