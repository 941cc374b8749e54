import { useEffect, useMemo, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useStore } from 'zustand';
import { watchContacts } from '#app/contactTracks.ts';
import type { Model } from '#app/derive.ts';
import { commit } from '#app/document.ts';
import { watchMd } from '#app/mdSource.ts';
import { HEATING_FS, isRecorded, loadRecorded } from '#app/recorded.ts';
import {
  closeSource,
  fitTo,
  frameText,
  playerStore,
  show,
  stepBy,
  togglePlay,
} from '#app/trajectory.ts';
import { type TrajectorySource, timeFs } from '#app/trajectorySource.ts';
import { PAPER_CONTACTS_ANG } from '#core/recipe/paper.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets.ts';
import { fixed, pairText } from './format.ts';
import { useDark, useRecipe } from './hooks.ts';
import { MdButton } from './MdButton.tsx';
import { Opening } from './Opening.tsx';

watchMd();

/** Plays a trajectory: the recorded 300 K run of the default document, a file, or a run made here. */
export function Player({ model }: { readonly model: Model }) {
  const recipe = useRecipe();
  const player = useStore(playerStore);
  const here = isRecorded(recipe);
  const { source, status } = player;
  useEffect(() => {
    fitTo(model.built.structure, here);
    return watchContacts(model);
  }, [here, model]);
  // Also after what was played has been closed.
  useEffect(() => {
    if (here && status === 'idle') loadRecorded(model.built);
  }, [here, model, status]);
  if (!here && (source === null || source.kind === 'recorded'))
    return (
      <section className="player" aria-label="Trajectory">
        <Opening />
        <div className="bar">
          <span className="under">
            The recorded 300 K trajectory belongs to the unchanged default document, CdS on CsPbBr₃
            in reading A.
          </span>
          <button
            type="button"
            className="button small"
            onClick={() => commit(() => DEFAULT_PRESET.recipe)}
          >
            Back to it
          </button>
          <span className="spacer" />
          <MdButton />
        </div>
      </section>
    );
  if (player.status === 'failed')
    return (
      <section className="player" aria-label="Trajectory">
        <p className="warn">The recorded trajectory could not be read: {player.reason}</p>
        <button
          type="button"
          className="button small"
          onClick={() => {
            closeSource();
            loadRecorded(model.built);
          }}
        >
          Try again
        </button>
        <MdButton />
      </section>
    );
  const ready = player.status === 'ready';
  const { frame, playing, count, series } = player;
  const stepFs = source === null ? null : stepOf(source);
  return (
    <section className="player" aria-label="Trajectory">
      <Opening />
      <div className="bar">
        <button
          type="button"
          className="play"
          disabled={!ready}
          aria-label={playing ? 'Pause' : 'Play'}
          onClick={togglePlay}
        >
          <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
            {playing ? (
              <path d="M2 1h3v10H2zM7 1h3v10H7z" fill="currentColor" />
            ) : (
              <path d="M2.5 1v10l8-5z" fill="currentColor" />
            )}
          </svg>
        </button>
        <button
          type="button"
          className="button small"
          disabled={!ready}
          aria-label="Previous frame"
          onClick={() => stepBy(-1)}
        >
          ‹
        </button>
        <button
          type="button"
          className="button small"
          disabled={!ready}
          aria-label="Next frame"
          onClick={() => stepBy(1)}
        >
          ›
        </button>
        <strong data-testid="time">{frame === null ? 'built' : frameText(source, frame)}</strong>
        <span className="under" title={source?.about}>
          {source === null ? 'reading the recorded trajectory …' : aboutText(source, frame)}
        </span>
        <span className="spacer" />
        {frame !== null &&
          series.map((s) => (
            <span key={s.pair} className={s.pair === 'Cs-S' ? 'cs' : 'br'}>
              {pairText(s.pair)} {fixed(s.meansAng[frame] ?? Number.NaN, 2)} Å
            </span>
          ))}
        <select
          className="pick"
          aria-label={stepFs === null ? 'Speed, frames a second' : 'Speed, picoseconds a second'}
          value={player.rate}
          onChange={(e) => playerStore.setState({ rate: Number(e.target.value) })}
        >
          {[5, 15, 30, 60].map((r) => (
            <option key={r} value={r}>
              {stepFs === null ? `${r} frames/s` : `${fixed((r * stepFs) / 1000, 1)} ps/s`}
            </option>
          ))}
        </select>
        {frame !== null && (
          <button
            type="button"
            className="button small quiet"
            title="Back to the built structure"
            onClick={() => {
              playerStore.setState({ playing: false });
              show(null);
            }}
          >
            Built
          </button>
        )}
        <MdButton />
      </div>
      {ready && (
        <>
          <input
            type="range"
            aria-label="Frame"
            aria-valuetext={frame === null ? 'built structure' : frameText(source, frame)}
            min={0}
            max={count - 1}
            step={1}
            value={frame ?? 0}
            onChange={(e) => show(Number(e.target.value))}
          />
          {player.frameProblem && <p className="warn">{player.frameProblem}</p>}
          {player.own && frame !== null && (
            <p className="under" data-testid="own">
              These are the atoms of {source?.label}, not of the stack: “Built” returns to it.
            </p>
          )}
          {source?.notes.map((note) => (
            <p key={note} className="under">
              {note}
            </p>
          ))}
          {series.length > 0 && <Plot />}
        </>
      )}
    </section>
  );
}

