import { useMemo } from 'react';
import type { TrajectorySource } from '#app/trajectory/trajectorySource.ts';
import { Answered, Empty } from '#ui/analysis/AnalysisParts.tsx';
import { frameAxis, framesIn, notesOf } from '#ui/analysis/analysisFrames.ts';
import { atomsOf, groupsOf, type PlayedAtoms } from '#ui/analysis/analysisGroups.ts';
import type { AnalysisTab, TabProps } from '#ui/analysis/analysisTab.ts';
import { idOf, type Keyed, useAnswers } from '#ui/analysis/useAnswer.ts';
import { Plot } from '#ui/kit/plot/Plot.tsx';
import { dashOf, type PlotSpec, slabInk } from '#ui/kit/plot/plotSpec.ts';

type DriftQuestion = Extract<Parameters<TrajectorySource['ask']>[0], { kind: 'drift' }>;

/** The question of how slabs move against the substrate; null for one slab, or none known. */
export function driftQuestion(atoms: PlayedAtoms): Keyed<DriftQuestion> | null {
  if (atoms.slabs.length < 2) return null;
  const groups = groupsOf(atoms, 'slab').map(({ label, atoms: members }) => ({
    label,
    atoms: members,
  }));
  return { key: `drift ${idOf(atoms)}`, question: { kind: 'drift', groups } };
}

const AXES = ['x', 'y', 'z'] as const;

export const driftTab: AnalysisTab = {
  id: 'drift',
  label: 'Drift',
  Content: AnalysisDrift,
};

/** Centres of mass of the slabs against the substrate's. */
function AnalysisDrift({ model, source, range }: TabProps) {
  const { structure } = source;
  const atoms = useMemo(() => atomsOf(structure, model.built), [structure, model.built]);
  const questions = useMemo(() => {
    const question = driftQuestion(atoms);
    return question === null ? [] : [question];
  }, [atoms]);
  const answer = useAnswers(questions, range);
  if (questions.length === 0)
    return (
      <Empty>
        Drift is of one slab against another: it needs frames of a stack of two slabs or more, which
        the document builds.
      </Empty>
    );
  return (
    <Answered answer={answer}>
      {(found) => {
        const frames = framesIn(found.range);
        const spec: PlotSpec = {
          name: `Drift against ${atoms.slabs[0]}`,
          file: 'drift',
          about: `Centre of mass of each slab less that of the substrate (${atoms.slabs[0]}), since the first chosen frame; atoms are followed through the faces of the cell. x is along a.`,
          x: frameAxis(source, frames),
          y: { title: 'displacement', unit: 'Å' },
          lines: found.results[0]!.flatMap((d, i) =>
            AXES.map((axis, j) => ({
              label: found.results[0]!.length > 1 ? `${d.label}, ${axis}` : axis,
              values: d.alongAng[j]!,
              ink: slabInk(i + 1),
              dash: dashOf(j),
            })),
          ),
          frames,
        };
        return <Plot spec={spec} notes={notesOf(source, found.range)} />;
      }}
    </Answered>
  );
}
