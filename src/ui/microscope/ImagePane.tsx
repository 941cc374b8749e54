import { useEffect, useMemo, useRef, useState } from 'react';
import { startMicroscope } from '#app/microscope/microscopeJob.ts';
import { fixed } from '#core/math/decimals.ts';
import type { Micrograph } from '#core/microscope/imaging/micrograph.ts';
import { greyOf, withScaleBar } from '#core/microscope/picture/greyPicture.ts';
import { cutAround } from '#core/microscope/spectrum/fringes.ts';
import { type Profile, profileAlong, profileCsv } from '#core/microscope/spectrum/profile.ts';
import { LEAST_REGION, type Region } from '#core/microscope/spectrum/spectrum.ts';
import type { Spot } from '#core/microscope/spectrum/spots.ts';
import { saveText } from '#ui/kit/saveFile.ts';
import { GreyCanvas } from './GreyCanvas.tsx';
import { ProfilePlot } from './ProfilePlot.tsx';

type Place = readonly [number, number];

interface Told {
  readonly spots: readonly Spot[];
  /** Across the strongest fringes; null where there are none. */
  readonly profile: Profile | null;
}

/** Arrow keys move the mark by so much of the width, with Shift by a tenth of that. */
const STEP = 0.05;
const PROFILE = { lengthAng: 30, widthAng: 10 };

/** The image: a rectangle that is dragged is transformed, a click tells the fringes at its place. */
export function ImagePane(props: {
  readonly image: Micrograph;
  readonly label: string;
  /** Of files. */
  readonly stem: string;
  readonly region: Region | null;
  readonly onRegion: (region: Region) => void;
}) {
  const { image, label, stem, region, onRegion } = props;
  const { width, height } = image;
  const host = useRef<HTMLDivElement>(null);
  /** Where a drag began, and where it is. */
  const [drag, setDrag] = useState<{ readonly from: Place; readonly to: Place } | null>(null);
  /** The place that keys move. */
  const [mark, setMark] = useState<Place | null>(null);
  const [told, setTold] = useState<Told | 'asked' | null>(null);
  /** Only the answer to the last click is told: the worker has the specimen, and is not stopped for another. */
  const clicks = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was told is of one image
  useEffect(
    () => () => {
      clicks.current++;
      setTold(null);
      setMark(null);
    },
    [image],
  );
  const picture = useMemo(() => withScaleBar(greyOf(image), image.pixelAng), [image]);
  const at = (e: React.PointerEvent): Place => {
    const box = host.current!.getBoundingClientRect();
    return [
      clamped(((e.clientX - box.left) / box.width) * width, width),
      clamped(((e.clientY - box.top) / box.height) * height, height),
    ];
  };
  const tell = (place: Place) => {
    const click = ++clicks.current;
    const show = (now: Told) => clicks.current === click && setTold(now);
    setMark(place);
    setTold('asked');
    startMicroscope('fringes', { image: cutAround(image, ...place).cut }).answer.then(
      (spots) => show({ spots: spots.slice(0, 3), profile: profileOf(image, place, spots[0]) }),
      () => show({ spots: [], profile: null }),
    );
  };
  const finish = (e: React.PointerEvent) => {
    if (drag === null) return;
    const next = between(drag.from, at(e));
    setDrag(null);
    if (next.width >= LEAST_REGION && next.height >= LEAST_REGION) onRegion(next);
    else tell(at(e));
  };
  const onKeyDown = (e: React.KeyboardEvent) => {
    const arrow = ARROWS[e.key];
    const [x, y] = mark ?? [width / 2, height / 2];
    if (arrow !== undefined) {
      const step = STEP * width * (e.shiftKey ? 0.1 : 1);
      setMark([clamped(x + arrow[0] * step, width), clamped(y + arrow[1] * step, height)]);
    } else if (e.key === 'Enter' || e.key === ' ') tell([x, y]);
    else return;
    e.preventDefault();
  };
  const frame = drag ? between(drag.from, drag.to) : region;
  const part = (n: number, all: number) => `${(100 * n) / all}%`;
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a button could not be dragged over */}
      <div
        ref={host}
        className="microscope-canvas"
        style={{ aspectRatio: `${width} / ${height}` }}
        role="button"
        tabIndex={0}
        aria-label="Lattice fringes: arrow keys move the mark, Enter tells them"
        onKeyDown={onKeyDown}
        onPointerDown={(e) => {
          e.currentTarget.setPointerCapture(e.pointerId);
          setDrag({ from: at(e), to: at(e) });
        }}
        onPointerMove={(e) => drag && setDrag({ from: drag.from, to: at(e) })}
        onPointerUp={finish}
        onPointerCancel={() => setDrag(null)}
      >
        <GreyCanvas picture={picture} label={label} />
        {frame && (
          <div
            className="microscope-region"
            style={{
              left: part(frame.x, width),
              top: part(frame.y, height),
              width: part(frame.width, width),
              height: part(frame.height, height),
            }}
          />
        )}
        {mark && (
          <div
            className="microscope-mark"
            style={{ left: part(mark[0], width), top: part(mark[1], height) }}
          />
        )}
      </div>
      <p className="under" role="status">
        {toldText(told)}
      </p>
      {told !== null && told !== 'asked' && told.profile !== null && (
        <>
          <ProfilePlot profile={told.profile} />
          <button
            type="button"
            className="button small"
            title={`Grey across the fringes, the mean over ${PROFILE.widthAng} Å along them`}
            onClick={() =>
              saveText(
                `${stem}_profile.csv`,
                profileCsv(told.profile!, image.unit, `${label}. ${toldText(told)}`),
              )
            }
          >
            Profile, CSV
          </button>
        </>
      )}
    </>
  );
}

const profileOf = (
  image: Micrograph,
  [x, y]: Place,
  strongest: Spot | undefined,
): Profile | null =>
  strongest === undefined
    ? null
    : profileAlong(image, { ...{ x, y, angleDeg: strongest.angleDeg }, ...PROFILE });

function toldText(told: Told | 'asked' | null): string {
  if (told === null) return 'Click for the lattice fringes at a place; drag to transform a part.';
  if (told === 'asked') return 'Looking for fringes…';
  return told.spots.length === 0
    ? 'No lattice fringes there.'
    : `Fringes there: ${told.spots.map((s) => `d ${fixed(s.dAng, 3)} Å at ${fixed(s.angleDeg, 1)}°`).join('; ')}`;
}

const ARROWS: Readonly<Record<string, Place>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

const clamped = (x: number, most: number): number => Math.min(most, Math.max(0, x));

const between = ([x1, y1]: Place, [x2, y2]: Place): Region => ({
  x: Math.min(x1, x2),
  y: Math.min(y1, y2),
  width: Math.abs(x1 - x2),
  height: Math.abs(y1 - y2),
});
