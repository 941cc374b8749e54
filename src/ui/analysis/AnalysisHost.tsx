import { lazy, Suspense } from 'react';
import type { Model } from '#app/document/derive.ts';
import { closePlace } from '#app/shell/places.ts';
import { FrameLinkContext } from '#ui/kit/plot/frameLink.ts';
import { usePlace } from '#ui/state/places.ts';
import { playedFrame } from '#ui/state/playedFrame.ts';

const Analysis = lazy(() => import('./Analysis.tsx').then((m) => ({ default: m.Analysis })));

/** Shows the analysis panel while it is open, and loads its code then. */
export function AnalysisHost({ model }: { readonly model: Model }) {
  if (!usePlace('analysis')) return null;
  return (
    <Suspense fallback={<section className="analysis" aria-label="Analysis" />}>
      <FrameLinkContext value={playedFrame}>
        <Analysis model={model} onClose={() => closePlace('analysis')} />
      </FrameLinkContext>
    </Suspense>
  );
}
