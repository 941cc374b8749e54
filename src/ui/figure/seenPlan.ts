import { markedAtoms } from '#app/document/marks/onAtoms.ts';
import type { Model } from '#app/document/model.ts';
import { pictureOf, pictureSaid } from '#app/look/seen.ts';
import { NO_LABELS } from '#app/look/selection.ts';
import { NO_SHEET } from '#app/look/viewOnly.ts';
import { lookOf } from '#app/story/storySettings.ts';
import type { StorySeen } from '#core/story/story.ts';
import { viewOfStand } from '#ui/look/scene/askedView.ts';
import { labelTexts } from '#ui/look/selection/labelTexts.ts';
import type { FigurePicks, FigurePlan } from './figureScene.ts';

type Seen = Pick<FigurePlan, 'hidden'> &
  Required<Pick<FigurePlan, 'indices' | 'sheet' | 'liftAng' | 'labels'>>;

/** What a link or a step of a story leaves out, lifts and draws over its stack. */
export function seenPlan(seen: StorySeen, model: Model): Seen {
  const { structure, recipe } = model.built;
  const { cut } = markedAtoms(structure.numbers, recipe);
  const { hidden, viewOnly, labels } = pictureOf(seen, cut);
  const { liftAng, drawn, sheet } = viewOnly;
  return { hidden, liftAng, indices: drawn, sheet, labels };
}

/** Words on atoms, besides what is marked already. */
export function withLabels(
  picks: FigurePicks,
  { kind, atoms }: Seen['labels'],
  model: Model,
): FigurePicks {
  if (kind === null) return picks;
  const { structure } = model.built;
  const { marks = { selected: [], labels: [], measures: [], words: [] } } = picks;
  return {
    ...picks,
    marks: { ...marks, labels: labelTexts(kind, atoms, { structure, model }) },
  };
}

/** How a figure shows its document, for the link that its caption holds. */
export function seenOfPlan(plan: FigurePlan): StorySeen {
  const { subject, session, view, hidden, indices = [], sheet = NO_SHEET, liftAng = 0 } = plan;
  const { structure, model } = subject;
  const look = lookOf(session);
  const { labels = NO_LABELS } = plan;
  return {
    view: view.stand ? viewOfStand(view.stand, structure, view) : { along: view.direction },
    ...(Object.keys(look).length > 0 && { look }),
    ...pictureSaid(
      { hidden, viewOnly: { liftAng, drawn: indices, sheet }, labels },
      session,
      markedAtoms(structure.numbers, model?.built.recipe ?? null),
    ),
  };
}