/** What is played, how long, and where in it the shown frame is. */
function aboutText(source: TrajectorySource, frame: number | null): string {
  const count = source.count;
  const end = timeFs(source, count - 1);
  const length = end === null ? `${count} frames` : `${fixed(end / 1000, 0)} ps`;
  if (source.kind !== 'recorded')
    return `${frame === null ? `${source.label}, ` : 'of '}${length} · ${source.about}`;
  if (frame === null) return `recorded run, ${length} · LAMMPS, classical (not DFT)`;
  const stage = timeFs(source, frame)! <= HEATING_FS ? 'heating to 300 K' : '300 K NVE';
  return `of ${length} · ${stage} · LAMMPS, classical (not DFT)`;
}

/** Time between frames, fs, where they are evenly spaced; else null. */
function stepOf({ timesFs, count }: TrajectorySource): number | null {
  if (timesFs === null || count < 2) return null;
  return (timesFs[count - 1]! - timesFs[0]!) / (count - 1);
}

/** Where frames stand on the axis of the plot: ps, or their numbers. */
const axisOf = ({ timesFs, count }: TrajectorySource): Float64Array =>
  Float64Array.from({ length: count }, (_, k) => (timesFs === null ? k + 1 : timesFs[k]! / 1000));

const INK = {
  light: ['#6d47bb', '#a34028', '#5d6268'],
  dark: ['#a98be8', '#dd7d64', '#9aa0a6'],
} as const;

