import { useStore } from 'zustand';
import { marksStore } from '#app/document/marks/marks.ts';
import { markedAtoms } from '#app/document/marks/onAtoms.ts';
import { pickedStore } from '#app/look/pickedAtoms.ts';
import { isBuilt } from '#app/player/player.ts';
import { fixed } from '#core/math/decimals.ts';
import { Answered, Empty } from '#ui/analysis/AnalysisParts.tsx';
import { frameAxis, framesIn, notesOf } from '#ui/analysis/analysisFrames.ts';
import type { AnalysisTab, TabProps } from '#ui/analysis/analysisTab.ts';
import { MEASURED_KINDS, measuredQuestions } from '#ui/analysis/measuredQuestions.ts';
import { shownUnit, shownValues } from '#ui/analysis/trackUnits.ts';
import { useAnswers } from '#ui/analysis/useAnswer.ts';
import { Plot } from '#ui/kit/plot/Plot.tsx';
import { dashOf, type PlotInk, type PlotSpec } from '#ui/kit/plot/plotSpec.ts';
import { spreadOf } from '#ui/kit/plot/summary.ts';
import { useDerived, usePlayer } from '#ui/state/hooks.ts';

type Kind = Exclude<(typeof MEASURED_KINDS)[number], ''>;
const INKS: readonly PlotInk[] = ['ink', 'slab0', 'slab1', 'slab2', 'slab3'];
const ABOUT = {
  distance:
    'Distance of two atoms, by the nearest periodic image in each frame, or of the images that were clicked.',
  angle: 'Angle at the second of three atoms, each arm by the nearest periodic image.',
  dihedral:
    'Dihedral of four atoms, each step by the nearest periodic image; positive when, seen along 2→3, 1→2 turns clockwise to 3→4 (IUPAC).',
} as const;

export const pickedTab: AnalysisTab = {
  id: 'picked',
  label: 'Measured',
  Content: AnalysisPicked,
};

/** Distances, angles and dihedrals over time, of the picked atoms and of the list of measurements. */
function AnalysisPicked({ source, range }: TabProps) {
  const atoms = useStore(pickedStore, (s) => s.atoms);
  const kept = useStore(marksStore, (s) => s.now.marks.measurements);
  const recipe = useDerived().model?.built.recipe ?? null;
  const isStack = usePlayer(isBuilt);
  const on = markedAtoms(source.structure.numbers, isStack ? recipe : null);
  const questions = measuredQuestions(atoms, kept, on);
  const answer = useAnswers(questions, range);
  if (questions.length === 0)
    return (
      <Empty>
        Click two atoms in the picture for their distance over time, three for the angle at the
        second, four for the dihedral; or type their numbers beside the picture. Keep puts them into
        a list, and all of it is plotted.
      </Empty>
    );
  return (
    <Answered answer={answer}>
      {(found) => {
        const frames = framesIn(found.range);
        const tracks = found.results.map((track, k) => ({
          track,
          // A question has two to four atoms, which all have a kind.
          kind: MEASURED_KINDS[questions[k]?.question.atoms.length ?? 0] as Kind,
        }));
        return (['Å', '°'] as const).map((unit) => {
          const of = tracks.filter(({ track }) => shownUnit(track) === unit);
          if (of.length === 0) return null;
          const kinds = [...new Set(of.map(({ kind }) => kind))];
          const spec: PlotSpec = {
            name:
              of.length === 1
                ? of[0]!.track.label
                : `Measured ${unit === 'Å' ? 'distances' : 'angles'}`,
            file: unit === 'Å' ? 'distances' : 'angles',
            about: kinds.map((kind) => ABOUT[kind]).join(' '),
            x: frameAxis(source, frames),
            y: { title: kinds.join(', '), unit },
            lines: of.map(({ track }, n) => ({
              label: track.label,
              values: shownValues(track),
              ink: INKS[n % INKS.length]!,
              dash: dashOf(Math.floor(n / INKS.length)),
            })),
            frames,
          };
          return (
            <div key={unit}>
              <Plot spec={spec} notes={notesOf(source, found.range)} />
              {of.map(({ track }) => {
                const { mean, std } = spreadOf(shownValues(track));
                return (
                  <p key={track.label} className="under">
                    {of.length > 1 && `${track.label}: `}mean {fixed(mean, 3)} ± {fixed(std, 3)}{' '}
                    {unit} (standard deviation over frames)
                  </p>
                );
              })}
            </div>
          );
        });
      }}
    </Answered>
  );
}
