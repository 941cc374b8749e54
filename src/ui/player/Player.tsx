import { useEffect } from 'react';
import { useStore } from 'zustand';
import { commit } from '#app/document/document.ts';
import type { Model } from '#app/document/model.ts';
import { watchContacts } from '#app/player/contactTracks.ts';
import { displacementStore } from '#app/player/displacements.ts';
import { closeSource, drawnForeign, fitTo } from '#app/player/player.ts';
import { isRecorded, loadRecorded } from '#app/player/recorded.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import { part } from '#ui/kit/boundary/part.tsx';
import { MdButton } from '#ui/md/MdButton.tsx';
import { usePlayer, useRecipe } from '#ui/state/hooks.ts';
import { KeptRuns } from './KeptRuns.tsx';
import { Opening } from './Opening.tsx';
import { AnalyseButton, OpenButton } from './PlayerButtons.tsx';
import { Scrub } from './PlayerScrub.tsx';
import { PlayerTools } from './PlayerTools.tsx';
import { PlayerTransport } from './PlayerTransport.tsx';
import './player.css';

const PlayerNotes = part({
  what: 'Notes on what is played',
  load: () => import('./PlayerNotes.tsx').then((m) => m.PlayerNotes),
});

const PlayerPlot = part({
  what: 'The plot',
  load: () => import('./PlayerPlot.tsx').then((m) => m.PlayerPlot),
  className: 'plot',
  meanwhile: <div className="plot" />,
});

/** Plays a trajectory: the recorded 300 K run of the default document, a file, or a run made here. */
export function Player({ model }: { readonly model: Model }) {
  const here = isRecorded(useRecipe());
  const source = usePlayer((p) => p.source);
  const isStopped = useStore(displacementStore, (s) => s.problem !== null);
  const hasNotes = usePlayer(
    (p) =>
      Boolean(p.frameProblem) ||
      drawnForeign(p) !== null ||
      (p.source !== null && (p.source.notes.length > 0 || Boolean(p.source.ofOtherAtoms))),
  );
  const status = usePlayer((p) => p.status);
  const reason = usePlayer((p) => p.reason);
  /** At rest it is one row: the plot comes with the first frame that is shown, or with a file that is opened. */
  const isRunning = usePlayer(
    ({ frame, source }) => frame !== null || (source !== null && source.kind !== 'recorded'),
  );
  useEffect(() => {
    fitTo(model.built.structure, here);
    return watchContacts(model);
  }, [here, model]);
  // Also after what was played has been closed.
  useEffect(() => {
    if (here && status === 'idle') void loadRecorded(model.built);
  }, [here, model, status]);
  if (!here && (source === null || source.kind === 'recorded'))
    return (
      <section className="player idle" aria-label="Trajectory">
        <Opening />
        <div className="bar">
          <span className="under">No trajectory of this stack.</span>
          <button
            type="button"
            className="linkish"
            title="The recorded 300 K trajectory belongs to the unchanged default document, CdS on CsPbBr₃ in reading A. Undo comes back"
            onClick={() => commit(() => DEFAULT_PRESET.recipe)}
          >
            Open the one with a recorded run
          </button>
          <span className="spacer" />
          <KeptRuns />
          <OpenButton />
          <AnalyseButton />
          <MdButton />
        </div>
      </section>
    );
  if (status === 'failed')
    return (
      <section className="player" aria-label="Trajectory">
        <Opening />
        <p className="warn">The recorded trajectory could not be read: {reason}</p>
        <div className="bar">
          <button
            type="button"
            className="button small"
            onClick={() => {
              closeSource();
              void loadRecorded(model.built);
            }}
          >
            Try again
          </button>
          <OpenButton />
          <MdButton />
        </div>
      </section>
    );
  return (
    <section className={isRunning ? 'player running' : 'player'} aria-label="Trajectory">
      <Opening />
      {status === 'ready' && <Scrub />}
      <div className="bar">
        <PlayerTransport />
        <PlayerTools model={model} />
      </div>
      {status === 'ready' && (hasNotes || isStopped) && <PlayerNotes />}
      {status === 'ready' && isRunning && <PlayerPlot />}
    </section>
  );
}
