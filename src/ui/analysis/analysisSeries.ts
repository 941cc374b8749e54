import type { Model } from '#app/document/model.ts';
import type { FrameRange, Question } from '#app/trajectory/sessionTasks.ts';
import { fits, type TrajectorySource } from '#app/trajectory/trajectorySource.ts';
import type { LayerDrift } from '#core/analysis/motion/drift.ts';
import type { ContactTrack, Track } from '#core/analysis/tracks.ts';
import { contactsQuestion, pairsAcross } from '#ui/analysis/tabs/AnalysisContacts.tsx';
import { driftQuestion } from '#ui/analysis/tabs/AnalysisDrift.tsx';
import { pairText } from '#ui/kit/format.ts';
import { framesIn } from './analysisFrames.ts';
import { atomsOf } from './analysisGroups.ts';
import { pickedQuestion } from './measuredQuestions.ts';
import { shownUnit, shownValues } from './trackUnits.ts';
import type { Keyed } from './useAnswer.ts';

/** A quantity of the frames that can be correlated. */
export interface SeriesOption {
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  /** What has to be asked for it; null where it stands beside the frames. */
  readonly keyed: Keyed<Question> | null;
  /** @param result the answer, or null without a question */
  readonly values: (result: unknown, range: FrameRange) => Float64Array;
}

/** Every series that the other parts of the analysis show. */
export function seriesOptions(
  model: Model,
  source: TrajectorySource,
  picked: readonly number[],
): readonly SeriesOption[] {
  const out: SeriesOption[] = [];
  if (fits(source.structure, model.built.structure))
    for (const at of model.contacts.keys()) {
      const keyed = contactsQuestion(model, at);
      const of = model.contacts.length > 1 ? `, interface ${at + 1}` : '';
      for (const pair of pairsAcross(model, at))
        out.push({
          id: `contact ${at} ${pair}`,
          label: `${pairText(pair)} nearest mean${of}`,
          unit: 'Å',
          keyed,
          values: (result) =>
            (result as readonly ContactTrack[]).find((t) => t.pair === pair)?.nearestMeanAng ??
            new Float64Array(0),
        });
    }
  const measured = pickedQuestion(picked, source.structure.numbers);
  if (measured !== null)
    out.push({
      id: 'picked',
      label: measured.question.label,
      unit: shownUnit({ unit: picked.length === 2 ? 'Å' : 'rad' }),
      keyed: measured,
      values: (result) => shownValues(result as Track),
    });
  const drift = driftQuestion(atomsOf(source.structure, model.built));
  if (drift !== null)
    for (const [g, group] of drift.question.groups.slice(1).entries())
      for (const [j, axis] of (['x', 'y', 'z'] as const).entries())
        out.push({
          id: `drift ${g} ${axis}`,
          label: `drift of ${group.label} along ${axis}`,
          unit: 'Å',
          keyed: drift,
          values: (result) => (result as readonly LayerDrift[])[g]!.alongAng[j]!,
        });
  for (const { name, unit, values } of source.scalars)
    if (values.some(Number.isFinite))
      out.push({
        id: `value ${name}`,
        label: name,
        unit,
        keyed: null,
        values: (_, range) => Float64Array.from(framesIn(range), (f) => values[f] ?? Number.NaN),
      });
  return out;
}
