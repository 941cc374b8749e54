import { useMemo, useState } from 'react';
import type { TrajectorySource } from '#app/trajectory/trajectorySource.ts';
import { diffusionOf } from '#core/analysis/motion/diffusion.ts';
import { MAX_ORIGINS, type MeanSquaredDisplacement } from '#core/analysis/motion/msd.ts';
import { Answered } from '#ui/analysis/AnalysisParts.tsx';
import { lagAxis, notesOf, stepFsOf } from '#ui/analysis/analysisFrames.ts';
import { atomsOf, type Division, type DrawnGroup, groupsOf } from '#ui/analysis/analysisGroups.ts';
import type { AnalysisTab, TabProps } from '#ui/analysis/analysisTab.ts';
import { DivisionChoice } from '#ui/analysis/DivisionChoice.tsx';
import { idOf, type Keyed, useAnswers } from '#ui/analysis/useAnswer.ts';
import { Choice, NumberField } from '#ui/kit/fields.tsx';
import { Plot } from '#ui/kit/plot/Plot.tsx';
import { type PlotSpec, short } from '#ui/kit/plot/plotSpec.ts';

type MsdQuestion = Extract<Parameters<TrajectorySource['ask']>[0], { kind: 'msd' }>;
type Along = 'total' | 'x' | 'y' | 'z';

const ALONG: readonly (readonly [Along, string])[] = [
  ['total', 'x, y and z'],
  ['x', 'x'],
  ['y', 'y'],
  ['z', 'z'],
];

export const msdTab: AnalysisTab = {
  id: 'msd',
  label: 'MSD',
  Content: AnalysisMsd,
};

/** Mean squared displacements by species or slab, and on request the slope that diffusion would have. */
function AnalysisMsd({ model, source, range }: TabProps) {
  const [by, setBy] = useState<Division>('element');
  const [origins, setOrigins] = useState<'all' | 'first'>('all');
  const [removeDrift, setRemoveDrift] = useState(true);
  const [along, setAlong] = useState<Along>('total');
  const [fit, setFit] = useState(false);
  const { structure } = source;
  const atoms = useMemo(() => atomsOf(structure, model.built), [structure, model.built]);
  const groups = useMemo(() => groupsOf(atoms, by), [atoms, by]);
  const questions = useMemo(
    () =>
      groups.map(
        (group): Keyed<MsdQuestion> => ({
          key: `msd ${idOf(atoms)} ${by} ${group.label} ${origins} ${removeDrift}`,
          question: {
            kind: 'msd',
            group: { label: group.label, atoms: group.atoms },
            origins,
            removeDrift,
          },
        }),
      ),
    [groups, atoms, by, origins, removeDrift],
  );
  const answer = useAnswers(questions, range);
  return (
    <>
      <div className="analysis-choices">
        <DivisionChoice atoms={atoms} by={by} onBy={setBy} />
        <Choice label="along" value={along} options={ALONG} onChange={setAlong} />
        <Choice
          label="starts"
          value={origins}
          options={[
            ['all', `all frames, or ${MAX_ORIGINS} at most`],
            ['first', 'the first frame'],
          ]}
          onChange={setOrigins}
        />
        <label className="check">
          <input
            type="checkbox"
            checked={removeDrift}
            onChange={(e) => setRemoveDrift(e.target.checked)}
          />
          without the motion of the centre of mass
        </label>
        <label className="check">
          <input type="checkbox" checked={fit} onChange={(e) => setFit(e.target.checked)} />
          slope, as of diffusion
        </label>
      </div>
      <Answered answer={answer}>
        {(found) => {
          const stepFs = stepFsOf(source, found.range);
          const { stride } = found.range;
          const count = found.results[0]?.totalAng2.length ?? 0;
          const values = (m: MeanSquaredDisplacement) =>
            along === 'total'
              ? m.totalAng2
              : m.alongAng2[along === 'x' ? 0 : along === 'y' ? 1 : 2];
          const x = lagAxis(stepFs, stride, count);
          const spec: PlotSpec = {
            name: 'Mean squared displacement',
            file: 'msd',
            about: `⟨|r(t′ + t) − r(t′)|²⟩ over atoms and starts (${groups.map((g) => `${g.label}: ${g.atoms.length} atoms`).join(', ')})${along === 'total' ? '' : `, the part along ${along}`}. ${found.results[0]?.about ?? ''}. Long lags rest on few starts.`,
            x,
            y: { title: along === 'total' ? 'MSD' : `MSD along ${along}`, unit: 'Å²' },
            lines: found.results.map((m, i) => ({
              label: m.label,
              values: values(m),
              ink: groups[i]?.ink ?? 'ink',
              dash: groups[i]?.dash ?? [],
            })),
          };
          return (
            <>
              <Plot spec={spec} notes={notesOf(source, found.range)} />
              {fit && (
                <Slopes
                  groups={groups}
                  lags={x.values}
                  isTime={stepFs !== null}
                  values={found.results.map(values)}
                  dimensions={along === 'total' ? 3 : 1}
                />
              )}
            </>
          );
        }}
      </Answered>
    </>
  );
}

/** A straight line through a part of each curve; D = slope / (2 · dimensions). */
function Slopes(props: {
  readonly groups: readonly DrawnGroup[];
  readonly lags: ArrayLike<number>;
  readonly isTime: boolean;
  readonly values: readonly ArrayLike<number>[];
  readonly dimensions: 1 | 3;
}) {
  const { groups, lags, isTime, values, dimensions } = props;
  const longest = lags[lags.length - 1] ?? 0;
  const [part, setPart] = useState<readonly [number, number]>([0.1, 0.5]);
  if (!isTime)
    return (
      <p className="about">
        The times of these frames are not known, so a slope has no unit: none is given.
      </p>
    );
  const [from, to] = part.map((p) => p * longest) as [number, number];
  const field = (label: string, at: 0 | 1) => (
    <NumberField
      label={label}
      value={part[at]! * longest}
      digits={3}
      step={Math.max(0.001, longest / 50)}
      min={0}
      max={Math.max(0.001, longest)}
      unit="ps"
      onPreview={(ps) => setPart(at === 0 ? [ps / longest, part[1]] : [part[0], ps / longest])}
    />
  );
  return (
    <>
      <div className="analysis-choices">
        {field('fitted from', 0)}
        {field('to', 1)}
      </div>
      <table className="analysis-table">
        <caption>Slope of an unweighted line, and D = slope / {2 * dimensions}</caption>
        <thead>
          <tr>
            <th scope="col">atoms</th>
            <th scope="col">slope, Å²/ps</th>
            <th scope="col">D, cm²/s</th>
          </tr>
        </thead>
        <tbody>
          {groups.map((g, i) => {
            const found = diffusionOf(lags, values[i] ?? [], [from, to], dimensions);
            return (
              <tr key={g.label}>
                <td className={`ink-${g.ink}`}>{g.label}</td>
                <td>{short(found.slopeAng2PerPs)}</td>
                <td>{short(found.coefficientCm2PerS)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="about">
        A curve that levels off is vibration, and its D means nothing; picoseconds show the fastest
        diffusion only.
      </p>
    </>
  );
}
