import { useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { openAtoms } from '#app/look/atomsTab.ts';
import { inspect } from '#app/look/inspected.ts';
import type { ShownAtoms } from '#app/player/shownAtoms.ts';
import { atomFacts } from '#core/atoms/atomFacts.ts';
import type { SceneHandle } from '#render/types.ts';
import { CloseButton } from '#ui/kit/overlay/Dialog.tsx';
import { addLayer } from '#ui/kit/overlay/layers.ts';
import { atomName } from '#ui/look/atomName.ts';
import { AtomFactsList } from './AtomFactsList.tsx';
import { useAtomsNow } from './atomsNow.ts';
import { bondFacts, placeFacts } from './atomWords.ts';
import { freeCorner } from './freeCorner.ts';
import './atomCard.css';

export interface AtomCardProps {
  readonly atom: number;
  readonly shown: ShownAtoms;
  /** The picture that it stands over. */
  readonly picture: SceneHandle | null;
}

/** A few words about one atom, in the corner of the picture. */
export function AtomCard({ atom, shown, picture }: AtomCardProps) {
  const { structure, model } = useAtomsNow(shown);
  const facts = useMemo(
    () => atomFacts(structure, model?.built ?? null, atom),
    [structure, model, atom],
  );
  useEffect(() => addLayer({ onEscape: () => inspect(null), yieldsToFields: true }), []);
  const card = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const element = card.current!;
    const legend = element.parentElement!.querySelector<HTMLElement>('.legend');
    const legendPx = legend === null ? 0 : legend.offsetTop + legend.offsetHeight + 4;
    element.style.setProperty('--legend', `${legendPx}px`);
    const at = { atom, count: structure.numbers.length, legendPx };
    if (picture !== null) element.dataset['corner'] = freeCorner(element, picture, at);
  }, [picture, atom, structure]);
  const name = atomName(structure.numbers, atom);
  const { inStack, neighbours } = facts;
  const known = [...placeFacts(facts, model?.report ?? null), ...bondFacts(facts)];
  const isShort = neighbours.length < (inStack?.bulkNeighbours ?? 0);
  return (
    <section ref={card} className="atom-card" aria-label={`Atom ${name}`}>
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
