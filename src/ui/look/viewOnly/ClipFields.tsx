import { useEffect, useId, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { atomsTabStore } from '#app/look/atomsTab.ts';
import { type Clip, clipTo, hiddenStore } from '#app/look/hidden.ts';
import type { DrawnIndices } from '#app/look/viewOnly.ts';
import { fixed } from '#core/math/decimals.ts';
import { basisOf } from '#render/camera/pose.ts';
import { Choice } from '#ui/kit/fields.tsx';
import type { AtomsTabProps } from '#ui/look/atoms/atomsTabProps.ts';
import { CLIP_AXES, clipAxis, clipPlanes } from '#ui/look/scene/clipping.ts';
import { AnyDirection } from '#ui/look/views/ViewChoices.tsx';
import { indicesName } from './latticeMarks.ts';

type Choosable = 'none' | (typeof CLIP_AXES)[number] | 'view' | 'any';

const OPTIONS: readonly (readonly [Choosable, string])[] = [
  ['none', 'none'],
  ...CLIP_AXES.map((name) => [name, name] as const),
  ['view', 'the present view'],
  ['any', 'any direction or plane…'],
];

const ANY_KINDS = [
  ['hkl', 'parallel to (h k l)'],
  ['uvw', 'across [u v w]'],
] as const;

/** The choice that gives these planes. */
function choiceOf(clip: Clip | null): Choosable {
  if (clip === null) return 'none';
  const { across } = clip;
  if (across.kind === 'view') return 'view';
  return CLIP_AXES.find((name) => isSame(clipAxis(name), across)) ?? 'any';
}

const isSame = (p: DrawnIndices, q: DrawnIndices): boolean =>
  p.slab === q.slab && p.kind === q.kind && p.indices.every((n, k) => n === q.indices[k]);

/** Two parallel planes across any direction; atoms beyond them, or between them, are not drawn. */
export function ClipFields({
  atoms: { structure, model },
  picture,
  slabs,
}: Pick<AtomsTabProps, 'atoms' | 'picture'> & {
  /** Their names. */
  readonly slabs: readonly string[];
}) {
  const clip = useStore(hiddenStore, (s) => s.clip ?? null);
  const [isAny, setAny] = useState(false);
  const fields = useRef<HTMLHeadingElement>(null);
  const asked = useStore(atomsTabStore, (s) => s.asked);
  useEffect(() => {
    if (asked !== 'clip') return;
    // Not the list below it, which would keep Escape for itself.
    fields.current?.focus();
    fields.current?.scrollIntoView({ block: 'center' });
    // Asked again it is another request; the panel looks once it stands, after this.
    const done = setTimeout(() => atomsTabStore.setState({ asked: null }));
    return () => clearTimeout(done);
  }, [asked]);
  const cut = (across: Clip['across']) =>
    clipTo({ from: 0, to: 1, isInverse: false, ...clip, across });
  const cutView = () => {
    const stand = picture?.now()?.stand;
    if (stand) cut({ kind: 'view', towards: basisOf('pose' in stand ? stand.pose : stand).back });
  };
  const choose = (name: Choosable) => {
    setAny(name === 'any');
    if (name === 'none') clipTo(null);
    else if (name === 'view') cutView();
    else if (name !== 'any') cut(clipAxis(name));
  };
  const planes = clipPlanes(clip ?? undefined, structure, model);
  const shown = isAny ? 'any' : choiceOf(clip);
  return (
    <>
      <h3 ref={fields} className="caps" tabIndex={-1}>
        Clip planes
      </h3>
      <Choice label="across" value={shown} options={OPTIONS} onChange={choose} />
      {shown === 'view' && (
        <button type="button" className="button small" onClick={cutView}>
          Take the view again
        </button>
      )}
      {shown === 'any' && (
        <AnyDirection
          lattices={['the cell of the picture', ...slabs]}
          kinds={ANY_KINDS}
          button="Cut"
          onChoose={(of, { kind, indices }) =>
            cut({
              slab: of === 0 ? null : of - 1,
              kind,
              indices: indices as DrawnIndices['indices'],
            })
          }
        />
      )}
      {clip !== null && planes === null && (
        <p className="under">There is no such slab here: nothing is cut.</p>
      )}
      {clip !== null && planes !== null && (
        <>
          {shown === 'any' && clip.across.kind !== 'view' && (
            <p className="under">
              {clip.across.kind === 'hkl' ? 'Parallel to' : 'Across'}{' '}
              {indicesName(clip.across, model)}
            </p>
          )}
          <Edge clip={clip} edge="from" extentAng={planes.extentAng} />
          <Edge clip={clip} edge="to" extentAng={planes.extentAng} />
          <Choice
            label="keep"
            value={clip.isInverse ? 'beyond' : 'between'}
            options={KEPT}
            onChange={(kept) => clipTo({ ...clip, isInverse: kept === 'beyond' })}
          />
        </>
      )}
    </>
  );
}

const KEPT = [
  ['between', 'what lies between'],
  ['beyond', 'what lies beyond'],
] as const;

function Edge(props: {
  readonly clip: Clip;
  readonly edge: 'from' | 'to';
  readonly extentAng: number;
}) {
  const { clip, edge, extentAng } = props;
  const id = useId();
  const text = `${fixed(clip[edge] * extentAng, 2)} Å`;
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
