import { closeSource } from '#app/player/player.ts';
import { MdButton } from '#ui/md/MdButton.tsx';
import { usePlayer } from '#ui/state/hooks.ts';
import { KeptRuns } from './KeptRuns.tsx';
import { AnalyseButton, OpenButton } from './PlayerButtons.tsx';
import { backToBuilt } from './PlayerNotes.tsx';
import { Playback } from './PlayerPlayback.tsx';

/** Playback settings and the other buttons of the player. */
export function PlayerTools() {
  const ready = usePlayer((p) => p.status === 'ready');
  const source = usePlayer((p) => p.source);
  const isShown = usePlayer((p) => p.frame !== null);
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
      {ready && <Playback />}
      <KeptRuns />
      <OpenButton />
      <AnalyseButton />
      <MdButton />
    </div>
  );
}
