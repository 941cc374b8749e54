import { useState } from 'react';
import { openTrajectory } from '#app/player/openTrajectory.ts';
import { usePlaceButton } from '#ui/state/places.ts';
import { usePlayedNames } from './playedNames.ts';

/** The button that opens a trajectory file. */
export function OpenButton() {
  const [isNear, setNear] = useState(false);
  const names = usePlayedNames(isNear);
  const come = () => setNear(true);
  return (
    <label
      className="button small filing"
      title={
        names === null
          ? undefined
          : `Or drop it anywhere: ${names}, plain or gzip. It stays on this computer`
      }
      onPointerEnter={come}
      onFocus={come}
    >
      Open<span className="sr"> a trajectory</span>…
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
  const place = usePlaceButton('analysis');
  return (
    <button
      type="button"
      className="button small"
      title="Contacts, distances, g(r), diffusion, profiles, drift and spectra of what is played"
      {...place}
    >
      Analyse
    </button>
  );
}
