import { useContext, useMemo } from 'react';
import { useStore } from 'zustand';
import type { Model } from '#app/document/model.ts';
import { STRAIGHT_VIEW } from '#app/orientation/orientationChoices.ts';
import { orientationStore } from '#app/orientation/orientationStore.ts';
import { subscripts } from '#core/crystal/structure.ts';
import { mulCol } from '#core/math/mat3.ts';
import {
  type InterfaceOrientation,
  interfaceOrientation,
} from '#core/orientation/interfaceOrientation.ts';
import { degrees } from '#core/orientation/orientationText.ts';
import {
  angleBetweenDeg,
  MAX_POLE_INDEX,
  type Pole,
  polesOf,
  poleText,
} from '#core/orientation/poles.ts';
import { polesCsv } from '#core/orientation/polesCsv.ts';
import { type ChosenPole, type Side, sidesOf } from '#core/orientation/stereogram.ts';
import { normalShape, orientationTitle, stereogramSvg } from '#core/orientation/stereogramSvg.ts';
import { type Built, interfacesOf } from '#core/recipe/build.ts';
import { Choice, SegmentedControl } from '#ui/kit/fields.tsx';
import { FileStemContext } from '#ui/kit/plot/fileStem.ts';
import { slabInk } from '#ui/kit/plot/plotSpec.ts';
import { plotPng } from '#ui/kit/plot/plotSvg.ts';
import { saveBlob, saveText } from '#ui/kit/saveFile.ts';
import { RelationReport } from './RelationReport.tsx';
import { StereogramPicture } from './StereogramPicture.tsx';
import './orientation.css';

export interface OrientationProps {
  readonly model: Model;
}

/** The poles of the two crystals of an interface on each other, and how these are turned. */
export function Orientation({ model: { built } }: OrientationProps) {
  const choices = useStore(orientationStore);
  const interfaces = interfacesOf(built);
  const at = Math.min(choices.at, Math.max(0, interfaces.length - 1));
  const of = useMemo(() => interfaceOrientation(built, at), [built, at]);
  const { lower = 0, upper = 1 } = interfaces[at] ?? {};
  const slabs = { substrate: lower, film: upper };
  const poles = useMemo(
    () => polesByKey(of, choices.kind, choices.maxIndex),
    [of, choices.kind, choices.maxIndex],
  );
  const chosen = choices.chosen && (poles.get(keyOf(choices.chosen)) ?? null);
  return (
    <div className="orientation">
      <div className="analysis-choices">
        {interfaces.length > 1 && (
          <Choice
            label="interface"
            value={String(at)}
            options={interfaces.map(({ lower: below, upper: above }, k) => [
              String(k),
              `${k + 1}: ${nameOf(built, above)} on ${nameOf(built, below)}`,
            ])}
            onChange={(value) => orientationStore.setState({ at: Number(value), chosen: null })}
          />
        )}
        <SegmentedControl
          label="Poles of"
          value={choices.kind}
          options={[
            ['plane', 'planes (hkl)'],
            ['direction', 'directions [uvw]'],
          ]}
          onChange={(kind) => orientationStore.setState({ kind, chosen: null })}
        />
        <Choice
          label="indices up to"
          value={String(choices.maxIndex)}
          options={Array.from({ length: MAX_POLE_INDEX }, (_, k) => [String(k + 1), String(k + 1)])}
          onChange={(value) => orientationStore.setState({ maxIndex: Number(value) })}
        />
        <Choice
          label="great circle of"
          title="The trace of a plane, or the zone of a direction"
          value={chosen === null ? '' : keyOf(choices.chosen!)}
          options={[
            ['', 'none'],
            ...[...poles].map(
              ([key, { name, crystal, pole }]) =>
                [key, `${name} ${poleText(crystal, pole.kind, pole.indices)}`] as const,
            ),
          ]}
          onChange={(key) => {
            const found = poles.get(key);
            orientationStore.setState({
              chosen: found
                ? { side: found.side, kind: found.pole.kind, indices: found.pole.indices }
                : null,
            });
          }}
        />
        <label className="check">
          <input
            type="checkbox"
            checked={choices.hasCircles}
            onChange={(e) => orientationStore.setState({ hasCircles: e.target.checked })}
          />
          planes of the axes as great circles
        </label>
        <label className="check">
          <input
            type="checkbox"
            checked={choices.hasNet}
            onChange={(e) => orientationStore.setState({ hasNet: e.target.checked })}
          />
          Wulff net, 10°
        </label>
      </div>
      <Figure of={of} slabs={slabs} />
      <output className="chart-readout">
        {chosen === null
          ? 'Drag to turn; click a pole for its great circle.'
          : poleFacts(of, chosen)}
      </output>
      <RelationReport of={of} />
    </div>
  );
}

