import { useRef } from 'react';

const TABS = [
  ['explorer', 'Explorer'],
  ['matches', 'Matches'],
  ['relation', 'Known relation'],
] as const;
export type Tab = (typeof TABS)[number][0];

export function MatchesTabs({
  tab,
  onTab,
}: {
  readonly tab: Tab;
  readonly onTab: (tab: Tab) => void;
}) {
  const host = useRef<HTMLDivElement>(null);
  const at = TABS.findIndex(([id]) => id === tab);
  const step = (by: number) => {
    const next = (at + by + TABS.length) % TABS.length;
    onTab(TABS[next]![0]);
    (host.current!.children[next] as HTMLElement).focus();
  };
  return (
    <div
      ref={host}
      role="tablist"
      aria-label="Ways to look for a match"
      tabIndex={-1}
      onKeyDown={(e) => {
        if (e.key === 'ArrowRight') step(1);
        if (e.key === 'ArrowLeft') step(-1);
      }}
    >
      {TABS.map(([id, text]) => (
        <button
          key={id}
          type="button"
          role="tab"
          aria-selected={id === tab}
          tabIndex={id === tab ? 0 : -1}
          onClick={() => onTab(id)}
        >
          {text}
        </button>
      ))}
    </div>
  );
}
