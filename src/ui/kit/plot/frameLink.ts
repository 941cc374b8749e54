import { createContext } from 'react';
import type uPlot from 'uplot';

/** The part of a player that plots use: the frame that it shows, and a way to go to another. */
export interface FrameLink {
  /** Counted from 0; null while there is none. */
  readonly shown: () => number | null;
  /** The same, but null while playing, for text that would change too fast to read. */
  readonly resting: () => number | null;
  /** Calls back whenever either may have changed. @returns the way to end it */
  readonly subscribe: (changed: () => void) => () => void;
  /** Goes to a frame by hand: play stops there. */
  readonly jump: (frame: number) => void;
}

/** The link of plots that have no player. */
export const NO_FRAMES: FrameLink = {
  shown: () => null,
  resting: () => null,
  subscribe: () => () => {},
  jump: () => {},
};

export const FrameLinkContext = createContext<FrameLink>(NO_FRAMES);

/**
 * A line at the shown frame, moved without drawing the plot again: play does this sixty times a second.
 * @param xOf where a frame stands on the axis; null where it does not
 * @returns stops, and the way to place it again after the plot was drawn
 */
export function followFrame(
  u: uPlot,
  link: FrameLink,
  xOf: (frame: number) => number | null,
): { readonly place: () => void; readonly stop: () => void } {
  const line = document.createElement('div');
  line.className = 'plot-now';
  u.over.append(line);
  const place = (): void => {
    const frame = link.shown();
    const x = frame === null ? null : xOf(frame);
    const left = x === null ? -1 : u.valToPos(x, 'x');
    const isInside = left >= 0 && left <= u.over.clientWidth;
    line.style.display = isInside ? '' : 'none';
    if (isInside) line.style.transform = `translateX(${left}px)`;
  };
  place();
  const stop = onFrame(link, place);
  return {
    place,
    stop: () => {
      stop();
      line.remove();
    },
  };
}

/** Calls back with each other frame that is shown. */
export function onFrame(link: FrameLink, changed: () => void): () => void {
  let last = link.shown();
  return link.subscribe(() => {
    const frame = link.shown();
    if (frame === last) return;
    last = frame;
    changed();
  });
}

/** A click in the plot goes to the frame under the pointer. */
export function jumpOnClick(
  u: uPlot,
  link: FrameLink,
  frameAt: (index: number) => number | null,
): () => void {
  const jump = (e: MouseEvent): void => {
    const frame = frameAt(u.posToIdx(e.clientX - u.over.getBoundingClientRect().left));
    if (frame !== null) link.jump(frame);
  };
  u.over.addEventListener('click', jump);
  return () => u.over.removeEventListener('click', jump);
}
