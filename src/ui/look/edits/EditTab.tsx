import { useState } from 'react';
import { useStore } from 'zustand';
import { editAtoms } from '#app/document/editAtoms.ts';
import { selectionStore } from '#app/look/selection.ts';
import { atomicNumber, SYMBOLS } from '#core/crystal/elements.ts';
import { composition, formula, subscripts } from '#core/crystal/structure.ts';
import { namesOf, placeInSlab, slabAtHeight } from '#core/recipe/handEdits/atomNames.ts';
import type { Cap, HandEdit, OuterFace } from '#core/recipe/handEdits/handEdit.ts';
import { closingOf } from '#core/recipe/recipe.ts';
import { Choice, ParsedField } from '#ui/kit/fields.tsx';
import { thousands } from '#ui/kit/format.ts';
import type { AtomsTabProps } from '#ui/look/atoms/atomsTabProps.ts';
import { EditList } from './EditList.tsx';
import { Position } from './Position.tsx';

type Vector = readonly [number, number, number];

const FACES = [
  ['top', 'Top face'],
  ['bottom', 'Bottom face'],
] as const;
const CAPS: readonly (readonly [Cap, string])[] = [
  ['H', 'hydrogen'],
  ['pseudo-H', 'pseudo-hydrogen'],
];
/** How far above the atoms a new one is put, Å. */
const ABOVE_ANG = 2;

/** Changes of single atoms: what can be done with the selected ones, and what was done. */
export function EditTab({ atoms }: AtomsTabProps) {
  const { model } = atoms;
  const selected = useStore(selectionStore, (s) => s.atoms);
  const [element, setElement] = useState('Se');
  const [byAng, setBy] = useState<Vector>([0, 0, 0.5]);
  const [cap, setCap] = useState<Cap>('H');
  const [typedAng, setPlace] = useState<Vector | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  if (model === null)
    return (
      <p className="under">These atoms are of a file. Atoms of a built stack can be edited.</p>
    );
  const { built, report } = model;
  const { structure } = built;
  const isNone = selected.length === 0;
  const placeAng = typedAng ?? above(structure.xyz, selected, built.slabs.at(-1)!.highAng);
  const target = slabAtHeight(built, placeAng[2]);
  const hasFaces = closingOf(built.recipe).kind === 'vacuum';
  const make = (edit: HandEdit, gone: readonly number[] = []) =>
    setProblem(editAtoms(built, edit, gone));
  const onFace = (face: OuterFace) => make({ kind: 'passivate', face, cap });
  const named = () => namesOf(built, selected);
  return (
    <>
      <p className="selected-count" role="status">
        {isNone ? (
          'No atom is selected: Shift and a click selects one.'
        ) : (
          <>
            <strong>{thousands(selected.length)}</strong> selected:{' '}
            {subscripts(formula(composition(selected.map((i) => structure.numbers[i]!))))}
          </>
        )}
      </p>
      <p className="under">
        Keys: <kbd>Delete</kbd> deletes the selected atoms, <kbd>Ctrl Z</kbd> (<kbd>⌘Z</kbd>) takes
        an edit back; in the picture <kbd>B</kbd> selects by a box, <kbd>L</kbd> by a lasso.
      </p>
      {problem !== null && (
        <p role="alert" className="hint">
          {problem}
        </p>
      )}
      <div className="button-row">
        <button
          type="button"
          className="button small"
          disabled={isNone}
          aria-keyshortcuts="Delete"
          title="The key Delete does it too"
          onClick={() => make({ kind: 'delete', atoms: named() }, selected)}
        >
          Delete them
        </button>
      </div>
      <ParsedField
        label="element"
        text={element}
        expected="The symbol of an element, such as Se"
        parse={(text) => SYMBOLS[atomicNumber(text.trim()) ?? 0] || null}
        onCommit={setElement}
      />
      <div className="button-row">
        <button
          type="button"
          className="button small"
          disabled={isNone}
          onClick={() => make({ kind: 'replace', atoms: named(), element })}
        >
          Replace them by {element}
        </button>
      </div>
      <h3 className="caps">Move</h3>
      <Position label="by" value={byAng} least={-100} onChange={setBy} />
      <div className="button-row">
        <button
          type="button"
          className="button small"
          disabled={isNone || byAng.every((x) => x === 0)}
          onClick={() => make({ kind: 'move', atoms: named(), byAng })}
        >
          Move them
        </button>
      </div>
      <h3 className="caps">Add</h3>
      <Position label="at" value={placeAng} least={-1000} onChange={setPlace} />
      <div className="button-row">
        <button
          type="button"
          className="button small"
          onClick={() =>
            make({ kind: 'add', atoms: placeInSlab(built, target, element, placeAng) })
          }
        >
          Add {element} to {subscripts(built.slabs[target]!.name)}
        </button>
        <button
          type="button"
          className="button small"
          disabled={typedAng === null}
          onClick={() => setPlace(null)}
        >
          {isNone ? 'Above the stack' : 'Above the selection'}
        </button>
      </div>
      <h3 className="caps">Passivate</h3>
      <Choice label="dangling bonds end in" value={cap} options={CAPS} onChange={setCap} />
      <div className="button-row">
        <button
          type="button"
          className="button small"
          disabled={isNone}
          onClick={() => make({ kind: 'passivate', atoms: named(), cap })}
        >
          Of the selection
        </button>
        {FACES.map(([face, label]) => (
          <button
            key={face}
            type="button"
            className="button small"
            disabled={!hasFaces}
            onClick={() => onFace(face)}
          >
            {label}
          </button>
        ))}
      </div>
      <EditList edits={report.edits} />
    </>
  );
}

/** Over the middle of some atoms, or over the corner of the cell at a height. */
function above(xyz: Float64Array, atoms: readonly number[], topAng: number): Vector {
  if (atoms.length === 0) return [0, 0, rounded(topAng + ABOVE_ANG)];
  const mean = (k: number) => atoms.reduce((sum, i) => sum + xyz[3 * i + k]!, 0) / atoms.length;
  const high = atoms.reduce((most, i) => Math.max(most, xyz[3 * i + 2]!), Number.NEGATIVE_INFINITY);
  return [rounded(mean(0)), rounded(mean(1)), rounded(high + ABOVE_ANG)];
}

const rounded = (x: number): number => Math.round(1000 * x) / 1000;
