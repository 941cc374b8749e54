import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { pickedStore } from '#app/look/pickedAtoms.ts';
import type { FrameRange } from '#app/trajectory/sessionTasks.ts';
import type { TrajectorySource } from '#app/trajectory/trajectorySource.ts';
import { Answered, Empty } from '#ui/analysis/AnalysisParts.tsx';
import { notesOf, stepFsOf } from '#ui/analysis/analysisFrames.ts';
import { type SeriesOption, seriesOptions } from '#ui/analysis/analysisSeries.ts';
import type { AnalysisTab, SourcelessTabProps } from '#ui/analysis/analysisTab.ts';
import { useAnswers } from '#ui/analysis/useAnswer.ts';
import { Choice, NumberField } from '#ui/kit/fields.tsx';
import { Correlated } from './AnalysisCorrelated.tsx';
import { type CsvSeries, EnergyFile } from './AnalysisCsv.tsx';

const CSV = 'csv';
/** As many values as the reader of files asks for. */
const MIN_VALUES = 4;

export const spectrumTab: AnalysisTab = {
  id: 'spectrum',
  label: 'Spectrum',
  Sourceless: AnalysisSpectrum,
};

/** Equations 1 and 2 of the SI on any series of the frames, or on an energy gap from a file. */
function AnalysisSpectrum({ model, source, range }: SourcelessTabProps) {
  const picked = useStore(pickedStore, (s) => s.atoms);
  const options = useMemo(
    () => (source === null ? [] : seriesOptions(model, source, picked)),
    [model, source, picked],
  );
  const [id, setId] = useState<string | null>(null);
  const [file, setFile] = useState<CsvSeries | null>(null);
  const option = options.find((o) => o.id === id) ?? (id === CSV ? null : (options[0] ?? null));
  return (
    <>
      <div className="analysis-choices wide">
        <Choice
          label="series"
          value={option?.id ?? CSV}
          options={[
            ...options.map((o) => [o.id, o.label] as const),
            [CSV, 'an energy gap from a file (CSV)'],
          ]}
          onChange={setId}
        />
      </div>
      {option === null || source === null ? (
        <>
          <EnergyFile series={file} onRead={setFile} />
          {file && (
            <Correlated
              key={file.name}
              sampled={file.sampled}
              name={file.name}
              unit="eV"
              notes={[`series: ${file.name}`, 'made with Epistack']}
            />
          )}
        </>
      ) : (
        <OfFrames key={option.id} option={option} source={source} range={range} />
      )}
    </>
  );
}

function OfFrames(props: {
  readonly option: SeriesOption;
  readonly source: TrajectorySource;
  readonly range: FrameRange;
}) {
  const { option, source, range } = props;
  const questions = useMemo(() => (option.keyed === null ? [] : [option.keyed]), [option]);
  const answer = useAnswers(questions, range);
  if (option.keyed === null)
    return <Sampling option={option} source={source} range={range} result={null} />;
  return (
    <Answered answer={answer}>
      {(found) => (
        <Sampling option={option} source={source} range={found.range} result={found.results[0]!} />
      )}
    </Answered>
  );
}

/** A series with its step, which is asked for where the frames do not tell it. */
function Sampling(props: {
  readonly option: SeriesOption;
  readonly source: TrajectorySource;
  readonly range: FrameRange;
  readonly result: unknown;
}) {
  const { option, source, range, result } = props;
  const [typedFs, setTyped] = useState<number | null>(null);
  const knownFs = stepFsOf(source, range);
  const stepFs = knownFs ?? (typedFs === null ? null : typedFs * range.stride);
  const values = useMemo(() => option.values(result, range), [option, result, range]);
  const sampled = useMemo(() => (stepFs === null ? null : { values, stepFs }), [values, stepFs]);
  const gaps = values.reduce((n, v) => n + (Number.isFinite(v) ? 0 : 1), 0);
  return (
    <>
      {knownFs === null && (
        <div className="analysis-choices">
          <NumberField
            label="time between frames"
            title="These frames have no times, or uneven ones: nothing is known of them but what is typed here"
            value={typedFs}
            digits={3}
            step={1}
            min={0.001}
            max={100000}
            unit="fs"
            onPreview={setTyped}
          />
        </div>
      )}
      {gaps > 0 ? (
        <Empty>
          {gaps} of {values.length} values are missing: a series with gaps has no spectrum here.
          Choose frames that have them all.
        </Empty>
      ) : values.length < MIN_VALUES ? (
        <Empty>
          A series needs {MIN_VALUES} values or more; these frames give {values.length}.
        </Empty>
      ) : sampled === null ? (
        <Empty>
          {source.timesFs === null
            ? 'The time between frames is not in the file: type it.'
            : 'The times of these frames are uneven: type the time between them.'}{' '}
          Without it there are no lags in fs and no wavenumbers in cm⁻¹.
        </Empty>
      ) : (
        <Correlated
          sampled={sampled}
          name={option.label}
          unit={option.unit}
          notes={[
            `series: ${option.label}`,
            ...(knownFs === null ? [`time between frames, typed by hand: ${typedFs} fs`] : []),
            ...notesOf(source, range),
          ]}
        />
      )}
    </>
  );
}
