import { useStore } from 'zustand';
import { keptRunsStore } from '#app/md/kept/keptRunsStore.ts';
import { fetched } from '#app/shell/fetched.ts';

/** Runs of this document that were made earlier, to be played again. */
export function KeptRuns() {
  const runs = useStore(keptRunsStore, (s) => s.runs);
  if (runs.length === 0) return null;
  return (
    <select
      className="select small"
      aria-label="Play a run made here earlier"
      value=""
      onChange={(e) => void play(e.target.value)}
    >
      <option value="">Earlier runs</option>
      {runs.map(({ id, label }) => (
        <option key={id} value={id}>
          {label}
        </option>
      ))}
    </select>
  );
}

async function play(id: string): Promise<void> {
  const runs = await fetched('The run', () => import('#app/md/kept/offeredRuns.ts'));
  await runs?.playKept(id);
}
