import { useMemo } from 'react';
import { limitsOf } from '#app/universal/aboutModel.ts';
import type { Structure } from '#core/crystal/structure.ts';

/** Where the model was shown little of what this stack holds. */
export function MdTrust({ structure }: { readonly structure: Structure }) {
  const notes = useMemo(() => limitsOf(structure), [structure]);
  if (notes.length === 0) return null;
  return (
    <section aria-label="Limits of the model">
      <h3 className="caps">Limits</h3>
      <ul className="md-list warn">
        {notes.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </section>
  );
}
