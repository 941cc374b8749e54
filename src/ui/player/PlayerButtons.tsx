import { useState } from 'react';
import { useStore } from 'zustand';
import { analysisPanelStore, closeAnalysis, openAnalysis } from '#app/analysis/analysisPanel.ts';
import { openTrajectory } from '#app/player/openTrajectory.ts';
import { usePlayedNames } from './playedNames.ts';

/** The button that opens a trajectory file. */
export function OpenButton() {
  const [isNear, setNear] = useState(false);
  const names = usePlayedNames(isNear);
  const come = () => setNear(true);
  return (
    <label
      className="button small filing"
      title={names === null ? undefined : `${names}; plain or gzip. It stays on this computer`}
      onPointerEnter={come}
      onFocus={come}
    >
      Open<span className="long">{'\u00a0a trajectory'}</span>…
      <input
        type="file"
        className="sr"
        onChange={(e) => {
          const file = e.target.files?.[0];
          e.target.value = '';
          if (file) void openTrajectory(file);
        }}
      />
    </label>
  );
}

/** Opens the plots of what is played. */
export function AnalyseButton() {
  const { open } = useStore(analysisPanelStore);
  return (
    <button
      id="analyse"
      type="button"
      className="button small"
      aria-expanded={open}
      title="Contacts, distances, g(r), diffusion, profiles, drift and spectra of what is played"
      onClick={open ? closeAnalysis : openAnalysis}
    >
      Analyse
    </button>
  );
}
