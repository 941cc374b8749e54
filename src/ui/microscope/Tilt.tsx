import { useId } from 'react';
import { useStore } from 'zustand';
import {
  changeObservation,
  keepObservation,
  microscopeStore,
  typeObservation,
} from '#app/microscope/microscopeStore.ts';
import { OBSERVATION_LIMITS } from '#app/microscope/observationLimits.ts';
import { fixed } from '#core/math/decimals.ts';

const ANGLES = [
  ['alphaDeg', 'tilt α', 'About the x axis: the upper half comes towards the viewer'],
  ['betaDeg', 'tilt β', 'About the y axis: the right half goes away from the viewer'],
  ['rotationDeg', 'rotation', 'Of the picture, counter-clockwise'],
] as const;

/** The goniometer: sliders, which arrow keys move by half a degree. */
export function Tilt() {
  const id = useId();
  const o = useStore(microscopeStore, (s) => s.typed.observation);
  const isFlat = o.alphaDeg === 0 && o.betaDeg === 0 && o.rotationDeg === 0;
  return (
    <section aria-label="Goniometer">
      <h3>Goniometer</h3>
      {ANGLES.map(([key, label, title]) => (
        <div key={key} className="row microscope-tilt" title={title}>
          <label htmlFor={`${id}-${key}`}>{label}</label>
          <input
            id={`${id}-${key}`}
            type="range"
            min={OBSERVATION_LIMITS[key][0]}
            max={OBSERVATION_LIMITS[key][1]}
            step={0.5}
            value={o[key]}
            aria-valuetext={`${fixed(o[key], 1)}°`}
            onChange={(e) => typeObservation({ [key]: Number(e.target.value) })}
            onPointerUp={keepObservation}
            onKeyUp={keepObservation}
            onBlur={keepObservation}
          />
          <output>{fixed(o[key], 1)}°</output>
        </div>
      ))}
      <button
        type="button"
        className="button small"
        disabled={isFlat}
        onClick={() => changeObservation({ alphaDeg: 0, betaDeg: 0, rotationDeg: 0 })}
      >
        Back to the zone axis
      </button>
    </section>
  );
}
