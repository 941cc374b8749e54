import { useMemo, useState } from 'react';
import type { TrajectorySource } from '#app/trajectory/trajectorySource.ts';
import { cellHeightAng } from '#core/analysis/profile.ts';
import { Answered } from '#ui/analysis/AnalysisParts.tsx';
import { notesOf } from '#ui/analysis/analysisFrames.ts';
import { atomsOf, type Division, groupsOf } from '#ui/analysis/analysisGroups.ts';
import type { AnalysisTab, TabProps } from '#ui/analysis/analysisTab.ts';
import { DivisionChoice } from '#ui/analysis/DivisionChoice.tsx';
import { idOf, type Keyed, useAnswers } from '#ui/analysis/useAnswer.ts';
import { Choice } from '#ui/kit/fields.tsx';
import { Plot } from '#ui/kit/plot/Plot.tsx';
import type { PlotSpec } from '#ui/kit/plot/plotSpec.ts';

type ProfileQuestion = Extract<Parameters<TrajectorySource['ask']>[0], { kind: 'profile' }>;

const MAX_BINS = 4000;

export const profileTab: AnalysisTab = {
  id: 'profile',
  label: 'Profile',
  Content: AnalysisProfile,
};

/** Number densities along the normal of the interface. */
function AnalysisProfile({ model, source, range }: TabProps) {
  const { structure } = source;
  const atoms = useMemo(() => atomsOf(structure, model.built), [structure, model.built]);
  const [chosen, setBy] = useState<Division>('both');
  const [bin, setBin] = useState('0.2');
  const by = atoms.slabs.length > 1 ? chosen : 'element';
  const groups = useMemo(() => groupsOf(atoms, by), [atoms, by]);
  const heightAng = cellHeightAng(structure.lattice);
  const bins = Math.max(1, Math.min(MAX_BINS, Math.round(heightAng / Number(bin))));
  const questions = useMemo(
    (): Keyed<ProfileQuestion>[] => [
      {
        key: `profile ${idOf(atoms)} ${by} ${bins}`,
        question: {
          kind: 'profile',
          groups: groups.map(({ label, atoms: members }) => ({ label, atoms: members })),
          bins,
        },
      },
    ],
    [groups, atoms, by, bins],
  );
  const answer = useAnswers(questions, range);
  return (
    <>
      <div className="analysis-choices">
        <DivisionChoice atoms={atoms} by={by} onBy={setBy} isFinestFirst />
        <Choice
          label="slices of"
          value={bin}
          options={['0.1', '0.2', '0.5', '1'].map((w) => [w, `${w} Å`])}
          onChange={setBin}
        />
      </div>
      <Answered answer={answer}>
        {(found) => {
          const profile = found.results[0]!;
          const spec: PlotSpec = {
            name: 'Density along the normal',
            file: 'profile',
            about: `Atoms per volume in slices parallel to a and b, mean of ${profile.frames} frames, heights along a × b from the cell’s lower face, wrapped into the cell. The integral of a curve over the cell is the number of its atoms.`,
            x: { title: 'height', unit: 'Å', values: profile.heightAng },
            y: { title: 'number density', unit: 'Å⁻³' },
            lines: profile.densities.map((d, i) => ({
              label: d.label,
              values: d.perAng3,
              ink: groups[i]?.ink ?? 'ink',
              dash: groups[i]?.dash ?? [],
            })),
          };
          return <Plot spec={spec} notes={notesOf(source, found.range)} />;
        }}
      </Answered>
    </>
  );
}
