import type { Model } from '#app/document/model.ts';
import { closePlace } from '#app/shell/places.ts';
import { room } from '#ui/kit/boundary/part.tsx';
import { usePlace } from '#ui/state/places.ts';
import type { MdPanelProps } from './MdPanel.tsx';
import { watchRunsOnce } from './watchRuns.ts';

const MdPanel = room<MdPanelProps>({
  what: 'Run MD',
  load: async () => {
    const [{ MdPanel }] = await Promise.all([import('./MdPanel.tsx'), watchRunsOnce()]);
    return MdPanel;
  },
});

interface MdHostProps {
  readonly model: Model;
}

/** Shows the MD panel while it is open. */
export function MdHost({ model }: MdHostProps) {
  if (!usePlace('md')) return null;
  return <MdPanel model={model} onClose={() => closePlace('md')} />;
}
