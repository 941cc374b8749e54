import type { Model } from '#app/document/model.ts';
import { closeSource, playerStore, show } from '#app/player/player.ts';
import { chooseRecorded, RECORDED_RUNS, recordedRun } from '#app/player/recorded.ts';
import { MdButton } from '#ui/md/MdButton.tsx';
import { usePlayer } from '#ui/state/hooks.ts';
import { KeptRuns } from './KeptRuns.tsx';
import { AnalyseButton, OpenButton } from './PlayerButtons.tsx';
import { Playback } from './PlayerPlayback.tsx';

export function backToBuilt(): void {
  playerStore.setState({ playing: false });
  show(null);
}

/** Playback settings and the other buttons of the player. */
export function PlayerTools({ model }: { readonly model: Model }) {
  const ready = usePlayer((p) => p.status === 'ready');
  const source = usePlayer((p) => p.source);
  const isShown = usePlayer((p) => p.frame !== null);
  const recorded = recordedRun(source);
  return (
    <div className="player-tools">
      {isShown && (
        <button
          type="button"
          className="button small quiet"
          title="Back to the built structure"
          onClick={backToBuilt}
        >
          Built
        </button>
      )}
      {source !== null && source.kind !== 'recorded' && (
        <button
          type="button"
          className="button small quiet"
          aria-label="Close the trajectory"
          title={`Close ${source.label}`}
          onClick={closeSource}
        >
          Close
        </button>
      )}
      {recorded !== null && (
        <select
          className="pick small"
          aria-label="Recorded run"
          title="Two runs of the same stack by the paper’s protocol. The frames of the other one are fetched when they are played"
          value={recorded.id}
          onChange={(e) =>
            void chooseRecorded(RECORDED_RUNS[e.currentTarget.selectedIndex]!.id, model.built)
          }
        >
          {RECORDED_RUNS.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
      {ready && <Playback />}
      <KeptRuns />
      <OpenButton />
      <AnalyseButton />
      <MdButton />
    </div>
  );
}
