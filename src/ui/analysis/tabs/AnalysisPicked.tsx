import { useStore } from 'zustand';
import { pickedStore } from '#app/look/pickedAtoms.ts';
import type { TrajectorySource } from '#app/trajectory/trajectorySource.ts';
import { SYMBOLS } from '#core/crystal/elements.ts';
import { fixed } from '#core/math/decimals.ts';
import { Answered, Empty } from '#ui/analysis/AnalysisParts.tsx';
import { frameAxis, framesIn, notesOf } from '#ui/analysis/analysisFrames.ts';
import type { AnalysisTab, TabProps } from '#ui/analysis/analysisTab.ts';
import { shownUnit, shownValues } from '#ui/analysis/trackUnits.ts';
import { type Keyed, useAnswers } from '#ui/analysis/useAnswer.ts';
import { Plot } from '#ui/kit/plot/Plot.tsx';
import type { PlotSpec } from '#ui/kit/plot/plotSpec.ts';
import { spreadOf } from '#ui/kit/plot/summary.ts';

type MeasureQuestion = Extract<Parameters<TrajectorySource['ask']>[0], { kind: 'measure' }>;

const KINDS = ['', '', 'distance', 'angle', 'dihedral'] as const;
const ABOUT = {
  distance: 'Distance of the two picked atoms, by the nearest periodic image in each frame.',
  angle: 'Angle at the second of the three picked atoms, each arm by the nearest periodic image.',
  dihedral:
    'Dihedral of the four picked atoms, each step by the nearest periodic image; positive when, seen along 2→3, 1→2 turns clockwise to 3→4 (IUPAC).',
} as const;

/** The question of the picked atoms; null for fewer than two. */
export function pickedQuestion(
  atoms: readonly number[],
  numbers: ArrayLike<number>,
): Keyed<MeasureQuestion> | null {
  if (atoms.length < 2 || atoms.some((i) => i >= numbers.length)) return null;
  const names = atoms.map((i) => `${SYMBOLS[numbers[i]!]} ${i + 1}`);
  const label = `${KINDS[atoms.length]} ${names.join(' – ')}`;
  return { key: `measure ${atoms.join(' ')}`, question: { kind: 'measure', label, atoms } };
}

export const pickedTab: AnalysisTab = {
  id: 'picked',
  label: 'Picked',
  Content: AnalysisPicked,
};

/** A distance, angle or dihedral of the picked atoms over time. */
function AnalysisPicked({ source, range }: TabProps) {
  const atoms = useStore(pickedStore, (s) => s.atoms);
  const question = pickedQuestion(atoms, source.structure.numbers);
  const questions = question === null ? [] : [question];
  const answer = useAnswers(questions, range);
  if (questions.length === 0)
    return (
      <Empty>
        Click two atoms in the picture for their distance over time, three for the angle at the
        second, four for the dihedral; or type their numbers beside the picture.
      </Empty>
    );
  return (
    <Answered answer={answer}>
      {(found) => {
        const track = found.results[0]!;
        const kind = KINDS[atoms.length] as keyof typeof ABOUT;
        const frames = framesIn(found.range);
        const values = shownValues(track);
        const { mean, std } = spreadOf(values);
        const spec: PlotSpec = {
          name: track.label,
          file: `${kind}-${atoms.map((i) => i + 1).join('-')}`,
          about: ABOUT[kind],
          x: frameAxis(source, frames),
          y: { title: kind, unit: shownUnit(track) },
          lines: [{ label: kind, values, ink: 'ink', dash: [] }],
          frames,
        };
        return (
          <>
            <Plot spec={spec} notes={notesOf(source, found.range)} />
            <p className="under">
              mean {fixed(mean, 3)} ± {fixed(std, 3)} {shownUnit(track)} (standard deviation over
              frames)
            </p>
          </>
        );
      }}
    </Answered>
  );
}
