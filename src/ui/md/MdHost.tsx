import { lazy, Suspense } from 'react';
import { useStore } from 'zustand';
import type { Model } from '#app/document/derive.ts';
import { closeMd, mdPanelStore } from '#app/md/panel.ts';

const MdPanel = lazy(() => import('./MdPanel.tsx').then((m) => ({ default: m.MdPanel })));

interface MdHostProps {
  readonly model: Model;
  readonly onSay: (text: string) => void;
}

/** Holds the panel of runs while it is asked for. */
export function MdHost({ model, onSay }: MdHostProps) {
  const { open } = useStore(mdPanelStore);
  if (!open) return null;
  return (
    <Suspense fallback={null}>
      <MdPanel model={model} onSay={onSay} onClose={closePanel} />
    </Suspense>
  );
}

function closePanel(): void {
  closeMd();
  document.getElementById('run-md')?.focus();
}
