import { takeOutEdit } from '#app/document/editAtoms.ts';
import { subscripts } from '#core/crystal/structure.ts';
import type { EditReport } from '#core/recipe/report/report.ts';

/** The edits of the document in order, each of which can be taken out. */
export function EditList({ edits }: { readonly edits: readonly EditReport[] }) {
  return (
    <>
      <h3 className="caps">Edits of this document</h3>
      {edits.length === 0 ? (
        <p className="under">None.</p>
      ) : (
        <ol className="measured-list" aria-label="Edits of this document">
          {edits.map((e, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an edit is its place in the list
            <li key={i}>
              <span className="measured-name">
                <span>
                  {i + 1}. {subscripts(e.text)}
                </span>
                <span className={e.atoms === 0 || e.lost > 0 ? 'warn' : 'under'}>
                  {e.lost > 0 ? `${e.lost} not found, ` : ''}
                  {e.outcome}
                </span>
              </span>
              <button
                type="button"
                className="button quiet"
                aria-label={`Take out edit ${i + 1}: ${e.text}`}
                onClick={() => takeOutEdit(i)}
              >
                ✕
              </button>
            </li>
          ))}
        </ol>
      )}
      <p className="under">
        Edits are part of the document: its link, exports and Undo have them. Each names atoms by
        their place in the crystal, so that vacuum, d₀, shift and strain may change. With another
        plane, crystal or supercell it finds its atoms no more: then it is left out, and said. In a
        larger supercell an edit is of one of several atoms, so make it there anew.
      </p>
    </>
  );
}
