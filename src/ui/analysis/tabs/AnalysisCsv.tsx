import { useEffect, useRef, useState } from 'react';
import { startSeries } from '#app/analysis/seriesJob.ts';
import { Failed, Working } from '#ui/analysis/AnalysisParts.tsx';
import type { Sampled } from '#ui/analysis/useCorrelation.ts';
import { FileButton } from '#ui/kit/drop/FileButton.tsx';
import { NumberField } from '#ui/kit/fields.tsx';
import { short } from '#ui/kit/plot/plotSpec.ts';

/** A file of energies that was read. */
export interface CsvSeries {
  readonly name: string;
  readonly sampled: Sampled;
}

type Reading =
  | { readonly status: 'idle' }
  | { readonly status: 'reading'; readonly cancel: () => void }
  | { readonly status: 'failed'; readonly file: File; readonly error: Error };

/** Opens an energy gap: one column (eV) with the step typed here, or two (fs, eV). */
export function EnergyFile(props: {
  readonly series: CsvSeries | null;
  readonly onRead: (series: CsvSeries | null) => void;
}) {
  const { series, onRead } = props;
  const [stepFs, setStep] = useState(1);
  const [state, setState] = useState<Reading>({ status: 'idle' });
  const last = useRef<File | null>(null);
  const cancel = useRef<() => void>(() => {});
  useEffect(() => () => cancel.current(), []);
  const read = (file: File, step: number): void => {
    cancel.current();
    last.current = file;
    const job = startSeries('csv', { file, stepFs: step });
    cancel.current = job.cancel;
    setState({
      status: 'reading',
      cancel: () => {
        job.cancel();
        setState({ status: 'idle' });
      },
    });
    job.answer.then(
      ({ values, stepFs: foundFs }) => {
        setState({ status: 'idle' });
        onRead({ name: file.name, sampled: { values, stepFs: foundFs } });
      },
      (error: Error) => {
        setState({ status: 'failed', file, error });
        onRead(null);
      },
    );
  };
  return (
    <>
      <div className="analysis-choices">
        <FileButton onFile={(file) => read(file, stepFs)}>Open a CSV file…</FileButton>
        <NumberField
          label="step of one column"
          title="Time between two values of a file with one column; a column of times is read instead"
          value={stepFs}
          digits={3}
          step={0.5}
          min={0.001}
          max={100000}
          unit="fs"
          onPreview={setStep}
          onCommit={() => {
            if (last.current) read(last.current, stepFs);
          }}
        />
      </div>
      {state.status === 'reading' && <Working done={null} onCancel={state.cancel} />}
      {state.status === 'failed' && (
        <Failed of={state.file.name} error={state.error} onAgain={() => read(state.file, stepFs)} />
      )}
      {series ? (
        <p className="under">
          {series.name}: {series.sampled.values.length} values, {short(series.sampled.stepFs)} fs
          apart
        </p>
      ) : (
        <p className="about">
          One column of energies (eV), or two of times (fs) and energies (eV), with or without a
          head; commas, semicolons, tabs or blanks between. It stays on this computer.
        </p>
      )}
    </>
  );
}
