import { useStore } from 'zustand';
import { type Md, mdStore } from '#app/md/runStore.ts';
import { usePlaceButton } from '#ui/state/places.ts';

/** Opens the MD panel, and shows the progress of a run while the panel is closed. */
export function MdButton() {
  const place = usePlaceButton('md');
  const text = useStore(mdStore, buttonText);
  return (
    <button
      type="button"
      className="button small"
      title="Relax the stack or run molecular dynamics"
      {...place}
    >
      {text}
    </button>
  );
}

function buttonText({ status, progress }: Md): string {
  if (status === 'loading') return 'MD: loading';
  if (status !== 'running') return 'Run MD…';
  if (progress === null || progress.steps === null) return 'MD: running';
  return `MD: ${Math.floor((100 * progress.step) / progress.steps)} %`;
}
