import { useLayoutEffect, useRef } from 'react';
import { frameText, type PlayerState, playerStore, show } from '#app/player/player.ts';
import { usePlayer } from '#ui/state/hooks.ts';

/** Where in the trajectory the shown frame is; a drag scrubs. Written past React, as the clock is. */
export function Scrub() {
  const host = useRef<HTMLInputElement>(null);
  const count = usePlayer((p) => p.count);
  const range = usePlayer((p) => p.range);
  useLayoutEffect(() => {
    const input = host.current!;
    const write = ({ source, frame }: PlayerState) => {
      input.value = String(frame ?? 0);
      input.setAttribute(
        'aria-valuetext',
        frame === null ? 'built structure' : frameText(source, frame),
      );
    };
    // More frames first, or the value would be held at the end of the old ones.
    input.max = String(Math.max(0, count - 1));
    write(playerStore.getState());
    return playerStore.subscribe((p, q) => {
      if (p.frame !== q.frame || p.source !== q.source) write(p);
    });
  }, [count]);
  const part = (frame: number): string => `${(100 * frame) / Math.max(1, count - 1)}%`;
  return (
    <div className="scrub">
      {range !== null && (
        <i
          className="scrub-range"
          style={{ left: part(range[0]), right: `calc(100% - ${part(range[1])})` }}
        />
      )}
      <input
        ref={host}
        type="range"
        aria-label="Frame"
        min={0}
        step={1}
        defaultValue={0}
        onChange={(e) => show(Number(e.target.value))}
      />
    </div>
  );
}