/** Contact means over time, the paper's two geometries as labelled lines; a click jumps to the frame. */
function Plot() {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const dark = useDark();
  const series = useStore(playerStore, (p) => p.series);
  const source = useStore(playerStore, (p) => p.source);
  const data = useMemo<uPlot.AlignedData>(() => {
    const length = series[0]?.meansAng.length ?? 0;
    return [
      source === null ? [] : axisOf(source).subarray(0, length),
      ...series.map((s) => s.meansAng),
    ];
  }, [series, source]);
  const isTime = source?.timesFs != null;
  useEffect(() => {
    const element = host.current!;
    const ink = INK[dark ? 'dark' : 'light'];
    const size = () => ({ width: element.clientWidth, height: element.clientHeight });
    const u = new uPlot(
      {
        ...size(),
        legend: { show: false },
        cursor: { y: false, points: { size: 5 } },
        padding: [4, 118, 0, 0],
        scales: { x: { time: false } },
        axes: [
          {
            stroke: ink[2],
            size: 20,
            grid: { show: false },
            ticks: { show: false },
            values: (_u, v) => v.map((x) => (isTime ? `${x} ps` : `${x}`)),
            font: '11px Inter Variable',
          },
          {
            stroke: ink[2],
            size: 40,
            values: (_u, v) => v.map((x) => `${x} Å`),
            space: 18,
            grid: { show: false },
            ticks: { show: false },
            font: '11px Inter Variable',
          },
        ],
        series: [
          {},
          ...series.map((s, i) => ({
            label: s.pair,
            stroke: ink[i]!,
            width: 1.2,
            points: { show: false },
          })),
        ],
        hooks: { draw: [(v) => drawMarks(v, ink, dark)] },
      },
      data,
      element,
    );
    plot.current = u;
    const jump = (e: MouseEvent) => {
      const box = u.over.getBoundingClientRect();
      playerStore.setState({ playing: false });
      show(u.posToIdx(e.clientX - box.left));
    };
    u.over.addEventListener('click', jump);
    const resize = new ResizeObserver(() => u.setSize(size()));
    resize.observe(element);
    const stop = playerStore.subscribe((p, q) => {
      if (p.frame !== q.frame) u.redraw(false, false);
    });
    return () => {
      stop();
      resize.disconnect();
      u.destroy();
    };
  }, [data, series, dark, isTime]);
  return (
    <div
      ref={host}
      className="plot"
      role="img"
      aria-label={series
        .map(
          (s) =>
            `${s.pair} nearest mean over time, ${isTime ? 'last 2 ps' : 'all frames'} ${s.lateMeanAng.toFixed(3)} Å`,
        )
        .join('; ')}
    />
  );
}

/** The paper's lines with their labels, and where the shown frame is. */
function drawMarks(u: uPlot, ink: readonly string[], dark: boolean): void {
  const { ctx, bbox } = u;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.font = `${10.5 * ratio}px "Inter Variable", sans-serif`;
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  ctx.lineWidth = ratio;
  const marks = u.series.slice(1).flatMap((s, i) => {
    const paper = PAPER_CONTACTS_ANG[s.label as string];
    return paper === undefined
      ? []
      : [
          {
            ang: paper.optimised,
            text: `paper, opt. ${paper.optimised.toFixed(3)}`,
            color: ink[i]!,
          },
          { ang: paper.at300K, text: `paper, 300 K ${paper.at300K.toFixed(3)}`, color: ink[i]! },
        ];
  });
  const step = 12 * ratio;
  let lastY = Number.NEGATIVE_INFINITY;
  marks.sort((p, q) => q.ang - p.ang);
  for (const [i, mark] of marks.entries()) {
    const y = u.valToPos(mark.ang, 'y', true);
    if (y < bbox.top || y > bbox.top + bbox.height) continue;
    ctx.strokeStyle = mark.color;
    ctx.globalAlpha = 0.7;
    ctx.setLineDash([2 * ratio, 3 * ratio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.globalAlpha = 1;
    ctx.fillStyle = mark.color;
    // Clear of its neighbours and of the axis: each label leaves room for those still to come below.
    const lowest = bbox.top + bbox.height - step * (marks.length - 1 - i);
    const textY = Math.min(Math.max(y, lastY + step), lowest);
    ctx.fillText(mark.text, bbox.left + bbox.width + 6 * ratio, textY);
    lastY = textY;
  }
  const { frame } = playerStore.getState();
  const at = frame === null ? undefined : u.data[0][frame];
  if (at !== undefined) {
    const x = u.valToPos(at, 'x', true);
    ctx.setLineDash([]);
    ctx.strokeStyle = dark ? '#e9e7e1' : '#1d2023';
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
  }
  ctx.restore();
}
