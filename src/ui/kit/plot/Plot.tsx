import {
  useContext,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import './plot.css';
import { useDark } from '#ui/kit/theme.ts';
import { ChartCaption } from './ChartCaption.tsx';
import { FrameLinkContext, followFrame, jumpOnClick, onFrame } from './frameLink.ts';
import { PlotTable } from './PlotTable.tsx';
import { plotCsv } from './plotCsv.ts';
import { drawPoints, plotData, plotOptions } from './plotDraw.ts';
import { markerPath } from './plotMarkers.ts';
import { nearestIndex, type PlotSpec, valuesAt } from './plotSpec.ts';
import { plotSvg } from './plotSvg.ts';

interface PlotProps {
  readonly spec: PlotSpec;
  /** Said in every export: what was played, which frames. */
  readonly notes: readonly string[];
  /** Less tall, where several stand above one another. */
  readonly low?: boolean;
}

/** One plot with all that belongs to it: definition, values under the pointer, table and exports. */
export function Plot({ spec, notes, low }: PlotProps) {
  const [table, setTable] = useState(false);
  const id = useId();
  return (
    <figure className="chart" aria-labelledby={id}>
      <ChartCaption
        heading={spec.name}
        id={id}
        about={spec.about}
        aboutLabel={`Definition of ${spec.name}`}
        what={spec.name}
        fileName={spec.file}
        csv={() => plotCsv(spec, notes)}
        svg={() => plotSvg(spec, notes)}
      >
        <button
          type="button"
          className="linkish"
          aria-expanded={table}
          aria-label={`Table of ${spec.name}`}
          onClick={() => setTable(!table)}
        >
          Table
        </button>
      </ChartCaption>
      <Face spec={spec} low={low === true} />
      <PlotKey spec={spec} />
      {table && <PlotTable spec={spec} />}
    </figure>
  );
}

/** The picture. It is a slider over the places of the x axis: arrows move the cursor, Enter goes to the frame. */
function Face({ spec, low }: { readonly spec: PlotSpec; readonly low: boolean }) {
  const host = useRef<HTMLDivElement>(null);
  const readout = useRef<HTMLOutputElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef(spec);
  const said = useRef<PlotSpec | null>(null);
  const say = useRef<() => void>(() => {});
  const [at, setAt] = useState<number | null>(null);
  const dark = useDark();
  const link = useContext(FrameLinkContext);
  latest.current = spec;
  const shape = JSON.stringify(
    [
      dark,
      { ...spec, about: '', frames: spec.frames !== undefined, x: [spec.x.title, spec.x.unit] },
      spec.lines.map(({ values: _, ...rest }) => rest),
    ],
    (key, value) => (key === 'values' ? undefined : value),
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: `shape` says when the plot itself differs; data follow below
  useEffect(() => {
    const element = host.current!;
    const tell = (index: number | null): void => {
      // The pointer may still move over a plot that is being removed.
      if (readout.current === null) return;
      const now = latest.current;
      const shown = index ?? indexOfFrame(now, link.shown());
      readout.current.textContent = shown === null ? '' : valuesAt(now, shown);
    };
    const size = () => ({ width: element.clientWidth, height: element.clientHeight });
    said.current = latest.current;
    const u = new uPlot(
      plotOptions(latest.current, size(), dark, tell),
      plotData(latest.current),
      element,
    );
    plot.current = u;
    const line = followFrame(u, link, (frame) => {
      const now = latest.current;
      const index = indexOfFrame(now, frame);
      return index === null ? null : now.x.values[index]!;
    });
    u.hooks.draw = [
      () => drawPoints(u, latest.current.lines, dark),
      ...(u.hooks.draw ?? []),
      line.place,
    ];
    const stopJump = jumpOnClick(u, link, (index) => latest.current.frames?.[index] ?? null);
    const stopTell = onFrame(link, () => {
      if (u.cursor.left! < 0) tell(null);
    });
    say.current = () => tell(u.cursor.left! < 0 ? null : (u.cursor.idx ?? null));
    say.current();
    const resize = new ResizeObserver(() => u.setSize(size()));
    resize.observe(element);
    return () => {
      stopTell();
      stopJump();
      line.stop();
      resize.disconnect();
      u.destroy();
      plot.current = null;
    };
  }, [shape, link]);
  useLayoutEffect(() => {
    if (plot.current === null || said.current === spec) return;
    said.current = spec;
    plot.current.setData(plotData(spec));
    say.current();
  }, [spec]);

  const count = spec.x.values.length;
  // Until it is moved by hand, and again once another frame is shown, the cursor is where the frame is.
  const shown = indexOfFrame(spec, useSyncExternalStore(link.subscribe, link.resting));
  const [shownBefore, setShownBefore] = useState(shown);
  if (shown !== shownBefore) {
    setShownBefore(shown);
    setAt(null);
  }
  const current = Math.min(at ?? shown ?? 0, count - 1);
  const move = (to: number): void => {
    const next = Math.min(count - 1, Math.max(0, to));
    setAt(next);
    const u = plot.current;
    u?.setCursor({ left: u.valToPos(spec.x.values[next]!, 'x'), top: 0 });
    if (readout.current !== null) readout.current.textContent = valuesAt(spec, next);
  };
  const step = (by: number): void => move((at ?? indexOfFrame(spec, link.shown()) ?? 0) + by);
  const many = Math.max(1, Math.round(count / 20));
  return (
    <>
      <div
        ref={host}
        className={low ? 'chart-face low' : 'chart-face'}
        role="slider"
        tabIndex={0}
        aria-label={`${spec.name}, cursor${spec.frames ? '; Enter goes to the frame' : ''}`}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, count - 1)}
        aria-valuenow={Math.max(0, current)}
        aria-valuetext={count === 0 ? 'nothing to show' : valuesAt(spec, current)}
        onKeyDown={(e) => {
          if (e.key === 'ArrowRight') step(1);
          else if (e.key === 'ArrowLeft') step(-1);
          else if (e.key === 'PageUp') step(many);
          else if (e.key === 'PageDown') step(-many);
          else if (e.key === 'Home') move(0);
          else if (e.key === 'End') move(count - 1);
          else if (e.key === 'Enter' && spec.frames) link.jump(spec.frames[current]!);
          else return;
          e.preventDefault();
          e.stopPropagation();
        }}
      />
      <output ref={readout} className="chart-readout" />
    </>
  );
}

/** The place of a frame on the axis; null when the plot has none, or not this one. */
function indexOfFrame({ frames }: PlotSpec, frame: number | null): number | null {
  if (frames === undefined || frame === null || frames.length === 0) return null;
  const index = nearestIndex(frames, frame);
  const step = frames.length > 1 ? frames[1]! - frames[0]! : 1;
  return Math.abs(frames[index]! - frame) <= step / 2 ? index : null;
}

/** Which line is which: colour, dash and name. */
function PlotKey({ spec }: { readonly spec: PlotSpec }) {
  return (
    <ul className="chart-key">
      {spec.lines.map((l) => (
        <li key={l.label}>
          {l.marker ? (
            <svg width="20" height="10" aria-hidden="true">
              <path d={markerPath(l.marker, 10, 5, 3.5)} className={`ink-${l.ink} filled`} />
            </svg>
          ) : (
            <svg width="20" height="6" aria-hidden="true">
              <path
                d="M0 3h20"
                className={`ink-${l.ink}`}
                strokeDasharray={l.dash.length > 0 ? l.dash.join(' ') : undefined}
              />
            </svg>
          )}
          {l.label}
        </li>
      ))}
    </ul>
  );
}
