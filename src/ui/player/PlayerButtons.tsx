import { useState } from 'react';
import { openTrajectory } from '#app/player/openTrajectory.ts';
import { FileButton } from '#ui/kit/drop/FileButton.tsx';
import { usePlaceButton } from '#ui/state/places.ts';
import { usePlayedNames } from './playedNames.ts';

/** The button that opens a trajectory file. */
export function OpenButton() {
  const [isNear, setNear] = useState(false);
  const names = usePlayedNames(isNear);
  const come = () => setNear(true);
  return (
    <FileButton
      title={
        names === null
          ? undefined
          : `Or drop it anywhere: ${names}, plain or gzip. It stays on this computer`
      }
      onPointerEnter={come}
      onFocus={come}
      onFile={(file) => void openTrajectory(file)}
    >
      Open<span className="sr"> a trajectory</span>…
    </FileButton>
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
