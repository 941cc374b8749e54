import { closeSource, playerStore } from '#app/player/player.ts';
import { meanStepFs } from '#app/trajectory/trajectorySource.ts';
import { fixed } from '#core/math/decimals.ts';
import { MdButton } from '#ui/md/MdButton.tsx';
import { usePlayer } from '#ui/state/hooks.ts';
import { KeptRuns } from './KeptRuns.tsx';
import { AnalyseButton, OpenButton } from './PlayerButtons.tsx';
import { backToBuilt } from './PlayerNotes.tsx';
import { Playback } from './PlayerPlayback.tsx';

/** Speed, playback settings and the other buttons of the player. */
export function PlayerTools() {
  const ready = usePlayer((p) => p.status === 'ready');
  const rate = usePlayer((p) => p.rate);
  const source = usePlayer((p) => p.source);
  const isShown = usePlayer((p) => p.frame !== null);
  const stepFs = source === null ? null : meanStepFs(source);
  return (
    <div className="bar player-tools">
      <select
        className="pick"
        aria-label={stepFs === null ? 'Speed, frames a second' : 'Speed, picoseconds a second'}
        value={rate}
        onChange={(e) => playerStore.setState({ rate: Number(e.target.value) })}
      >
        {[1, 5, 15, 30, 60].map((r) => (
          <option key={r} value={r}>
            {stepFs === null ? `${r} frames/s` : `${speedText((r * stepFs) / 1000)} ps/s`}
          </option>
        ))}
      </select>
      {ready && <Playback />}
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
      <span className="spacer" />
      <KeptRuns />
      <OpenButton />
      <AnalyseButton />
      <MdButton />
    </div>
  );
}

const speedText = (psPerS: number): string => fixed(psPerS, psPerS < 0.1 ? 3 : psPerS < 1 ? 2 : 1);
