import { type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { STRAIGHT_VIEW } from '#app/orientation/orientationChoices.ts';
import { orientationStore } from '#app/orientation/orientationStore.ts';
import { mul } from '#core/math/mat3.ts';
import type { Vec3 } from '#core/math/vec3.ts';
import type { InterfaceOrientation } from '#core/orientation/interfaceOrientation.ts';
import { rotationAbout } from '#core/orientation/rotation.ts';
import { type PoleMark, type Side, stereogram } from '#core/orientation/stereogram.ts';
import { markShape, normalShape } from '#core/orientation/stereogramSvg.ts';
import { slabInk } from '#ui/kit/plot/plotSpec.ts';

interface StereogramPictureProps {
  readonly of: InterfaceOrientation;
  /** The slab whose hue each crystal has. */
  readonly slabs: Readonly<Record<Side, number>>;
}

const LARGEST = 560;
const SMALLEST = 260;
/** A press that moves no farther is a click, px. */
const CLICK = 4;
/** A pole nearer than this to a click is meant, px. */
const REACH = 14;
const RAD = Math.PI / 180;
const STEP_DEG = 5;

/** Key → axis of the picture about which it turns by a step. */
const TURNS: Readonly<Record<string, Vec3>> = {
  ArrowRight: [0, 1, 0],
  ArrowLeft: [0, -1, 0],
  ArrowDown: [1, 0, 0],
  ArrowUp: [-1, 0, 0],
  PageUp: [0, 0, 1],
  PageDown: [0, 0, -1],
};

const turnBy = (axis: Vec3, rad: number): void =>
  orientationStore.setState(({ view }) => ({ view: mul(rotationAbout(axis, rad), view) }));

/** The stereographic projection: dragged, or turned by arrow keys; a click on a pole chooses it. */
export function StereogramPicture({ of, slabs }: StereogramPictureProps) {
  const host = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState(420);
  const choices = useStore(orientationStore);
  useEffect(() => {
    const fit = () => setSize(Math.min(LARGEST, Math.max(SMALLEST, host.current!.clientWidth)));
    const watch = new ResizeObserver(fit);
    watch.observe(host.current!);
    return () => watch.disconnect();
  }, []);
  const figure = useMemo(() => stereogram(of, choices, size), [of, choices, size]);
  const press = useRef<{ x: number; y: number; isDrag: boolean } | null>(null);
  const { centre, radius, net, circles, trace, chosen, marks, normal } = figure;
  const ink = (side: Side) => `ink-${slabInk(slabs[side])}`;
  const drag = (e: PointerEvent) => {
    const from = press.current;
    if (from === null) return;
    const [dx, dy] = [e.clientX - from.x, e.clientY - from.y];
    const far = Math.hypot(dx, dy);
    if (!from.isDrag && far < CLICK) return;
    press.current = { x: e.clientX, y: e.clientY, isDrag: true };
    if (far > 0) turnBy([dy / far, dx / far, 0], far / radius);
  };
  const release = (e: PointerEvent<HTMLDivElement>) => {
    const isClick = press.current !== null && !press.current.isDrag;
    press.current = null;
    if (!isClick) return;
    const box = e.currentTarget.getBoundingClientRect();
    const mark = nearestMark(marks, e.clientX - box.left, e.clientY - box.top);
    orientationStore.setState({
      chosen: mark && { side: mark.side, kind: mark.pole.kind, indices: mark.pole.indices },
    });
  };
  return (
    <div ref={host} className="stereogram-host">
      <div
        className="stereogram"
        style={{ width: size, height: size }}
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: turned by the arrow keys
        tabIndex={0}
        aria-label="Stereographic projection: arrow keys turn it, Page Up and Page Down about the middle, Home puts it straight"
        onPointerDown={(e) => {
          e.currentTarget.setPointerCapture(e.pointerId);
          press.current = { x: e.clientX, y: e.clientY, isDrag: false };
        }}
        onPointerMove={drag}
        onPointerUp={release}
        onPointerCancel={() => {
          press.current = null;
        }}
        onKeyDown={(e) => {
          const axis = TURNS[e.key];
          if (e.key === 'Home') orientationStore.setState({ view: STRAIGHT_VIEW });
          else if (axis !== undefined) turnBy(axis, (e.shiftKey ? 1 : STEP_DEG) * RAD);
          else return;
          e.preventDefault();
          e.stopPropagation();
        }}
      >
        <svg width={size} height={size} aria-hidden="true">
          <path className="stereogram-net" d={net.join('')} />
          <circle className="stereogram-rim" cx={centre} cy={centre} r={radius} />
          {(['film', 'substrate'] as const).map((side) => (
            <g key={side} className={ink(side)}>
              <path
                className="stereogram-circle"
                d={circles
                  .filter((c) => c.side === side)
                  .map((c) => c.path)
                  .join('')}
              />
              {chosen?.side === side && <path className="stereogram-zone" d={chosen.path} />}
            </g>
          ))}
          {trace !== null && <path className="stereogram-trace" d={trace} />}
          {(['film', 'substrate'] as const).map((side) => {
            const own = marks.filter((m) => m.side === side);
            return (
              <g key={side} className={`${ink(side)} ${side}`}>
                <path d={own.map((m) => markShape(side, m.x, m.y)).join('')} />
                {own
                  .filter((m) => m.isChosen)
                  .map((m) => (
                    <circle
                      key={`${m.x} ${m.y}`}
                      className="stereogram-chosen"
                      cx={m.x}
                      cy={m.y}
                      r={10}
                    />
                  ))}
                {own.map(
                  ({ label }) =>
                    label && (
                      <text
                        key={`${label.x} ${label.y}`}
                        x={label.x}
                        y={label.y}
                        textAnchor="middle"
                      >
                        {label.text}
                      </text>
                    ),
                )}
              </g>
            );
          })}
          <path className="stereogram-normal" d={normalShape(normal.x, normal.y)} />
        </svg>
      </div>
    </div>
  );
}

function nearestMark(marks: readonly PoleMark[], x: number, y: number): PoleMark | null {
  let [best, least] = [null as PoleMark | null, REACH];
  for (const mark of marks) {
    const far = Math.hypot(mark.x - x, mark.y - y);
    if (far < least) [best, least] = [mark, far];
  }
  return best;
}
