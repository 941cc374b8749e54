import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { openAtoms } from '#app/look/atomsTab.ts';
import { hiddenOf, hiddenStore, hideThese, showAll, showOnly } from '#app/look/hidden.ts';
import { pickedStore } from '#app/look/pickedAtoms.ts';
import {
  labelAtoms,
  labelledOf,
  labelStore,
  type SelectArea,
  selectAtoms,
  selectionStore,
  toggleArea,
  toggleSelected,
} from '#app/look/selection.ts';
import { atomsWithin } from '#core/atoms/within.ts';
import { composition } from '#core/crystal/structure.ts';
import type { AtomLabel } from '#core/story/story.ts';
import { Choice, NumberField } from '#ui/kit/fields.tsx';
import { thousands } from '#ui/kit/format.ts';
import { addLayer } from '#ui/kit/overlay/layers.ts';
import { Roving } from '#ui/kit/tabs/Roving.tsx';
import type { AtomsNow } from '#ui/look/atoms/atomsNow.ts';
import { type AtomGroup, elementGroups, planeGroups, planesOf, slabGroups } from './atomGroups.ts';

const LABELS: readonly (readonly [AtomLabel | 'none', string])[] = [
  ['none', 'nothing'],
  ['number', 'element and number'],
  ['coordination', 'neighbours'],
  ['charge', 'formal charge'],
];

const AREAS: readonly (readonly [SelectArea, string])[] = [
  ['box', 'Draw a box'],
  ['lasso', 'Draw a lasso'],
];

/** Farther apart than this "near" means nothing. */
const MOST_ANG = 15;

/** Which atoms are selected, by what, and what can be done with them. */
export function SelectionTab({ atoms }: { readonly atoms: AtomsNow }) {
  const { structure, model, marked } = atoms;
  const { atoms: selected, area } = useStore(selectionStore);
  const hidden = useStore(hiddenStore);
  const label = labelledOf(useStore(labelStore), marked);
  const picked = useStore(pickedStore, (s) => s.atoms.length);
  const [reachAng, setReach] = useState(3.5);
  const count = structure.numbers.length;
  const has = new Set(selected);
  const isNone = selected.length === 0;
  // Before the panel itself is closed.
  useEffect(
    () =>
      isNone ? undefined : addLayer({ onEscape: () => selectAtoms([]), yieldsToFields: true }),
    [isNone],
  );
  const planes = model === null ? [] : planeGroups(model);
  const all = () => Array.from({ length: count }, (_, i) => i);
  const isHidden =
    hidden.elements.length + hidden.slabs.length + hiddenOf(hidden, marked).length > 0;
  return (
    <>
      <p className="selected-count" role="status">
        <strong>
          {thousands(selected.length)} of {thousands(count)}
        </strong>{' '}
        selected
        {!isNone && (
          <span className="under">
            {' '}
            {Object.entries(composition(structure.numbers.filter((_, i) => has.has(i))))
              .map(([symbol, n]) => `${symbol} ${n}`)
              .join(' · ')}
          </span>
        )}
      </p>
      <p className="under">
        While this stands open a click selects an atom. With Shift it adds or takes out, at any
        time.
        {picked > 0 &&
          ` ${picked === 1 ? 'The atom marked 1 is' : `The atoms marked 1 to ${picked} are`} picked to measure, not selected by it.`}
      </p>
      <div className="button-row">
        {AREAS.map(([kind, text]) => (
          <button
            key={kind}
            type="button"
            className="button small"
            aria-pressed={area === kind}
            onClick={() => toggleArea(kind)}
          >
            {text}
          </button>
        ))}
        <button type="button" className="button small" onClick={() => selectAtoms(all())}>
          All
        </button>
        <button
          type="button"
          className="button small"
          onClick={() => selectAtoms(all().filter((i) => !has.has(i)))}
        >
          Invert
        </button>
        <button
          type="button"
          className="button small"
          disabled={isNone}
          onClick={() => selectAtoms([])}
        >
          Select none
        </button>
      </div>
      <Groups label="Select elements" groups={elementGroups(structure.numbers)} has={has} />
      {model !== null && <Groups label="Select slabs" groups={slabGroups(model)} has={has} />}
      {planes.length > 0 && (
        <div className="row">
          <label htmlFor="select-plane">add a plane</label>
          <select
            id="select-plane"
            className="pick"
            value=""
            onChange={(e) => toggleSelected(planes[Number(e.target.value)]!.atoms)}
          >
            <option value="" disabled>
              choose
            </option>
            {planes.map(({ name, atoms: of }, k) => (
              <option key={name} value={k}>
                {name}
                {of.every((i) => has.has(i)) ? ' ✓' : ''}
              </option>
            ))}
          </select>
        </div>
      )}
      {model !== null && (
        <button
          type="button"
          className="button small"
          disabled={isNone}
          onClick={() => selectAtoms(planesOf(model, selected))}
        >
          Grow to whole planes
        </button>
      )}
      <NumberField
        label="within"
        value={reachAng}
        digits={2}
        step={0.1}
        min={0.5}
        max={MOST_ANG}
        unit="Å"
        onPreview={setReach}
      />
      <button
        type="button"
        className="button small"
        disabled={isNone}
        onClick={() => selectAtoms(atomsWithin(structure, selected, reachAng))}
      >
        Add atoms within {reachAng} Å of the selection
      </button>
      <button
        type="button"
        className="button small"
        disabled={isNone || model === null}
        onClick={() => openAtoms('edit')}
      >
        Edit these atoms…
      </button>
      <h3 className="caps">In the picture</h3>
      <div className="button-row">
        <button
          type="button"
          className="button small"
          disabled={isNone}
          onClick={() => hideThese(selected, marked)}
        >
          Hide
        </button>
        <button
          type="button"
          className="button small"
          disabled={isNone}
          onClick={() => showOnly(selected, marked)}
        >
          Isolate
        </button>
        <button type="button" className="button small" disabled={!isHidden} onClick={showAll}>
          Show all
        </button>
      </div>
      <Choice
        label={isNone ? 'write on all atoms' : 'write on these'}
        value={label.kind ?? 'none'}
        options={model === null ? LABELS.slice(0, 3) : LABELS}
        onChange={(kind) =>
          labelAtoms(kind === 'none' ? null : kind, isNone ? all() : selected, marked)
        }
      />
      <p className="under">
        Of the picture only; Undo takes hiding back. Copy link, saved views and stories take both
        along.
      </p>
    </>
  );
}

/** Buttons that add all of their atoms, or take them out. */
function Groups(props: {
  readonly label: string;
  readonly groups: readonly AtomGroup[];
  readonly has: ReadonlySet<number>;
}) {
  return (
    <Roving className="button-row" aria-label={props.label}>
      {props.groups.map(({ name, atoms }) => (
        <button
          key={name}
          type="button"
          className="button small"
          aria-pressed={atoms.every((i) => props.has.has(i))}
          onClick={() => toggleSelected(atoms)}
        >
          {name}
        </button>
      ))}
    </Roving>
  );
}
