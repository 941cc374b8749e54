import { useState } from 'react';
import { Empty } from '#ui/analysis/AnalysisParts.tsx';
import { frameAxis, framesIn, notesOf } from '#ui/analysis/analysisFrames.ts';
import type { AnalysisTab, TabProps } from '#ui/analysis/analysisTab.ts';
import { Choice } from '#ui/kit/fields.tsx';
import { Plot } from '#ui/kit/plot/Plot.tsx';
import type { PlotSpec } from '#ui/kit/plot/plotSpec.ts';

export const valuesTab: AnalysisTab = {
  id: 'values',
  label: 'Values',
  isFor: (source) => source?.scalars.some((s) => s.values.some(Number.isFinite)) ?? false,
  Content: AnalysisValues,
};

/** Numbers that stand beside the frames: energies, temperatures, what the file has. */
function AnalysisValues({ source, range }: TabProps) {
  const [chosen, setChosen] = useState('');
  const known = source.scalars.filter((s) => s.values.some(Number.isFinite));
  const scalar = known.find((s) => s.name === chosen) ?? known[0];
  if (scalar === undefined) return <Empty>No numbers stand beside these frames.</Empty>;
  const frames = framesIn(range);
  const spec: PlotSpec = {
    name: scalar.name,
    file: scalar.name.replace(/\W+/g, '-'),
    about:
      source.kind === 'file'
        ? `As the file has it beside each frame${scalar.unit === '' ? '; its unit is not told' : ''}.`
        : 'As LAMMPS reports it: to each frame the last report that is not later.',
    x: frameAxis(source, frames),
    y: { title: scalar.name, unit: scalar.unit },
    lines: [
      {
        label: scalar.name,
        values: Float64Array.from(frames, (f) => scalar.values[f] ?? Number.NaN),
        ink: 'ink',
        dash: [],
      },
    ],
    frames,
  };
  return (
    <>
      <div className="analysis-choices">
        <Choice
          label="quantity"
          value={scalar.name}
          options={known.map((s) => [s.name, s.unit === '' ? s.name : `${s.name}, ${s.unit}`])}
          onChange={setChosen}
        />
      </div>
      <Plot spec={spec} notes={notesOf(source, range)} />
    </>
  );
}
