import { useStore } from 'zustand';
import { closeMd, mdPanelStore, openMd } from '#app/md/panel.ts';
import { type Md, mdStore } from '#app/md/runStore.ts';

/** Opens the MD panel, and shows the progress of a run while the panel is closed. */
export function MdButton() {
  const { open } = useStore(mdPanelStore);
  const text = useStore(mdStore, buttonText);
  return (
    <button
      id="run-md"
      type="button"
      className="button small"
      aria-expanded={open}
      onClick={open ? closeMd : openMd}
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
