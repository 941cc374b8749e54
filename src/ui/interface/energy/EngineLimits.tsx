import { subscripts } from '#core/crystal/structure.ts';

/** What is to be known of the numbers above it: where their engine was shown nothing like these atoms. */
export function EngineLimits({ notes }: { readonly notes: readonly string[] }) {
  if (notes.length === 0) return null;
  return (
    <ul className="engine-limits warn" aria-label="Limits of these numbers">
      {notes.map((text) => (
        <li key={text}>{subscripts(text)}</li>
      ))}
    </ul>
  );
}
