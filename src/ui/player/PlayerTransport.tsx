import { useLayoutEffect, useRef } from 'react';
import {
  frameText,
  type PlayerState,
  playerStore,
  psDigits,
  stepBy,
  togglePlay,
} from '#app/player/player.ts';
import { HEATING_FS, recordedRun } from '#app/player/recorded.ts';
import { type TrajectorySource, timeFs } from '#app/trajectory/trajectorySource.ts';
import { fixed } from '#core/math/decimals.ts';
import { pairText } from '#ui/kit/format.ts';
import { pairInk } from '#ui/kit/plot/plotSpec.ts';
import { usePlayer } from '#ui/state/hooks.ts';

/** Play, step, the time, what is played, and its contacts at this frame. */
export function PlayerTransport() {
  const ready = usePlayer((p) => p.status === 'ready');
  const playing = usePlayer((p) => p.playing);
  const source = usePlayer((p) => p.source);
  const frame = usePlayer((p) => p.frame);
  const series = usePlayer((p) => p.series);
  const isFetching = usePlayer((p) => p.frame !== null && p.source?.fetching?.isDone() === false);
  return (
    <div className="player-transport">
      <button
        type="button"
        className="play"
        disabled={!ready}
        aria-label={playing ? 'Pause' : 'Play'}
        aria-keyshortcuts="Space"
        onClick={togglePlay}
        onPointerEnter={source?.fetching?.start}
        onFocus={source?.fetching?.start}
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
        className="button small step"
        disabled={!ready}
        aria-label="Previous frame"
        aria-keyshortcuts=","
        title="Previous frame (,)"
        onClick={() => stepBy(-1)}
      >
        ‹
      </button>
      <button
        type="button"
        className="button small step"
        disabled={!ready}
        aria-label="Next frame"
        aria-keyshortcuts="."
        title="Next frame (.)"
        onClick={() => stepBy(1)}
      >
        ›
      </button>
      <Clock />
      <span className="under player-about" title={source?.about}>
        {source === null
          ? 'reading the recorded trajectory …'
          : aboutText(source, frame, isFetching)}
      </span>
      {frame !== null &&
        series.map((s) => (
          <span key={s.pair} className={`ink-${pairInk(s.pair)} player-value`}>
            {pairText(s.pair)}{' '}
            {Number.isFinite(s.meansAng[frame]) ? `${fixed(s.meansAng[frame]!, 2)} Å` : '…'}
          </span>
        ))}
    </div>
  );
}

/** Written past React: it changes with every frame. */
function Clock() {
  const host = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const write = ({ source, frame }: PlayerState) => {
      host.current!.textContent = frame === null ? 'built' : frameText(source, frame);
    };
    write(playerStore.getState());
    return playerStore.subscribe((p, q) => {
      if (p.frame !== q.frame || p.source !== q.source) write(p);
    });
  }, []);
  return <strong ref={host} className="player-clock" data-testid="time" />;
}

/** What is played, how long, and where in it the shown frame is. */
function aboutText(source: TrajectorySource, frame: number | null, isFetching: boolean): string {
  if (isFetching)
    return `fetching the ${source.label}, ${fixed(source.fetching!.bytes / 1e6, 1)} MB …`;
  const count = source.count;
  const end = timeFs(source, count - 1);
  const frames = `${count} ${count === 1 ? 'frame' : 'frames'}`;
  const run = recordedRun(source);
  if (run !== null) {
    const length = `${fixed(end! / 1000, psDigits(source))} ps`;
    if (frame === null) return `${length} · not DFT`;
    const stage = timeFs(source, frame)! <= HEATING_FS ? 'heating to 300 K' : '300 K NVE';
    return `of ${length} · ${stage} · not DFT`;
  }
  const length = end === null ? frames : `${fixed(end / 1000, psDigits(source))} ps, ${frames}`;
  return `${frame === null ? '' : 'of '}${length} · ${source.label} · ${source.about}`;
}