function Figure({
  of,
  slabs,
}: {
  readonly of: InterfaceOrientation;
  readonly slabs: Readonly<Record<Side, number>>;
}) {
  const stem = useContext(FileStemContext);
  const isStraight = useStore(orientationStore, (s) => s.view === STRAIGHT_VIEW);
  const save = async (kind: 'csv' | 'svg' | 'png'): Promise<void> => {
    const name = `${stem && `${stem}_`}orientation.${kind}`;
    const choices = orientationStore.getState();
    if (kind === 'csv') return saveText(name, polesCsv(of, choices.kind, choices.maxIndex));
    const svg = stereogramSvg(of, choices);
    if (kind === 'svg') saveBlob(name, new Blob([svg], { type: 'image/svg+xml' }));
    else saveBlob(name, await plotPng(svg));
  };
  return (
    <figure className="chart" aria-label={`Stereographic projection, ${orientationTitle(of)}`}>
      <figcaption>
        <h3>Stereographic projection</h3>
        <span className="spacer" />
        <button
          type="button"
          className="linkish"
          disabled={isStraight}
          title="The normal of the interface in the middle, a to the right"
          onClick={() => orientationStore.setState({ view: STRAIGHT_VIEW })}
        >
          Straight
        </button>
        {(['csv', 'svg', 'png'] as const).map((kind) => (
          <button
            key={kind}
            type="button"
            className="linkish"
            aria-label={`Save the projection as ${kind.toUpperCase()}`}
            onClick={() => void save(kind)}
          >
            {kind.toUpperCase()}
          </button>
        ))}
      </figcaption>
      <StereogramPicture of={of} slabs={slabs} />
      <ul className="chart-key">
        {sidesOf(of).map(([side, { name }]) => (
          <li key={side} className={`stereogram-key ink-${slabInk(slabs[side])} ${side}`}>
            <svg width="12" height="12" aria-hidden="true">
              {side === 'film' ? (
                <rect x="1" y="1" width="10" height="10" />
              ) : (
                <circle cx="6" cy="6" r="3.5" />
              )}
            </svg>
            <span>{subscripts(name)}</span>
          </li>
        ))}
        <li>
          <svg width="26" height="26" aria-hidden="true">
            <path className="stereogram-normal" d={normalShape(13, 13)} />
          </svg>
          normal of the interface
        </li>
      </ul>
    </figure>
  );
}

interface NamedPole {
  readonly side: Side;
  readonly name: string;
  readonly crystal: InterfaceOrientation['substrate']['crystal'];
  readonly turn: Float64Array;
  readonly pole: Pole;
}

const keyOf = ({ side, indices }: Pick<ChosenPole, 'side' | 'indices'>): string =>
  `${side} ${indices.join(' ')}`;

function polesByKey(
  of: InterfaceOrientation,
  kind: Pole['kind'],
  maxIndex: number,
): ReadonlyMap<string, NamedPole> {
  const out = new Map<string, NamedPole>();
  for (const [side, { crystal, name, turn }] of sidesOf(of))
    for (const pole of polesOf(crystal, kind, maxIndex))
      out.set(keyOf({ side, indices: pole.indices }), {
        side,
        name: subscripts(name),
        crystal,
        turn,
        pole,
      });
  return out;
}

/** Where a pole stands, and what of the other crystal is nearest to it. */
function poleFacts(
  of: InterfaceOrientation,
  { side, name, crystal, turn, pole }: NamedPole,
): string {
  const line = mulCol(turn, pole.along);
  const other = sidesOf(of).find(([s]) => s !== side)?.[1];
  const near = other && nearest(other, pole.kind, line);
  return [
    `${name} ${poleText(crystal, pole.kind, pole.indices)} of ${poleText(crystal, pole.kind, pole.family, 'family')}`,
    `${degrees(angleBetweenDeg(line, [0, 0, 1]))} from the normal`,
    ...(near && other
      ? [
          `${degrees(near.deg)} from ${subscripts(other.name)} ${poleText(other.crystal, pole.kind, near.pole.indices)}`,
        ]
      : []),
  ].join(' · ');
}

function nearest(
  { crystal, turn }: InterfaceOrientation['substrate'],
  kind: Pole['kind'],
  line: readonly [number, number, number],
) {
  const all = polesOf(crystal, kind, 3).map((pole) => ({
    pole,
    deg: angleBetweenDeg(mulCol(turn, pole.along), line),
  }));
  return all.reduce((p, q) => (q.deg < p.deg - 1e-6 ? q : p));
}

const nameOf = ({ slabs }: Built, slab: number): string => subscripts(slabs[slab]!.name);
