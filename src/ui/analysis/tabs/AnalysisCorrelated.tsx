import { useMemo, useState } from 'react';
import type { CorrelationResult } from '#app/trajectory/correlate.ts';
import { CM_PER_FS, type SpectrumWindow } from '#core/analysis/correlation.ts';
import type { SlowDrift } from '#core/analysis/slowDrift.ts';
import { Failed, Working } from '#ui/analysis/AnalysisParts.tsx';
import { type Sampled, useCorrelation } from '#ui/analysis/useCorrelation.ts';
import { Choice, NumberField } from '#ui/kit/fields.tsx';
import { Plot } from '#ui/kit/plot/Plot.tsx';
import { type PlotSpec, short } from '#ui/kit/plot/plotSpec.ts';

/** A peak that comes back fewer times in a record may be drift. */
const DRIFTING = 3;
/** Largest number of lags that are plotted. */
const MAX_POINTS = 50_000;
/** Where vibrations of such crystals are, and then some, cm⁻¹. */
const FIRST_UP_TO_CM = 1200;

type Scaling = 'absolute' | 'relative';

const DRIFTS = [
  ['mean', 'kept'],
  ['line', 'straight line'],
  ['2000', 'over 2 ps out'],
  ['1000', 'over 1 ps out'],
  ['500', 'over 0.5 ps out'],
] as const;
type DriftChoice = (typeof DRIFTS)[number][0];

const driftOf = (choice: DriftChoice): SlowDrift =>
  choice === 'mean' || choice === 'line' ? choice : Number(choice);

/** C(t) and I of a series, with every choice that was made in words. */
export function Correlated(props: {
  readonly sampled: Sampled;
  readonly name: string;
  readonly unit: string;
  readonly notes: readonly string[];
}) {
  const { sampled, name, unit, notes } = props;
  const recordFs = (sampled.values.length - 1) * sampled.stepFs;
  const nyquistCm = CM_PER_FS / (2 * sampled.stepFs);
  const [maxLagFs, setMaxLag] = useState<number | null>(null);
  const [typedLag, setTypedLag] = useState<number | null>(null);
  const [drift, setDrift] = useState<DriftChoice>('mean');
  const [window, setWindow] = useState<SpectrumWindow>('hann');
  const [padding, setPadding] = useState('4');
  const [scaling, setScaling] = useState<Scaling>('absolute');
  const [upTo, setUpTo] = useState<number | null>(null);
  const options = useMemo(() => ({ window, padding: Number(padding) }), [window, padding]);
  const state = useCorrelation(sampled, maxLagFs, driftOf(drift), options);
  const upToCm = Math.min(nyquistCm, upTo ?? FIRST_UP_TO_CM);
  return (
    <>
      <div className="analysis-choices">
        <NumberField
          label="lags up to"
          title="Long lags rest on few pairs; half the record unless chosen otherwise"
          value={Math.min(recordFs, typedLag ?? maxLagFs ?? recordFs / 2)}
          digits={1}
          step={Math.max(sampled.stepFs, 10)}
          min={sampled.stepFs}
          max={Math.max(sampled.stepFs, recordFs)}
          unit="fs"
          onPreview={setTypedLag}
          onCommit={() => setMaxLag(typedLag ?? maxLagFs)}
        />
        <Choice
          label="slow drift"
          title="Taken from the series before it is correlated: a straight line by least squares, and half-waves slower than a time"
          value={drift}
          options={DRIFTS}
          onChange={setDrift}
        />
        <Choice
          label="window"
          value={window}
          options={[
            ['hann', 'Hann'],
            ['none', 'none'],
          ]}
          onChange={setWindow}
        />
        <Choice
          label="zero padding"
          value={padding}
          options={['1', '2', '4', '8'].map((p) => [p, p === '1' ? 'none' : `${p} ×`])}
          onChange={setPadding}
        />
        <Choice
          label="scale"
          value={scaling}
          options={[
            ['absolute', 'as defined'],
            ['relative', 'C / C(0), I / max'],
          ]}
          onChange={setScaling}
        />
        <NumberField
          label="shown up to"
          value={upToCm}
          digits={0}
          step={50}
          min={1}
          max={Math.max(1, Math.floor(nyquistCm))}
          unit="cm⁻¹"
          onPreview={setUpTo}
        />
      </div>
      {state.status === 'asked' && <Working done={null} onCancel={state.cancel} />}
      {state.status === 'cancelled' && (
        <p className="analysis-state">
          Cancelled.{' '}
          <button type="button" className="button small" onClick={state.again}>
            Compute
          </button>
        </p>
      )}
      {state.status === 'failed' && <Failed error={state.error} onAgain={state.again} />}
      {state.status === 'done' && (
        <Curves
          result={state.result}
          name={name}
          unit={unit}
          scaling={scaling}
          upToCm={upToCm}
          recordFs={recordFs}
          notes={notes}
          onRemove={drift === 'mean' ? () => setDrift('2000') : null}
        />
      )}
    </>
  );
}

