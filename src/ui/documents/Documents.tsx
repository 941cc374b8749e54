import { useEffect, useId } from 'react';
import { useStore } from 'zustand';
import { newDocument, takePicture } from '#app/documents/keepDocuments.ts';
import { forgetDeleted, refreshShelf, shelfStore, undelete } from '#app/documents/shelfStore.ts';
import { CloseButton, Dialog } from '#ui/kit/overlay/Dialog.tsx';
import { DocumentRow } from './DocumentRow.tsx';
import './documents.css';

export interface DocumentsProps {
  readonly onClose: () => void;
}

/** The documents that this browser keeps: open, name, copy, delete, begin a new one. */
export function Documents({ onClose }: DocumentsProps) {
  const title = useId();
  const { entries, deleted, problem } = useStore(shelfStore);
  useEffect(() => {
    // What is on the page gets the picture that it has now.
    void refreshShelf().then(takePicture).then(refreshShelf);
    return forgetDeleted;
  }, []);
  return (
    <Dialog labelledBy={title} className="documents" closesOutside onClose={onClose}>
      <header>
        <h2 id={title}>Documents</h2>
        <button
          type="button"
          className="button"
          onClick={() => {
            void newDocument();
            onClose();
          }}
        >
          New document
        </button>
        <button
          type="button"
          className="button"
          onClick={() => {
            onClose();
            void import('#app/nanocrystal/nanocrystalStore.ts').then((m) => m.newNanocrystal());
          }}
        >
          New nanocrystal
        </button>
        <CloseButton label="Close the documents" onClose={onClose} />
      </header>
      {problem === null && (
        <p className="under">
          Kept in this browser, on this device. A link or an export takes a document elsewhere.
        </p>
      )}
      <div aria-live="polite">
        {problem !== null && <p className="warn">{problem}</p>}
        {deleted[0] !== undefined && (
          <p className="deleted">
            “{deleted[0].entry.title}” is deleted.
            <button type="button" className="button small" onClick={() => void undelete()}>
              Undo
            </button>
          </p>
        )}
      </div>
      {entries === null ? (
        <p className="under">Reading…</p>
      ) : entries.length === 0 ? (
        problem === null && (
          <p className="under">None yet: a document is kept from its first edit on.</p>
        )
      ) : (
        <ul>
          {entries.map((entry) => (
            <DocumentRow key={entry.id} entry={entry} onOpened={onClose} />
          ))}
        </ul>
      )}
    </Dialog>
  );
}
