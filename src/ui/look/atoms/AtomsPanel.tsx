import { useEffect, useRef } from 'react';
import type { ShownAtoms } from '#app/player/shownAtoms.ts';
import { CloseButton } from '#ui/kit/overlay/Dialog.tsx';
import { AtomTab } from './AtomTab.tsx';
import { useAtomsNow } from './atomsNow.ts';
import '#ui/look/sidePanel.css';
import './atomCard.css';
import './atomsPanel.css';

export interface AtomsPanelProps {
  readonly shown: ShownAtoms;
  readonly onClose: () => void;
}

/** Atoms of the picture: what is known of one. */
export function AtomsPanel({ shown, onClose }: AtomsPanelProps) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const atoms = useAtomsNow(shown);
  return (
    <section className="side-panel atoms-panel" aria-labelledby="atoms-title">
      <header>
        <h2 id="atoms-title" ref={title} tabIndex={-1}>
          Atoms
        </h2>
        <CloseButton label="Close Atoms" onClose={onClose} />
      </header>
      <AtomTab atoms={atoms} />
    </section>
  );
}
