import type { Model } from '#app/document/model.ts';
import { closePlace } from '#app/shell/places.ts';
import { room } from '#ui/kit/boundary/part.tsx';
import { FrameLinkContext } from '#ui/kit/plot/frameLink.ts';
import { usePlace } from '#ui/state/places.ts';
import { playedFrame } from '#ui/state/playedFrame.ts';
import type { AnalysisProps } from './AnalysisPanel.tsx';

const Analysis = room<AnalysisProps>({
  what: 'The analysis',
  load: () => import('./AnalysisPanel.tsx').then((m) => m.AnalysisPanel),
});

/** Shows the analysis panel while it is open, and loads its code then. */
export function AnalysisHost({ model }: { readonly model: Model }) {
  if (!usePlace('analysis')) return null;
  return (
    <FrameLinkContext value={playedFrame}>
      <Analysis model={model} onClose={() => closePlace('analysis')} />
    </FrameLinkContext>
  );
}
