import './skipLinks.css';

const SKIPS = [
  ['.view [role="application"]', 'picture'],
  ['.stack', 'stack'],
  ['.player', 'player'],
  ['.report', 'report'],
] as const;

/** The first stops of the Tab key: past the header and the long stack to where one wants to be. */
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
