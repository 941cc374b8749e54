import { useId } from 'react';
import { useStore } from 'zustand';
import { drawIndices, eraseIndices, liftFilms, viewOnlyStore } from '#app/look/viewOnly.ts';
import { subscripts } from '#core/crystal/structure.ts';
import { fixed } from '#core/math/decimals.ts';
import { slabName } from '#core/recipe/report/report.ts';
import { MOST_LIFT_ANG } from '#core/story/story.ts';
import type { AtomsTabProps } from '#ui/look/atoms/atomsTabProps.ts';
import { AnyDirection } from '#ui/look/views/ViewChoices.tsx';
import { ClipFields } from './ClipFields.tsx';
import { indicesName, isThere } from './latticeMarks.ts';
import { MisfitFields } from './MisfitFields.tsx';
import { SavedViews } from './SavedViews.tsx';

/** Saved views, and what is drawn otherwise than it is: films lifted, parts cut away, planes and directions of lattices. */
export function ViewTab({ atoms, picture, onView }: AtomsTabProps) {
  const { model } = atoms;
  const { liftAng, drawn } = useStore(viewOnlyStore);
  const id = useId();
  const slabs = model?.built.slabs.map((_, s) => subscripts(slabName(model.report, s))) ?? [];
  return (
    <>
      <SavedViews picture={picture} marked={atoms.marked} onView={onView} />
      {slabs.length > 1 && (
        <>
          <h3 className="caps">Exploded</h3>
          <div className="row">
            <label htmlFor={id}>lift the film</label>
            <input
              id={id}
              type="range"
              min={0}
              max={MOST_LIFT_ANG}
              step={0.5}
              value={liftAng}
              aria-valuetext={`${fixed(liftAng, 1)} Å`}
              onChange={(e) => liftFilms(Number(e.target.value))}
            />
            <span className="slider-value">{fixed(liftAng, 1)} Å</span>
          </div>
          <p className="under">
            View only, in figures and films too: d₀, what is measured and files of atoms stay those
            of the stack. Contacts are not drawn meanwhile.
          </p>
        </>
      )}
      <ClipFields atoms={atoms} picture={picture} slabs={slabs} />
      {model !== null && slabs.length > 1 && <MisfitFields model={model} />}
      <h3 className="caps">Lattice planes and directions</h3>
      <AnyDirection
        lattices={['the cell of the picture', ...slabs]}
        kinds={[
          ['hkl', 'plane (h k l)'],
          ['uvw', 'direction [u v w]'],
        ]}
        button="Draw"
        onChoose={(of, { kind, indices }) =>
          drawIndices({ slab: of === 0 ? null : of - 1, kind, indices })
        }
      />
      {drawn.length > 0 && (
        <ul className="measured-list">
          {drawn.map((mark, k) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a mark is its place in the list
            <li key={k}>
              <span className="measured-name">
                {indicesName(mark, isThere(mark, model) ? model : null)}
                {!isThere(mark, model) && <span className="under">no such slab here</span>}
              </span>
              <button
                type="button"
                className="button quiet"
                aria-label={`Delete ${indicesName(mark, isThere(mark, model) ? model : null)}`}
                onClick={() => eraseIndices(k)}
              >
                ✕
              </button>
            </li>
          ))}
        </ul>
      )}
      <p className="under">
        Through the middle of the slab, in its hue; in the axes of its crystal as it lies in the
        stack, strained.
      </p>
    </>
  );
}
