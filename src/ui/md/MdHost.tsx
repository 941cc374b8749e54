import type { Model } from '#app/document/model.ts';
import { closePlace } from '#app/shell/places.ts';
import { part } from '#ui/kit/boundary/part.tsx';
import { usePlace } from '#ui/state/places.ts';
import type { MdPanelProps } from './MdPanel.tsx';

const MdPanel = part<MdPanelProps>({
  what: 'Run MD',
  load: async () => {
    const [{ MdPanel }, { watchMd }, { watchRuns }] = await Promise.all([
      import('./MdPanel.tsx'),
      import('#app/md/playedRun.ts'),
      import('#app/md/kept/keptRuns.ts'),
    ]);
    // No run starts before the panel is there, and the player goes on with it when the panel is closed.
    watchMd();
    watchRuns();
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
