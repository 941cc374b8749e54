import { useId } from 'react';
import { useStore } from 'zustand';
import type { Model } from '#app/document/model.ts';
import { sessionStore } from '#app/look/session.ts';
import { drawSheet, viewOnlyStore } from '#app/look/viewOnly.ts';
import { subscripts } from '#core/crystal/structure.ts';
import { type Cell2, length2 } from '#core/math/plane2.ts';
import { slabName } from '#core/recipe/report/report.ts';
import { Choice } from '#ui/kit/fields.tsx';
import { copiesIn, MAX_FOLLOWED, MAX_REPEATED } from '#ui/look/scene/block.ts';
import { drawPoints } from '#ui/look/views/wantedView.ts';
import { useSession } from '#ui/state/hooks.ts';
import { latticesAt, sheetInterfaces } from './misfitMarks.ts';
import {
  COINCIDENCE_DEFINED,
  cellWords,
  DISLOCATIONS_DEFINED,
  dislocationWords,
  lengthWords,
  MOIRE_DEFINED,
} from './misfitText.ts';
import { cellsOver, handyCell, wholeCells } from './wholeMoire.ts';

const POINTS = [
  ['none', 'none'],
  ['coincidence', 'as built'],
  ['moire', 'unstrained'],
] as const;

/** Both plane lattices of an interface over each other: where they coincide, their moiré, and misfit dislocations. */
export function MisfitFields({ model }: { readonly model: Model }) {
  const sheet = useStore(viewOnlyStore, (s) => s.sheet);
  const id = useId();
  const { built, report } = model;
  const interfaces = sheetInterfaces(built);
  const at = interfaces[sheet.at] ?? interfaces[0];
  if (at === undefined) return null;
  const name = (slab: number) => subscripts(slabName(report, slab));
  const names = `${name(at.upper)} on ${name(at.lower)}`;
  const { lower, upper, coincidence, moire, dislocations } = latticesAt(built, at);
  return (
    <>
      <h3 className="caps">Coincidence and moiré</h3>
      {interfaces.length > 1 && (
        <Choice
          label="interface"
          value={String(interfaces.indexOf(at))}
          options={interfaces.map((i, k) => [String(k), `${name(i.upper)} on ${name(i.lower)}`])}
          onChange={(k) => drawSheet({ at: Number(k) })}
        />
      )}
      <Choice label="lattice points" value={sheet.points} options={POINTS} onChange={drawPoints} />
      <p className="under">
        + {name(at.lower)}, × {name(at.upper)}, over the picture as seen from above. View only:
        never in files of atoms.
      </p>
      <dl className="misfit-facts">
        <dt>Coincidence, as built</dt>
        <dd>
          {cellWords(coincidence)}: {upper.count === 1 ? '1 cell' : `${upper.count} cells`} of{' '}
          {name(at.upper)} on {lower.count} of {name(at.lower)}.{' '}
          <span className="under">{COINCIDENCE_DEFINED}</span>
        </dd>
        <dt>Moiré, unstrained</dt>
        <dd>
          {moire?.cell ? `${cellWords(moire.cell)}.` : noMoire(moire === null)}{' '}
          <span className="under">{MOIRE_DEFINED}</span>
        </dd>
      </dl>
      {moire?.cell && <WholePeriod moire={moire.cell} model={model} />}
      <div className="row">
        <label htmlFor={id}>misfit dislocations</label>
        <input
          id={id}
          type="checkbox"
          checked={sheet.dislocations}
          onChange={(e) => drawSheet({ dislocations: e.target.checked })}
        />
      </div>
      <ul className="misfit-lines" aria-label={`Lines of misfit of ${names}`}>
        {dislocations.map((family, k) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a family is its place
          <li key={k}>{dislocationWords(family)}</li>
        ))}
      </ul>
      <p className="under">{DISLOCATIONS_DEFINED}</p>
    </>
  );
}

const noMoire = (isUnlike: boolean): string =>
  isUnlike
    ? 'no vectors of the two lattices are near each other.'
    : 'none: the lattices fit along at least one way.';

/** Repeats the cell until one moiré cell is seen whole. */
function WholePeriod({ moire, model }: { readonly moire: Cell2; readonly model: Model }) {
  const { repeat } = useSession();
  const { points } = useStore(viewOnlyStore, (s) => s.sheet);
  const { cell, structure } = model.built;
  const count = structure.numbers.length;
  const over = cellsOver(handyCell(moire, cell), cell);
  // The picture repeats so by itself.
  if (points === 'moire' && repeat === 'auto' && copiesIn(over) * count <= MAX_FOLLOWED)
    return null;
  const [a, b] = wholeCells(handyCell(moire, cell), cell);
  const atoms = a * b * count;
  if (atoms > MAX_REPEATED)
    return (
      <p className="under">
        A whole one of {lengthWords(length2(moire[1]))} would take {a} × {b} cells, more than can be
        drawn.
      </p>
    );
  const [m, n] = [0, 1].map((k) => over.to[k]! - over.from[k]! + 1);
  return (
    <>
      <button
        type="button"
        className="button small misfit-whole"
        onClick={() =>
          sessionStore.setState({ repeat: 'counts', repeatA: a, repeatB: b, repeatC: 1 })
        }
      >
        Show a whole moiré cell: {a} × {b} cells, {atoms.toLocaleString('en')} atoms
      </button>
      {a * b > m! * n! && (
        <p className="under">
          It lies over {m} × {n} of them, from a corner of the stack’s own cell; repeats are drawn
          to all sides of that cell.
        </p>
      )}
    </>
  );
}
