import { useEffect, useMemo, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { TrajectorySource } from '#app/trajectory/trajectorySource.ts';
import { PAPER_CONTACTS_ANG } from '#core/recipe/presets/paperReading.ts';
import { pairText } from '#ui/kit/format.ts';
import { followFrame, jumpOnClick } from '#ui/kit/plot/frameLink.ts';
import { drawMarks } from '#ui/kit/plot/plotDraw.ts';
import {
  fewTicks,
  PLOT_INKS,
  type PlotInk,
  type PlotMark,
  pairInk,
  tickText,
} from '#ui/kit/plot/plotSpec.ts';
import { useDark } from '#ui/kit/theme.ts';
import { usePlayer } from '#ui/state/hooks.ts';
import { playedFrame } from '#ui/state/playedFrame.ts';

interface Track {
  readonly label: string;
  readonly ink: PlotInk;
  readonly values: ArrayLike<number>;
}

/** One small plot under the controls: contact means, or of other atoms a number that the file has. */
export function PlayerPlot() {
  const series = usePlayer((p) => p.series);
  const source = usePlayer((p) => p.source);
  const { tracks, unit, text } = useMemo(() => {
    const isTime = source?.timesFs != null;
    if (series.length > 0)
      return {
        unit: 'Å',
        tracks: series.map(
          (s): Track => ({ label: s.pair, ink: pairInk(s.pair), values: s.meansAng }),
        ),
        text: series
          .map(
            (s) =>
              `${pairText(s.pair)} nearest mean over time, ${isTime ? 'last 2 ps' : 'all frames'} ${s.lateMeanAng.toFixed(3)} Å`,
          )
          .join('; '),
      };
    const scalar = source?.scalars.find((s) => s.values.some(Number.isFinite));
    return {
      unit: scalar?.unit ?? '',
      tracks: scalar ? [{ label: scalar.name, ink: 'ink' as const, values: scalar.values }] : [],
      text: scalar ? `${scalar.name}${isTime ? ' over time' : ', frame by frame'}` : '',
    };
  }, [series, source]);
  if (source === null || tracks.length === 0) return null;
  return (
    <TrackPlot
      source={source}
      tracks={tracks}
      unit={unit}
      text={text}
      caption={series.length > 0 ? null : text}
    />
  );
}

/** Where frames stand on the axis of the plot: ps, or their numbers. */
const axisOf = ({ timesFs, count }: TrajectorySource): Float64Array =>
  Float64Array.from({ length: count }, (_, k) => (timesFs === null ? k + 1 : timesFs[k]! / 1000));

/** As the style sheet has it: larger where it is projected. */
const letterPxOf = (element: HTMLElement): number =>
  Number.parseFloat(getComputedStyle(element).fontSize);

function TrackPlot(props: {
  readonly source: TrajectorySource;
  readonly tracks: readonly Track[];
  readonly unit: string;
  readonly text: string;
  /** Said above it; null where the controls say it already. */
  readonly caption: string | null;
}) {
  const { source, tracks, unit, text, caption } = props;
  const host = useRef<HTMLDivElement>(null);
  const dark = useDark();
  const [letterPx, setLetterPx] = useState(11);
  const isTime = source.timesFs !== null;
  const data = useMemo<uPlot.AlignedData>(
    () => [
      axisOf(source).subarray(0, tracks[0]!.values.length),
      ...tracks.map((t) => Array.from(t.values, (v) => (Number.isFinite(v) ? v : null))),
    ],
    [source, tracks],
  );
  useEffect(() => {
    const element = host.current!;
    const inks = PLOT_INKS[dark ? 'dark' : 'light'];
    const marks = tracks.flatMap(paperMarks);
    const size = () => ({ width: element.clientWidth, height: element.clientHeight });
    // All that is measured in letters, at their usual size of 11 px.
    const room = (px: number) => Math.round((px * letterPx) / 11);
    const quiet = {
      stroke: inks.muted,
      grid: { show: false },
      ticks: { show: false },
      font: `${letterPx}px "Inter Variable", sans-serif`,
    };
    const u = new uPlot(
      {
        ...size(),
        legend: { show: false },
        cursor: { y: false, points: { size: 5 }, drag: { x: false, y: false } },
        padding: [room(4), room(marks.length > 0 ? 118 : 34), 0, 0],
        scales: { x: { time: false } },
        axes: [
          {
            ...quiet,
            size: room(20),
            space: room(72),
            values: (_u, v) => v.map((x) => (isTime ? `${x} ps` : `${x}`)),
          },
          {
            ...quiet,
            size: room(unit === 'Å' ? 40 : 76),
            space: room(14),
            splits: (_u, _axis, low, high) => fewTicks(low, high),
            values: (_u, v) => v.map((x) => `${tickText(x)} ${unit}`),
          },
        ],
        series: [
          {},
          ...tracks.map((t) => ({
            label: t.label,
            stroke: inks[t.ink],
            width: room(12) / 10,
            points: { show: false },
          })),
        ],
        hooks: { draw: [(v) => drawMarks(v, marks, dark, (letterPx * 10.5) / 11)] },
      },
      data,
      element,
    );
    const line = followFrame(u, playedFrame, (frame) => data[0][frame] ?? null);
    u.hooks.draw = [...(u.hooks.draw ?? []), line.place];
    const stopJump = jumpOnClick(u, playedFrame, (index) => index);
    const resize = new ResizeObserver(() => {
      setLetterPx(letterPxOf(element));
      u.setSize(size());
    });
    resize.observe(element);
    return () => {
      stopJump();
      line.stop();
      resize.disconnect();
      u.destroy();
    };
  }, [data, tracks, unit, dark, isTime, letterPx]);
  return (
    <>
      {caption !== null && <p className="under">{caption}</p>}
      <div ref={host} className="plot" role="img" aria-label={text} />
    </>
  );
}

/** The paper's two geometries as labelled lines. */
function paperMarks({ label, ink }: Track): PlotMark[] {
  const paper = PAPER_CONTACTS_ANG[label];
  if (paper === undefined) return [];
  return [
    { value: paper.optimised, text: `paper, opt. ${paper.optimised.toFixed(3)}`, ink },
    { value: paper.at300K, text: `paper, 300 K ${paper.at300K.toFixed(3)}`, ink },
  ];
}
