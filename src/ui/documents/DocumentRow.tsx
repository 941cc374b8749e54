import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { MAX_NAME, tabStore } from '#app/document/tabDocument.ts';
import type { ShelfEntry } from '#app/documents/shelf.ts';
import {
  deleteEntry,
  duplicateEntry,
  openEntry,
  renameEntry,
  shelfStore,
} from '#app/documents/shelfStore.ts';
import { nanocrystalClaims } from '#app/documents/tabClaims.ts';
import { whenText } from './whenText.ts';

/** One document of the list. */
export function DocumentRow({
  entry,
  onOpened,
}: {
  readonly entry: ShelfEntry;
  readonly onOpened: () => void;
}) {
  const { id, kind, title, editedMs, picture } = entry;
  const isOfTab = useStore(tabStore, (t) => t.id === id);
  const isHere = isOfTab || nanocrystalClaims.id === id;
  const isOpen = useStore(shelfStore, (s) => s.open.has(id));
  const [isNaming, setNaming] = useState(false);
  const rename = useRef<HTMLButtonElement>(null);
  const endNaming = (name: string | null) => {
    setNaming(false);
    if (name !== null && name !== title) void renameEntry(id, name);
    rename.current?.focus();
  };
  return (
    <li aria-label={title}>
      {picture === null ? <span className="no-picture" /> : <img src={picture} alt="" />}
      <div>
        {isNaming ? (
          <NameField title={title} onEnd={endNaming} />
        ) : (
          <button
            type="button"
            className="linkish name"
            aria-current={isHere}
            onClick={() => void openEntry(id).then((isOn) => isOn && onOpened())}
          >
            {title}
          </button>
        )}
        <p className="under">
          {kind === 'nanocrystal' && 'nanocrystal · '}
          {whenText(editedMs, Date.now())}
          {isHere ? ' · shown in this tab' : isOpen ? ' · open in another tab' : ''}
        </p>
      </div>
      <button ref={rename} type="button" className="button small" onClick={() => setNaming(true)}>
        Rename
      </button>
      <button type="button" className="button small" onClick={() => void duplicateEntry(id)}>
        Duplicate
      </button>
      <button
        type="button"
        className="button small"
        disabled={isOpen}
        title={isOpen ? 'It is open in a tab' : undefined}
        onClick={() => void deleteEntry(id)}
      >
        Delete
      </button>
    </li>
  );
}

function NameField({
  title,
  onEnd,
}: {
  readonly title: string;
  /** With null the name stays. */
  readonly onEnd: (name: string | null) => void;
}) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  return (
    <form
      onSubmit={(e) => {
        e.preventDefault();
        onEnd(field.current!.value);
      }}
    >
      <input
        ref={field}
        className="text-field"
        aria-label="Name of the document"
        maxLength={MAX_NAME}
        defaultValue={title}
        onKeyDown={(e) => {
          if (e.key !== 'Escape') return;
          // It ends the naming, not the dialog.
          e.preventDefault();
          onEnd(null);
        }}
      />
      <button type="submit" className="button small">
        Save
      </button>
    </form>
  );
}
