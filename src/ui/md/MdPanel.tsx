import { useCallback, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { Model } from '#app/document/model.ts';
import { mdStore } from '#app/md/runStore.ts';
import { CloseButton } from '#ui/kit/overlay/Dialog.tsx';
import { MdForm } from './MdForm.tsx';
import { MdRun } from './MdRun.tsx';
import './md.css';

export interface MdPanelProps {
  readonly model: Model;
  readonly onClose: () => void;
}

/** Relaxation and molecular dynamics of the stack shown: what would run, the run, and what became of it. */
export function MdPanel({ model, onClose }: MdPanelProps) {
  const title = useRef<HTMLHeadingElement>(null);
  const status = useStore(mdStore, (md) => md.status);
  const busy = status === 'loading' || status === 'running';
  const focusTitle = useCallback(() => title.current?.focus(), []);
  useEffect(focusTitle, [focusTitle]);
  return (
    <section id="md-panel" className="md" aria-labelledby="md-title">
      <header>
        <h2 id="md-title" ref={title} tabIndex={-1}>
          Run MD
        </h2>
        <CloseButton label="Close Run MD" onClose={onClose} />
      </header>
      <p className="under">Relaxation and molecular dynamics of this stack, on this computer.</p>
      {status !== 'idle' && <MdRun onEnded={focusTitle} />}
      {!busy && <MdForm built={model.built} report={model.report} />}
    </section>
  );
}
