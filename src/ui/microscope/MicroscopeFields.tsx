import { useStore } from 'zustand';
import type { SpecimenChoice } from '#app/microscope/microscopeSettings.ts';
import {
  changeObservation,
  chooseSpecimen,
  keepObservation,
  microscopeStore,
  typeObservation,
} from '#app/microscope/microscopeStore.ts';
import {
  DOSE_LIMITS_ANG2,
  FIELD_LIMITS_NM,
  OBSERVATION_LIMITS,
  type ObservationNumber,
} from '#app/microscope/observationLimits.ts';
import { fixed } from '#core/math/decimals.ts';
import { pointResolution } from '#core/microscope/imaging/ctf.ts';
import type { ImageMode } from '#core/microscope/imaging/micrograph.ts';
import { FIELD_NM, INSTRUMENTS, type Observation } from '#core/microscope/observation.ts';
import { readThreeIndices, spacedIndices } from '#core/surface/miller.ts';
import { Choice, NumberField, ParsedField } from '#ui/kit/fields.tsx';
import { Tilt } from './Tilt.tsx';

type Zone = readonly [number, number, number];
const MODES: readonly (readonly [ImageMode, string])[] = [
  ['haadf', 'HAADF (Z^1.7)'],
  ['tem', 'TEM, weak phase'],
  ['potential', 'projected potential'],
];

function resolutionText(lens: Observation): string {
  const limit = pointResolution(lens, 2);
  return limit === null
    ? 'The transfer does not change its sign up to 2 1/Å.'
    : `Point resolution, where the transfer first changes its sign: ${fixed(1 / limit, 2)} Å.`;
}

/**
 * What is asked of the microscope.
 * @param specimens that can be looked at
 * @param crystals of the chosen one
 * @param wholeNm thickness of what the beam crosses from end to end; null for what is cut to a foil
 */
export function MicroscopeFields(props: {
  readonly specimens: readonly (readonly [SpecimenChoice, string])[];
  readonly crystals: readonly string[];
  readonly wholeNm: number | null;
}) {
  const { choice, observation: o } = useStore(microscopeStore, (s) => s.typed);
  const number = (
    key: ObservationNumber,
    label: string,
    unit: string,
    [step, digits]: readonly [number, number],
    title?: string,
  ) => (
    <NumberField
      key={key}
      label={label}
      {...(title === undefined ? {} : { title })}
      value={o[key]}
      digits={digits}
      trim
      step={step}
      min={OBSERVATION_LIMITS[key][0]}
      max={OBSERVATION_LIMITS[key][1]}
      unit={unit}
      onPreview={(value) => typeObservation({ [key]: value })}
      onCommit={keepObservation}
    />
  );
  return (
    <>
      <section aria-label="Specimen">
        <h3>Specimen</h3>
        <Choice
          label="look at"
          value={choice}
          options={props.specimens}
          onChange={chooseSpecimen}
        />
        {props.crystals.length > 1 && (
          <Choice
            label="axes of"
            value={String(o.of)}
            options={props.crystals.map((name, k) => [String(k), name] as const)}
            onChange={(of) => changeObservation({ of: Number(of) })}
          />
        )}
        <ParsedField
          label="zone axis"
          title="[u v w] towards the viewer; the normal of the interface points up"
          text={spacedIndices(o.zone)}
          parse={readThreeIndices}
          expected="three whole numbers, such as 0 0 1"
          onCommit={(zone) => changeObservation({ zone })}
        />
        <div className="microscope-presets">
          {props.crystals.map((name, of) => {
            // The axes that Figure S2 finds along the beam; of other crystals the cube axis.
            const zone: Zone = name === 'CdS' ? [1, 1, 1] : [0, 0, 1];
            return (
              <button
                key={name}
                type="button"
                className="button small"
                onClick={() => changeObservation({ of, zone, alphaDeg: 0, betaDeg: 0 })}
              >
                {name} [{spacedIndices(zone)}]
              </button>
            );
          })}
        </div>
        {props.wholeNm === null ? (
          number('thicknessNm', 'thickness', 'nm', [1, 1], 'Along the zone axis, in whole periods')
        ) : (
          <p className="about">Whole: {fixed(props.wholeNm, 1)} nm along the beam.</p>
        )}
      </section>
      <Tilt />
      <section aria-label="Image">
        <h3>Image</h3>
        <Choice
          label="microscope"
          value={
            INSTRUMENTS.find(({ settings }) => settings.kv === o.kv && settings.mode === o.mode)
              ?.id ?? ''
          }
          options={[
            ['', 'own settings'],
            ...INSTRUMENTS.map(({ id, label }) => [id, label] as const),
          ]}
          onChange={(id) => {
            const found = INSTRUMENTS.find((known) => known.id === id);
            if (found) changeObservation(found.settings);
          }}
        />
        <Choice
          label="mode"
          value={o.mode}
          options={MODES}
          onChange={(mode) => changeObservation({ mode })}
        />
        {number('kv', 'voltage', 'kV', [20, 0])}
        {o.mode === 'haadf' &&
          number(
            'probeAng',
            'probe',
            'Å',
            [0.1, 2],
            'Full width at half maximum of the Gaussian probe',
          )}
        {o.mode === 'tem' && (
          <>
            {number('defocusNm', 'defocus', 'nm', [5, 1], 'Negative is underfocus')}
            {number('csMm', 'Cs', 'mm', [0.1, 3], 'Spherical aberration')}
            {number('focalSpreadNm', 'focal spread', 'nm', [1, 1], 'Standard deviation')}
            {number('convergenceMrad', 'convergence', 'mrad', [0.1, 2], 'Standard deviation')}
            <p className="about">{resolutionText(o)}</p>
          </>
        )}
        {number('pixelAng', 'pixel', 'Å', [0.05, 2])}
        <NumberField
          label="field"
          title={`Edge of the square; 0 shows a particle whole, and ${FIELD_NM} nm of what goes on`}
          value={o.fieldNm ?? 0}
          digits={1}
          trim
          step={1}
          min={0}
          max={FIELD_LIMITS_NM[1]}
          unit="nm"
          onPreview={(nm) => typeObservation({ fieldNm: nm < FIELD_LIMITS_NM[0] ? null : nm })}
          onCommit={keepObservation}
        />
        {number(
          'displacementAng2',
          'Debye–Waller B',
          'Å²',
          [0.1, 2],
          'B = 8π²⟨u²⟩ of all elements',
        )}
        <label className="check">
          <input
            type="checkbox"
            checked={o.doseAng2 !== null}
            onChange={(e) => changeObservation({ doseAng2: e.target.checked ? 5000 : null })}
          />
          noise of the dose
        </label>
        {o.doseAng2 !== null && number('seed', 'seed', '', [1, 0])}
        {o.doseAng2 !== null && (
          <NumberField
            label="dose"
            title="Poisson’s numbers, the same each time; for HAADF the dose of the brightest column"
            value={o.doseAng2}
            digits={0}
            step={1000}
            min={DOSE_LIMITS_ANG2[0]}
            max={DOSE_LIMITS_ANG2[1]}
            unit="e/Å²"
            onPreview={(doseAng2) => typeObservation({ doseAng2 })}
            onCommit={keepObservation}
          />
        )}
        <p className="about">
          Projection of the atoms, without multislice: places and spacings hold, contrast of thick
          columns does not.{' '}
          {o.fieldNm === null ? `The field is the particle, or ${FIELD_NM} nm.` : ''}
        </p>
      </section>
    </>
  );
}
