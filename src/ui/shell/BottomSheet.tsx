import { type ReactNode, useEffect, useRef, useState } from 'react';
import './bottomSheet.css';

const PARTS = [
  ['player', 'Player'],
  ['stack', 'Stack'],
  ['report', 'Report'],
] as const;

type Part = (typeof PARTS)[number][0];

/** How much of the page the sheet takes, in percent: as it opens, and pulled up. */
const [LOW, HIGH] = [38, 60];
/** How far it can be dragged: its bar, and some of the picture, stay in sight. */
const [LEAST, MOST] = [12, 74];

/**
 * What stands around the picture. On a phone it is one sheet below it: a touch on a name brings that part to the top,
 * and the sheet is pulled up or down by its grip.
 */
export function BottomSheet({ children }: { readonly children: ReactNode }) {
  const host = useRef<HTMLDivElement>(null);
  const bar = useRef<HTMLElement>(null);
  const [seen, setSeen] = useState<Part | null>('player');
  const [isHigh, setHigh] = useState(false);
  const resize = (percent: number) => {
    const kept = Math.min(MOST, Math.max(LEAST, percent));
    host.current!.parentElement!.style.setProperty('--sheet', `${kept}%`);
    setHigh(kept > (LOW + HIGH) / 2);
  };
  const drag = (e: React.PointerEvent) => {
    if (!e.currentTarget.hasPointerCapture(e.pointerId)) return;
    const { top, height } = host.current!.parentElement!.getBoundingClientRect();
    resize((100 * (top + height - e.clientY)) / height);
  };
  const onScroll = () => {
    const top = host.current!.getBoundingClientRect().top;
    const places = [...host.current!.children]
      .filter((part) => part !== bar.current && part.checkVisibility())
      .map((part) => [part, part.getBoundingClientRect().top - top] as const);
    const [first] = places;
    // Hidden under a room that takes all of the page, which is a scroll to it.
    if (first === undefined) return;
    const [reached] = places
      .filter(([, at]) => at < 64)
      .reduce((low, place) => (place[1] > low[1] ? place : low), [first[0], -Infinity]);
    setSeen(PARTS.find(([part]) => reached.classList.contains(part))?.[0] ?? null);
  };
  // What opens, or closes, may move the parts without a scroll.
  useEffect(() => {
    if (bar.current!.checkVisibility()) onScroll();
  });
  // What opens in the sheet gets the focus on its title: here it also gets the room of the sheet.
  useEffect(() => {
    const sheet = host.current!;
    const onFocus = ({ target }: FocusEvent) => {
      if (!(target instanceof HTMLHeadingElement) || !bar.current!.checkVisibility()) return;
      const part = [...sheet.children].find((part) => part.contains(target));
      // A look at the picture goes with it: that stays as large as it is.
      if (!part?.classList.contains('side-panel')) resize(HIGH);
      part?.scrollIntoView();
      onScroll();
    };
    sheet.addEventListener('focusin', onFocus);
    return () => sheet.removeEventListener('focusin', onFocus);
  });
  return (
    <div className="sheet-parts" ref={host} onScroll={onScroll}>
      <nav className="sheet-bar" aria-label="Parts of the page" ref={bar}>
        <span
          className="sheet-grip"
          onPointerDown={(e) => e.currentTarget.setPointerCapture(e.pointerId)}
          onPointerMove={drag}
        />
        {PARTS.map(([part, name]) => (
          <button
            key={part}
            type="button"
            aria-current={part === seen}
            onClick={() => host.current!.querySelector(`:scope > .${part}`)?.scrollIntoView()}
          >
            {name}
          </button>
        ))}
        <button
          type="button"
          className="sheet-size"
          aria-label={isHigh ? 'Lower the panel' : 'Raise the panel'}
          onClick={() => resize(isHigh ? LOW : HIGH)}
        >
          {isHigh ? '▾' : '▴'}
        </button>
      </nav>
      {children}
    </div>
  );
}
