import { library } from '#app/document/library.ts';
import { type Model, modelOf } from '#app/document/model.ts';
import { rangesSaid } from '#app/look/seen.ts';
import { settingsOf } from '#app/story/storySettings.ts';
import { stepPlaysRun } from '#core/story/carriedRun.ts';
import { piecesOf } from '#core/story/formula/formulasIn.ts';
import { plainFormula } from '#core/story/formula/plainFormula.ts';
import { recipesOf } from '#core/story/playStory.ts';
import type { StoryStep } from '#core/story/story.ts';
import { storyNumber } from '#core/story/storyNumbers.ts';
import { unbroken } from '#core/story/unbroken.ts';
import type { SceneView } from '#render/types.ts';
import { type FigurePlan, topologySettings } from '#ui/figure/figureScene.ts';
import { markedPlan } from '#ui/figure/markedPlan.ts';
import { seenPlan, withLabels } from '#ui/figure/seenPlan.ts';
import { askedView } from '#ui/look/scene/askedView.ts';
import { fetchColouring } from '#ui/look/structureColourings.ts';
import type { CaptionBlock } from './caption.ts';
import { type FilmKind, type FilmPart, type FilmShots, timedFrames } from './film.ts';
import { glided } from './glide.ts';
import { movedFrame } from './movedFrame.ts';

/** The steps of a story, one after the other, each with what is said of it. */
export const story: FilmKind = {
  id: 'story',
  label: 'Story',
  hint: 'the steps of the story in the editor, each with its text and numbers; Edit in Present takes a story there',
  timed: true,
  each: 'a step',
  problem: ({ story }) =>
    story == null || story.steps.length === 0
      ? 'No story is being written: add steps in “Write a story”, or take one there with Edit in Present.'
      : null,
  shots: (plan, settings) => ({
    count: (plan.story?.steps.length ?? 0) * timedFrames(settings),
    keepsMarks: true,
  }),
  parts: async (plan) => {
    const { steps } = plan.story!;
    const parts: FilmPart[] = [];
    // The camera stays where a step does not move it.
    let view: SceneView = { direction: 'oblique', request: 0 };
    for (const [i, recipe] of recipesOf(plan.story!, library).entries()) {
      const step = steps[i]!;
      const model = modelOf(recipe);
      const session = {
        ...plan.session,
        ...settingsOf(step.look ?? {}),
        ...rangesSaid(step.picture),
      };
      await fetchColouring(session.colorBy);
      if (step.view !== undefined) view = askedView(step.view, 0);
      const { structure } = model.built;
      const seen = seenPlan(step, model);
      const marked = markedPlan(step.marks, { recipe, structure });
      const own: FigurePlan = {
        ...plan,
        subject: { title: model.report.title, structure, bonds: model.bonds, model, frame: null },
        session,
        view,
        ...seen,
        ...marked,
        picks: withLabels(marked.picks, seen.labels, model),
        run: null,
      };
      const shots =
        stepPlaysRun(step, recipe) && plan.recorded
          ? playedShots(own, plan.recorded)
          : shotsOf(step, own);
      parts.push({ plan: own, shots, captions: captionsOf(step, model) });
    }
    return parts;
  },
};

/** The whole recorded run in the seconds of its step. */
function playedShots(plan: FigurePlan, recorded: NonNullable<FigurePlan['recorded']>): FilmShots {
  const count = timedFrames(plan.film);
  const { structure, model } = plan.subject;
  const width = structure.xyz.length;
  let frames: Promise<Float32Array> | null = null;
  return {
    count,
    keepsMarks: false,
    frameAt: async (k) => {
      frames ??= recorded(structure);
      const all = await frames;
      const last = all.length / width - 1;
      const at = Math.round((k * last) / (count - 1)) * width;
      return movedFrame(
        structure,
        model!.built.charges,
        all.subarray(at, at + width),
        topologySettings(plan),
        structure,
      );
    },
  };
}

/** A film glides there and back where the step says so; else the picture stands. */
function shotsOf({ motion }: StoryStep, plan: FigurePlan): FilmShots {
  const count = timedFrames(plan.film);
  const { structure, model } = plan.subject;
  if (motion?.kind !== 'glide' || model!.built.slabs.length < 2) return { count, keepsMarks: true };
  const [a, b] = motion.by;
  return {
    count,
    keepsMarks: true,
    frameAt: async (k) => {
      const part = (1 - Math.cos((2 * Math.PI * k) / count)) / 2;
      const xyz = glided(structure, [part * a, part * b]);
      return movedFrame(structure, model!.built.charges, xyz, topologySettings(plan));
    },
  };
}

/** A text of a step, with its formulas both to be set and in one line each. */
function paragraph(text: string, before = ''): CaptionBlock {
  const pieces = piecesOf(text).map((piece) =>
    piece.is === 'text' ? { ...piece, text: unbroken(piece.text) } : piece,
  );
  const own = { text: before + written(text), role: 'text' } as const;
  if (pieces.every(({ is }) => is === 'text')) return own;
  return {
    ...own,
    pieces: before === '' ? pieces : [{ is: 'text', text: before }, ...pieces],
  };
}

const written = (text: string): string =>
  piecesOf(text)
    .map((piece) =>
      piece.is === 'text'
        ? unbroken(piece.text)
        : plainFormula(piece.formula).replace(/_\((\p{L}+)\)/gu, '_$1'),
    )
    .join('');

/** What is said on a step, in the order of Present; answers come after the questions. */
export function captionsOf(step: StoryStep, model: Model): readonly (readonly CaptionBlock[])[] {
  const title: CaptionBlock = { text: step.title, role: 'title' };
  const numbers = (step.numbers ?? []).flatMap((name): CaptionBlock[] => {
    const number = storyNumber(name);
    const value = number?.value({ ...model, library }) ?? null;
    return number === undefined || value === null
      ? []
      : [
          { text: value, role: 'number' },
          { text: number.label, role: 'label' },
        ];
  });
  const text = (step.text ?? []).map((line) => paragraph(line));
  const questions = step.questions ?? [];
  const asks = questions.map((q, k) => paragraph(q.ask, `${k + 1}. `));
  const asked = [title, ...numbers, ...triedOut(step), ...text, ...asks];
  const answered = questions.flatMap((q, k): CaptionBlock[] => [
    { ...asks[k]!, role: 'asked' },
    paragraph(q.answer),
  ]);
  return questions.length === 0 ? [asked] : [asked, [title, ...answered]];
}

/** A film has nothing that can be tried out. */
const triedOut = ({ control }: StoryStep): readonly CaptionBlock[] =>
  control === undefined
    ? []
    : [
        {
          text:
            control.kind === 'critical-thickness'
              ? 'The curves to try out are on the page: this film shows none.'
              : 'The slider to try out is on the page: this film has none.',
          role: 'text',
        },
      ];
