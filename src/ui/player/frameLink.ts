import type uPlot from 'uplot';
import { playerStore, show } from '#app/player/player.ts';

/**
 * A line at the shown frame, moved without drawing the plot again: play does this sixty times a second.
 * @param xOf where a frame stands on the axis; null where it does not
 * @returns stops, and the way to place it again after the plot was drawn
 */
export function followFrame(
  u: uPlot,
  xOf: (frame: number) => number | null,
): { readonly place: () => void; readonly stop: () => void } {
  const line = document.createElement('div');
  line.className = 'plot-now';
  u.over.append(line);
  const place = (): void => {
    const { frame } = playerStore.getState();
    const x = frame === null ? null : xOf(frame);
    const left = x === null ? -1 : u.valToPos(x, 'x');
    const isInside = left >= 0 && left <= u.over.clientWidth;
    line.style.display = isInside ? '' : 'none';
    if (isInside) line.style.transform = `translateX(${left}px)`;
  };
  place();
  const stop = playerStore.subscribe((p, q) => {
    if (p.frame !== q.frame) place();
  });
  return {
    place,
    stop: () => {
      stop();
      line.remove();
    },
  };
}

/** Goes to a frame by hand: play stops there. */
export function jumpTo(u: uPlot, frameAt: (index: number) => number | null): () => void {
  const jump = (e: MouseEvent): void => {
    const frame = frameAt(u.posToIdx(e.clientX - u.over.getBoundingClientRect().left));
    if (frame !== null) onJump(frame);
  };
  u.over.addEventListener('click', jump);
  return () => u.over.removeEventListener('click', jump);
}

export function onJump(frame: number): void {
  playerStore.setState({ playing: false });
  show(frame);
}
