import './jumps.css';

const PARTS = [
  ['.player', 'Player'],
  ['.stack', 'Stack'],
  ['.report', 'Report'],
] as const;

/** On a phone the picture stays on top; one touch brings a part of the rest under it. */
export function PhoneJumps() {
  return (
    <nav className="jumps" aria-label="Parts of the page">
      {PARTS.map(([part, name]) => (
        <button
          key={part}
          type="button"
          className="button small quiet"
          onClick={() => document.querySelector(`.app > ${part}`)?.scrollIntoView()}
        >
          {name}
        </button>
      ))}
    </nav>
  );
}

const SKIPS = [
  ['.view [role="application"]', 'picture'],
  ['.player', 'player'],
  ['.report', 'report'],
] as const;

/** The first stops of the Tab key: past the long stack to where one wants to be. */
export function SkipLinks() {
  return (
    <nav className="skips" aria-label="Skip">
      {SKIPS.map(([part, name]) => (
        <button
          key={part}
          type="button"
          className="button small"
          onClick={() => {
            const to = document.querySelector<HTMLElement>(`.app ${part}`);
            const first = to?.matches('[tabindex]')
              ? to
              : to?.querySelector<HTMLElement>('button:not(:disabled), input, select, summary');
            first?.focus();
          }}
        >
          Skip to the {name}
        </button>
      ))}
    </nav>
  );
}
