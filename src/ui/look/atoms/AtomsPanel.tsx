import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { type AtomsTab, atomsTabStore } from '#app/look/atomsTab.ts';
import type { ShownAtoms } from '#app/player/shownAtoms.ts';
import { CloseButton } from '#ui/kit/overlay/Dialog.tsx';
import { TabList } from '#ui/kit/tabs/TabList.tsx';
import { BondsTab } from '#ui/look/bonds/BondsTab.tsx';
import { EditTab } from '#ui/look/edits/EditTab.tsx';
import { MeasuredTab } from '#ui/look/measured/MeasuredTab.tsx';
import { SelectionTab } from '#ui/look/selection/SelectionTab.tsx';
import { ViewTab } from '#ui/look/viewOnly/ViewTab.tsx';
import { AtomTab } from './AtomTab.tsx';
import { useAtomsNow } from './atomsNow.ts';
import type { AtomsTabProps } from './atomsTabProps.ts';
import '#ui/look/sidePanel.css';
import './atomCard.css';
import './atomsPanel.css';

export interface AtomsPanelProps extends Omit<AtomsTabProps, 'atoms'> {
  readonly shown: ShownAtoms;
  readonly onClose: () => void;
}

const TABS: readonly (readonly [AtomsTab, string])[] = [
  ['atom', 'Atom'],
  ['selection', 'Selection'],
  ['edit', 'Edit'],
  ['measured', 'Measured'],
  ['bonds', 'Bonds'],
  ['view', 'View'],
];

const CONTENTS: Readonly<Record<AtomsTab, (props: AtomsTabProps) => React.ReactNode>> = {
  atom: AtomTab,
  selection: SelectionTab,
  edit: EditTab,
  measured: MeasuredTab,
  bonds: BondsTab,
  view: ViewTab,
};

/** Atoms of the picture: what is known of one, which are selected, what was measured, and what is drawn for the eye. */
export function AtomsPanel({ shown, onClose, ...tools }: AtomsPanelProps) {
  const title = useRef<HTMLHeadingElement>(null);
  // A part that was asked for has taken the focus by itself.
  useEffect(() => {
    if (atomsTabStore.getState().asked === null) title.current?.focus();
  }, []);
  const atoms = useAtomsNow(shown);
  const { tab } = useStore(atomsTabStore);
  const Content = CONTENTS[tab];
  return (
    <section className="side-panel atoms-panel" aria-labelledby="atoms-title">
      <header>
        <h2 id="atoms-title" ref={title} tabIndex={-1}>
          Atoms
        </h2>
        <CloseButton label="Close Atoms" onClose={onClose} />
      </header>
      <TabList
        label="About the atoms"
        tabs={TABS}
        tab={tab}
        onTab={(next) => atomsTabStore.setState({ tab: next, asked: null })}
        idPrefix="atoms-tab"
      />
      <div className="atoms-content" role="tabpanel" aria-labelledby={`atoms-tab-${tab}`}>
        <Content atoms={atoms} {...tools} />
      </div>
    </section>
  );
}
