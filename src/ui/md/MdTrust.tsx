import { useMemo } from 'react';
import { type RunBuilt, runLimits } from '#app/md/particle/runBuilt.ts';
import { subscripts } from '#core/crystal/structure.ts';

/** Where the model was shown little of what this stack holds. */
export function MdTrust({ built }: { readonly built: RunBuilt }) {
  const notes = useMemo(() => runLimits(built), [built]);
  if (notes.length === 0) return null;
  return (
    <section aria-label="Limits of the model">
      <h3 className="caps">Limits</h3>
      <ul className="md-list warn">
        {notes.map((text) => (
          <li key={text}>{subscripts(text)}</li>
        ))}
      </ul>
    </section>
  );
}
