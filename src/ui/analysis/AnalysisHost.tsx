import { lazy, Suspense } from 'react';
import { useStore } from 'zustand';
import { analysisPanelStore, closeAnalysis } from '#app/analysis/analysisPanel.ts';
import type { Model } from '#app/document/derive.ts';
import { FrameLinkContext } from '#ui/kit/plot/frameLink.ts';
import { playedFrame } from '#ui/state/playedFrame.ts';

const Analysis = lazy(() => import('./Analysis.tsx').then((m) => ({ default: m.Analysis })));

/** Shows the analysis panel while it is open, and loads its code then. */
export function AnalysisHost({ model }: { readonly model: Model }) {
  const open = useStore(analysisPanelStore, (s) => s.open);
  if (!open) return null;
  return (
    <Suspense fallback={<section className="analysis" aria-label="Analysis" />}>
      <FrameLinkContext value={playedFrame}>
        <Analysis model={model} onClose={close} />
      </FrameLinkContext>
    </Suspense>
  );
}

function close(): void {
  closeAnalysis();
  document.getElementById('analyse')?.focus();
}
