import { documentStore } from '#app/document/document.ts';
import { openBeside } from '#app/document/persist.ts';
import type { Origin } from '#app/import/importTasks.ts';
import { say } from '#app/shell/toasts.ts';
import { fixed } from '#core/math/decimals.ts';
import { canonicalJson } from '#core/recipe/hash.ts';

interface FileOriginProps extends Origin {
  /** Of the file. */
  readonly name: string;
  readonly onOpened: () => void;
}

/** A file that was written here says from which document: that can be opened instead of its atoms. */
export function FileOrigin({ recipe, movedAng, name, onOpened }: FileOriginProps) {
  const open = (): void => {
    const isOpen = canonicalJson(recipe) === canonicalJson(documentStore.getState().committed);
    openBeside(recipe);
    say(
      isOpen
        ? `The document of ${name} is open already.`
        : `The document of ${name} is open; Undo brings back what was there.`,
    );
    onOpened();
  };
  return (
    <p className="import-reading import-origin">
      Epistack wrote this file from “{recipe.title}”.{' '}
      {movedAng === null
        ? 'The file holds other atoms than that document, or another cell. '
        : movedAng > 0 && `Atoms stand up to ${fixed(movedAng, 3)} Å from where that has them. `}
      <button type="button" className="button primary" onClick={open}>
        Open the document that this file was made from
      </button>
    </p>
  );
}
