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
