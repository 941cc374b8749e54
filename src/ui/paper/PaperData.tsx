import { type ReactNode, useContext, useMemo, useState } from 'react';
import { subscripts } from '#core/crystal/structure.ts';
import { csvRemark, csvRow } from '#core/io/text/csv.ts';
import { fixed } from '#core/math/decimals.ts';
import { averageLifetimes } from '#core/paper/fits.ts';
import { DECAYS, PHOTOCONDUCTORS, TABLE_NOTE } from '#core/paper/tables.ts';
import { PAPER_CITATION } from '#core/recipe/presets/paperReading.ts';
import { Choice } from '#ui/kit/fields.tsx';
import { FileStemContext } from '#ui/kit/plot/fileStem.ts';
import { Plot } from '#ui/kit/plot/Plot.tsx';
import { saveText } from '#ui/kit/saveFile.ts';
import { decayPlot, sizePlot, synthesisPlot, temperaturePlot } from './paperPlots.ts';
import './paper.css';

const TOPICS = {
  size: 'PL peak and size (S1)',
  lifetime: 'PL lifetime (S2)',
  temperature: 'PL and temperature (S3, S4)',
  device: 'photoconductors (S5)',
} as const;
type Topic = keyof typeof TOPICS;

const NOTES = [`${PAPER_CITATION}, Supporting Information, as printed`];

/** The numbers of Tables S1 to S5, as printed, with their plots. */
export function PaperData() {
  const [topic, setTopic] = useState<Topic>('size');
  const content = useMemo((): Readonly<Record<Topic, () => ReactNode>> => {
    const plots = (specs: readonly ReturnType<typeof sizePlot>[]) =>
      specs.map((spec) => <Plot key={spec.file} spec={spec} notes={NOTES} low />);
    return {
      size: () => (
        <>
          {plots([synthesisPlot(), sizePlot()])}
          <p className="about">{TABLE_NOTE} Both are kept as printed.</p>
        </>
      ),
      lifetime: () => (
        <>
          <Lifetimes />
          {plots([decayPlot()])}
        </>
      ),
      temperature: () => plots([temperaturePlot('peakEv'), temperaturePlot('widthEv')]),
      device: () => <Devices />,
    };
  }, []);
  return (
    <div className="paper-data">
      <div className="analysis-choices wide">
        <Choice
          label="table"
          value={topic}
          options={Object.entries(TOPICS) as [Topic, string][]}
          onChange={setTopic}
        />
      </div>
      {content[topic]()}
      <p className="about">
        {PAPER_CITATION}, Supporting Information, Tables S1 to S5: what is printed there, and what
        follows from it. Figures without numbers are left out.
      </p>
    </div>
  );
}

/** Printed averages beside those of the printed parameters. */
function Lifetimes() {
  const stem = useContext(FileStemContext);
  const rows = DECAYS.map((row) => ({ ...row, averages: averageLifetimes(row) }));
  const save = () =>
    saveText(
      `${stem && `${stem}_`}table-S2.csv`,
      [
        ...NOTES.map(csvRemark),
        csvRow([
          ...['sample', 'λ, nm', 'τ1, ns', 'B1, %', 'τ2, ns', 'B2, %', 'average printed, ns'],
          ...['Σ B / Σ (B/τ), ns', 'Σ Bτ / Σ B, ns', 'Σ Bτ² / Σ Bτ, ns'],
        ]),
        ...rows.map((r) =>
          csvRow([
            ...[r.sample.name, r.peakNm, r.tau1Ns, r.b1Percent, r.tau2Ns, r.b2Percent, r.averageNs],
            ...[r.averages.ofParts, r.averages.ofAmplitudes, r.averages.ofLight].map((x) =>
              Number(x.toPrecision(6)),
            ),
          ]),
        ),
      ].join(''),
    );
  return (
    <Table
      title="Lifetimes of Table S2, ns"
      onSave={save}
      heads={['sample', 'τ₁ (B₁, %)', 'τ₂ (B₂, %)', 'printed', 'Σ B / Σ(B/τ)', 'Σ Bτ / Σ B']}
      rows={rows.map((r) => [
        subscripts(r.sample.name),
        `${fixed(r.tau1Ns, 2)} (${fixed(r.b1Percent, 2)})`,
        `${fixed(r.tau2Ns, 2)} (${fixed(r.b2Percent, 2)})`,
        fixed(r.averageNs, 2),
        fixed(r.averages.ofParts, 2),
        fixed(r.averages.ofAmplitudes, 2),
      ])}
      note="All nine printed averages are Σ B / Σ(B/τ): the percentages are parts of the emitted light, and the average is weighted by amplitude. With B as amplitudes in the printed formula, the same parameters would mean the last column."
    />
  );
}

function Devices() {
  const stem = useContext(FileStemContext);
  const save = () =>
    saveText(
      `${stem && `${stem}_`}table-S5.csv`,
      [
        ...NOTES.map(csvRemark),
        csvRow(['sample', 'P, mW/cm²', 'I light / I dark', 'R, A/W', 'D*, 1e13 Jones']),
        ...PHOTOCONDUCTORS.map((d) =>
          csvRow([d.sample, d.powerMwPerCm2, d.lightOverDark, d.responsivity, d.detectivity]),
        ),
      ].join(''),
    );
  return (
    <Table
      title="Photoconductors of Table S5"
      onSave={save}
      heads={['sample', 'P, mW/cm²', 'I light / I dark', 'R, A/W', 'D*, 10¹³ Jones']}
      rows={PHOTOCONDUCTORS.map((d) => [
        subscripts(d.sample),
        ...[d.powerMwPerCm2, d.lightOverDark, d.responsivity, d.detectivity].map(String),
      ])}
      note="450 nm, 3.0 V. D* by the dark current, which by the table’s note may be too high by 2 to 3 orders of magnitude. Two powers for each sample: too few for a curve."
    />
  );
}

function Table(props: {
  readonly title: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly note: string;
  readonly onSave: () => void;
}) {
  const { title, heads, rows, note, onSave } = props;
  return (
    <figure className="chart" aria-label={title}>
      <figcaption>
        <h3>{title}</h3>
        <span className="spacer" />
        <button
          type="button"
          className="linkish"
          aria-label={`Save ${title} as CSV`}
          onClick={onSave}
        >
          CSV
        </button>
      </figcaption>
      <div className="paper-table">
        <table>
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.slice(0, 2).join(' ')}>
                {row.map((cell, k) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: cells are told apart by their column alone
                  <td key={k}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="about">{note}</p>
    </figure>
  );
}
