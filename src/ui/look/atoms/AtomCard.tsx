import { useEffect, useMemo } from 'react';
import { openAtoms } from '#app/look/atomsTab.ts';
import { inspect } from '#app/look/inspected.ts';
import type { ShownAtoms } from '#app/player/shownAtoms.ts';
import { atomFacts } from '#core/atoms/atomFacts.ts';
import { CloseButton } from '#ui/kit/overlay/Dialog.tsx';
import { addLayer } from '#ui/kit/overlay/layers.ts';
import { atomName } from '#ui/look/atomName.ts';
import { AtomFactsList } from './AtomFactsList.tsx';
import { useAtomsNow } from './atomsNow.ts';
import { bondFacts, placeFacts } from './atomWords.ts';
import './atomCard.css';

export interface AtomCardProps {
  readonly atom: number;
  readonly shown: ShownAtoms;
}

/** A few words about one atom, in the corner of the picture. */
export function AtomCard({ atom, shown }: AtomCardProps) {
  const { structure, model } = useAtomsNow(shown);
  const facts = useMemo(
    () => atomFacts(structure, model?.built ?? null, atom),
    [structure, model, atom],
  );
  useEffect(() => addLayer({ onEscape: () => inspect(null), yieldsToFields: true }), []);
  const name = atomName(structure.numbers, atom);
  const { inStack, neighbours } = facts;
  const known = [...placeFacts(facts, model?.report ?? null), ...bondFacts(facts)];
  const isShort = neighbours.length < (inStack?.bulkNeighbours ?? 0);
  return (
    <section className="atom-card" aria-label={`Atom ${name}`}>
      <header>
        <h2>{name}</h2>
        {isShort && <span className="warn">under-coordinated</span>}
        <span className="spacer" />
        <CloseButton label="Close the card of the atom" onClose={() => inspect(null)} />
      </header>
      <AtomFactsList facts={known} />
      <p className="atom-line">{known.map(([what, value]) => `${what} ${value}`).join(' · ')}</p>
      <button type="button" className="button small" onClick={() => openAtoms('atom')}>
        Neighbours, position…
      </button>
    </section>
  );
}
