import { type FormEvent, useId, useState } from 'react';
import { openAtoms, openClip } from '#app/look/atomsTab.ts';
import { axesInStack, type LatticeDirection } from '#core/atoms/crystalAxes.ts';
import { subscripts } from '#core/crystal/structure.ts';
import type { Vec3 } from '#core/math/vec3.ts';
import { slabName } from '#core/recipe/report/report.ts';
import { MAX_INDEX, readPlane } from '#core/surface/miller.ts';
import { Roving } from '#ui/kit/tabs/Roving.tsx';
import type { DrawnModel } from '#ui/look/colouring.ts';
import type { LatticeView } from './latticeView.ts';
import { namedViews, viewAlong } from './namedViews.ts';

export interface ViewChoicesProps {
  readonly atoms: DrawnModel;
  readonly onView: (view: LatticeView) => void;
}

const VIEW_KINDS = [
  ['uvw', 'along [u v w]'],
  ['hkl', 'onto (h k l)'],
] as const;

/** Views besides those of the switch: along reciprocal axes, along the interface, and any direction of any lattice. */
export function ViewChoices({ atoms, onView }: ViewChoicesProps) {
  const { structure, model } = atoms;
  const slabs = model?.built.slabs.map((_, i) => i) ?? [];
  return (
    <>
      <Roving className="view-buttons">
        <legend>
          {model === null
            ? 'Along reciprocal axes'
            : 'Along reciprocal axes, or along the interface'}
        </legend>
        {namedViews(atoms).map(({ name, slab, view }) => (
          <button
            key={slab ?? name}
            type="button"
            className="button small"
            title={
              slab === undefined
                ? undefined
                : 'Along the interface: the first direction of this crystal in its plane points at you'
            }
            onClick={() => onView(view())}
          >
            {name}
          </button>
        ))}
      </Roving>
      <AnyDirection
        lattices={[
          'the cell of the picture',
          ...slabs.map((slab) => subscripts(slabName(model!.report, slab))),
        ]}
        kinds={VIEW_KINDS}
        button="View"
        onChoose={(of, direction) =>
          onView(
            viewAlong(
              atoms,
              of === 0 ? structure.lattice : axesInStack(model!.built, of - 1),
              direction,
            ),
          )
        }
      />
      <button type="button" className="button small" onClick={openClip}>
        Clip planes: cut a section…
      </button>
      <button type="button" className="button small" onClick={() => openAtoms('view')}>
        Saved views, exploded, lattice planes, moiré…
      </button>
    </>
  );
}

/** Three indices of a vector; four of a hexagonal plane without the redundant one. */
function asVector(indices: readonly number[], kind: LatticeDirection['kind']): Vec3 | null {
  const [h, k, i, l] = indices as [number, number, number, number?];
  if (l === undefined) return [h, k, i];
  return kind === 'hkl' && i === -(h + k) + 0 ? [h, k, l] : null;
}

/** A vector or a plane of one of some lattices, typed by its indices. */
export function AnyDirection(props: {
  readonly lattices: readonly string[];
  readonly kinds: readonly (readonly [LatticeDirection['kind'], string])[];
  /** What is done with it. */
  readonly button: string;
  readonly onChoose: (lattice: number, direction: LatticeDirection) => void;
}) {
  const id = useId();
  const [lattice, setLattice] = useState(0);
  const [kind, setKind] = useState(props.kinds[0]![0]);
  const [text, setText] = useState('1 1 0');
  const [isRefused, setRefused] = useState(false);
  const submit = (e: FormEvent) => {
    e.preventDefault();
    const indices = readPlane(text);
    const vector = indices && asVector(indices, kind);
    setRefused(vector === null);
    if (vector !== null) props.onChoose(lattice, { kind, indices: vector });
  };
  return (
    <form onSubmit={submit}>
      <div className="row">
        <label htmlFor={`${id}-of`}>axes of</label>
        <select
          id={`${id}-of`}
          className="pick"
          value={lattice}
          onChange={(e) => setLattice(Number(e.target.value))}
        >
          {props.lattices.map((name, k) => (
            <option key={name} value={k}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <div className="row">
        <select
          className="pick"
          aria-label="Direction or normal of a plane"
          value={kind}
          onChange={(e) => setKind(e.target.value as LatticeDirection['kind'])}
        >
          {props.kinds.map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
        <span className={isRefused ? 'field bad' : 'field'}>
          <input
            aria-label="Indices"
            aria-invalid={isRefused}
            aria-describedby={isRefused ? `${id}-hint` : undefined}
            value={text}
            onChange={(e) => {
              setText(e.target.value);
              setRefused(false);
            }}
          />
        </span>
        <button type="submit" className="button small">
          {props.button}
        </button>
      </div>
      {isRefused && (
        <p id={`${id}-hint`} role="alert" className="hint">
          Three whole numbers from −{MAX_INDEX} to {MAX_INDEX}, not all zero, such as 1 −1 0; of a
          plane on hexagonal axes also four
        </p>
      )}
    </form>
  );
}
