import { useEffect, useLayoutEffect, useRef, useState } from 'react';

/** Height of a row, px: the style sheet holds rows to it. */
export const ROW_PX = 28;

/** Rows drawn beyond each end of the window. */
const SPARE = 6;

/** Which rows of a long table are drawn, and where the keyboard stands in it. */
export interface RowWindow {
  /** The box that scrolls. */
  readonly box: React.RefObject<HTMLDivElement | null>;
  readonly first: number;
  /** One past the last row drawn. */
  readonly last: number;
  /** The row that Tab reaches. */
  readonly stop: number;
  readonly setAt: (row: number) => void;
  readonly onScroll: (e: React.UIEvent) => void;
  readonly onKeyDown: (e: React.KeyboardEvent) => void;
  readonly toTop: () => void;
  /** Scrolls a row into the middle of the view, and lets Tab reach it. */
  readonly reveal: (row: number) => void;
}

/**
 * Draws only the rows of a table that are in view. Rows are `<tr data-at>` of one height; arrows, Page Up and
 * Down, Home and End move between them, Enter chooses.
 */
export function useRowWindow(total: number, onChoose: (row: number) => void): RowWindow {
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(400);
  const [at, setAt] = useState(0);
  const wantsFocus = useRef(false);
  const stop = Math.max(0, Math.min(at, total - 1));
  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => setHeight(entry!.contentRect.height));
    watch.observe(box.current!);
    return () => watch.disconnect();
  }, []);
  useLayoutEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    box.current!.querySelector<HTMLElement>(`[data-at="${stop}"]`)?.focus({ preventScroll: true });
  });
  const move = (to: number) => {
    const next = Math.max(0, Math.min(total - 1, to));
    wantsFocus.current = true;
    setAt(next);
    const view = box.current!;
    const head = view.querySelector('thead')!.offsetHeight;
    const y = next * ROW_PX;
    if (y < view.scrollTop) view.scrollTop = y;
    else if (y + ROW_PX + head > view.scrollTop + view.clientHeight)
      view.scrollTop = y + ROW_PX + head - view.clientHeight;
    setTop(view.scrollTop);
  };
  const page = Math.max(1, Math.floor(height / ROW_PX) - 2);
  return {
    box,
    first: Math.min(total, Math.max(0, Math.floor(top / ROW_PX) - SPARE)),
    last: Math.min(total, Math.ceil((top + height) / ROW_PX) + SPARE),
    stop,
    setAt,
    onScroll: (e) => setTop(e.currentTarget.scrollTop),
    onKeyDown: (e) => {
      if (!(e.target instanceof HTMLTableRowElement)) return;
      const by: Readonly<Record<string, number>> = {
        ArrowDown: stop + 1,
        ArrowUp: stop - 1,
        PageDown: stop + page,
        PageUp: stop - page,
        Home: 0,
        End: total - 1,
      };
      const to = by[e.key];
      if (to !== undefined) move(to);
      else if (e.key === 'Enter') onChoose(stop);
      else return;
      e.preventDefault();
    },
    toTop: () => {
      box.current!.scrollTop = 0;
      setTop(0);
      setAt(0);
    },
    reveal: (row) => {
      const view = box.current!;
      const free = view.clientHeight - view.querySelector('thead')!.offsetHeight;
      const y = row * ROW_PX;
      if (y < view.scrollTop || y + ROW_PX > view.scrollTop + free)
        view.scrollTop = y - (free - ROW_PX) / 2;
      setTop(view.scrollTop);
      setAt(row);
    },
  };
}