function Curves(props: {
  readonly result: CorrelationResult;
  readonly name: string;
  readonly unit: string;
  readonly scaling: Scaling;
  readonly upToCm: number;
  readonly recordFs: number;
  readonly notes: readonly string[];
  /** Takes the slow drift away; null where that has been done. */
  readonly onRemove: (() => void) | null;
}) {
  const { result, name, unit, scaling, upToCm, recordFs, notes, onRemove } = props;
  const { correlation: c, spectrum: s } = result;
  const { correlation, spectrum, peakCm } = useMemo(() => {
    const isRelative = scaling === 'relative';
    const shownC = c.values.subarray(0, MAX_POINTS);
    const zero = c.values[0]!;
    const correlation: PlotSpec = {
      name: 'Autocorrelation C(t)',
      file: 'autocorrelation',
      about: `C(t) = ⟨δx(t′) δx(t′ − t)⟩ over t′, δx = x − ⟨x⟩ (Equation 1 of the SI of Qiu et al. 2023), x: ${name}. ${c.about}.${isRelative ? ' Shown divided by C(0).' : ''}`,
      x: {
        title: 't',
        unit: 'fs',
        values: Float64Array.from(shownC, (_, k) => k * c.stepFs),
      },
      y: isRelative
        ? { title: 'C / C(0)', unit: '' }
        : { title: 'C', unit: unit === '' ? '' : `${unit}²` },
      lines: [
        {
          label: 'C(t)',
          values: isRelative ? shownC.map((v) => v / zero) : shownC,
          ink: 'ink',
          dash: [],
        },
      ],
    };
    let end = s.wavenumberCm.length;
    while (end > 2 && s.wavenumberCm[end - 1]! > upToCm) end--;
    const shownI = s.values.subarray(0, end);
    const most = shownI.reduce((m, v) => Math.max(m, v), 0);
    const spectrum: PlotSpec = {
      name: 'Spectral density I',
      file: 'spectrum',
      about: `I(ω) = |(1/√2π) ∫ C(t) e^(−iωt) dt|² (Equation 2 of the SI of Qiu et al. 2023) of ${name}. ${s.about}.${isRelative ? ' Shown divided by the largest value shown.' : ''}`,
      x: { title: 'wavenumber', unit: 'cm⁻¹', values: s.wavenumberCm.subarray(0, end) },
      y: isRelative
        ? { title: 'I / max', unit: '' }
        : { title: 'I', unit: unit === '' ? 'fs²' : `${unit}⁴ fs²` },
      lines: [
        {
          label: 'I',
          values: isRelative ? shownI.map((v) => v / most) : shownI,
          ink: 'ink',
          dash: [],
        },
      ],
    };
    return { correlation, spectrum, peakCm: peakOf(s.wavenumberCm, s.values) };
  }, [c, s, name, unit, scaling, upToCm]);
  return (
    <>
      <Plot spec={correlation} notes={notes} low />
      <Plot spec={spectrum} notes={notes} low />
      <p className="under" data-testid="peak">
        {peakCm === null
          ? 'no peak'
          : `highest peak at ${short(peakCm)} cm⁻¹, bins of ${short(s.binCm)} cm⁻¹${peakCm > upToCm ? ', beyond what is shown' : ''}`}
      </p>
      {onRemove !== null && peakCm !== null && peakCm * recordFs < DRIFTING * CM_PER_FS && (
        <p className="under">
          That is slow drift: it comes back fewer than {DRIFTING} times in this record, and hides
          vibrations.{' '}
          <button type="button" className="button small" onClick={onRemove}>
            Take away what is slower than 2 ps
          </button>
        </p>
      )}
      <p className="about">{s.about}.</p>
    </>
  );
}

/** The highest point that is above both its neighbours; null when there is none. */
function peakOf(at: Float64Array, values: Float64Array): number | null {
  let best = -1;
  for (let k = 1; k < values.length - 1; k++)
    if (
      values[k]! > values[k - 1]! &&
      values[k]! >= values[k + 1]! &&
      (best < 0 || values[k]! > values[best]!)
    )
      best = k;
  return best < 0 ? null : at[best]!;
}
