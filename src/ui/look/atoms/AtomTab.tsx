import { useMemo } from 'react';
import { useStore } from 'zustand';
import { inspectedStore } from '#app/look/inspected.ts';
import { say } from '#app/shell/toasts.ts';
import { atomFacts } from '#core/atoms/atomFacts.ts';
import { fixed } from '#core/math/decimals.ts';
import { atomName } from '#ui/look/atomName.ts';
import { AtomFactsList } from './AtomFactsList.tsx';
import type { AtomsNow } from './atomsNow.ts';
import { bondFacts, factsText, neighbourName, placeFacts, positionFacts } from './atomWords.ts';

/** All that is known of one atom. */
export function AtomTab({ atoms }: { readonly atoms: AtomsNow }) {
  const atom = useStore(inspectedStore, (s) => s.atom);
  const { structure, model, isFrame } = atoms;
  const isThere = atom !== null && atom < structure.numbers.length;
  const facts = useMemo(
    () => (isThere ? atomFacts(structure, model?.built ?? null, atom) : null),
    [structure, model, atom, isThere],
  );
  if (facts === null)
    return (
      <p className="under">
        Click an atom in the picture. Or put the focus on the picture and press Enter: then the
        arrow keys go from atom to atom.
      </p>
    );
  const { numbers } = structure;
  const report = model?.report ?? null;
  const copy = () =>
    void navigator.clipboard.writeText(factsText(facts, numbers, report)).then(
      () => say(`${atomName(numbers, facts.atom)}: copied`),
      () => say('The browser did not let the page copy'),
    );
  return (
    <>
      <h3 className="atom-title">
        {atomName(numbers, facts.atom)}
        <span className="under">number {facts.atom + 1} in exported files</span>
      </h3>
      <AtomFactsList
        facts={[...placeFacts(facts, report), ...bondFacts(facts), ...positionFacts(facts)]}
      />
      {isFrame && (
        <p className="under">Position, neighbours and valence are those of this frame.</p>
      )}
      {facts.valence !== null && facts.valence.sources.length > 0 && (
        <p className="under">Bond valence by {facts.valence.sources.join('; ')}.</p>
      )}
      <h3 className="caps">
        Neighbours
        <button type="button" className="button small" onClick={copy}>
          Copy
        </button>
      </h3>
      {facts.neighbours.length === 0 ? (
        <p className="under">None.</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">atom (cell)</th>
              <th scope="col">Å</th>
            </tr>
          </thead>
          <tbody>
            {facts.neighbours.map((n) => (
              <tr key={`${n.atom} ${n.image.join(' ')}`}>
                <td>
                  {neighbourName(numbers, n)}
                  {structure.layer[n.atom] !== structure.layer[facts.atom] && (
                    <span className="under"> across the interface</span>
                  )}
                </td>
                <td>{fixed(n.distanceAng, 3)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
