import { useId } from 'react';
import { useStore } from 'zustand';
import { type Clip, clipTo, hiddenStore } from '#app/look/hidden.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { fixed } from '#core/math/decimals.ts';
import { row } from '#core/math/mat3.ts';
import { norm } from '#core/math/vec3.ts';
import { Choice } from '#ui/kit/fields.tsx';

const AXES = [
  ['none', 'none'],
  ['a', 'a'],
  ['b', 'b'],
  ['c', 'c'],
] as const;

/** Two planes across an axis of the cell; atoms beyond them are not drawn. */
export function ClipFields({ structure }: { readonly structure: Structure }) {
  const clip = useStore(hiddenStore, (s) => s.clip ?? null);
  return (
    <>
      <h3 className="caps">Clip</h3>
      <Choice
        label="across"
        value={clip === null ? 'none' : (['a', 'b', 'c'] as const)[clip.axis]}
        options={AXES}
        onChange={(name) => clipTo(name === 'none' ? null : { axis: axisOf(name), from: 0, to: 1 })}
      />
      {clip !== null && (
        <>
          <Edge clip={clip} edge="from" structure={structure} />
          <Edge clip={clip} edge="to" structure={structure} />
        </>
      )}
    </>
  );
}

const axisOf = (name: 'a' | 'b' | 'c'): Clip['axis'] => (name === 'a' ? 0 : name === 'b' ? 1 : 2);

function Edge(props: {
  readonly clip: Clip;
  readonly edge: 'from' | 'to';
  readonly structure: Structure;
}) {
  const { clip, edge, structure } = props;
  const id = useId();
  const lengthAng = norm(row(structure.lattice, clip.axis));
  const text = `${fixed(clip[edge] * lengthAng, 2)} Å`;
  return (
    <div className="row">
      <label htmlFor={id}>{edge}</label>
      <input
        id={id}
        type="range"
        min={0}
        max={1}
        step={0.005}
        value={clip[edge]}
        aria-valuetext={text}
        onChange={(e) => {
          const at = Number(e.target.value);
          clipTo(
            edge === 'from'
              ? { ...clip, from: Math.min(at, clip.to) }
              : { ...clip, to: Math.max(at, clip.from) },
          );
        }}
      />
      <span className="slider-value">{text}</span>
    </div>
  );
}
