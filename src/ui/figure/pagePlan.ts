import { bondsOn } from '#app/document/marks/handBonds.ts';
import { marksNow } from '#app/document/marks/marks.ts';
import { markedAtoms } from '#app/document/marks/onAtoms.ts';
import type { Model } from '#app/document/model.ts';
import type { FigureSettings } from '#app/export/figureSettings.ts';
import type { FilmSettings } from '#app/export/filmSettings.ts';
import { hiddenStore } from '#app/look/hidden.ts';
import { labelStore } from '#app/look/selection.ts';
import { colorMode, type Session } from '#app/look/session.ts';
import { viewOnlyStore } from '#app/look/viewOnly.ts';
import type { PlayerState } from '#app/player/player.ts';
import { drawnForeign, isBuilt as isBuiltSource } from '#app/player/player.ts';
import { recordedFrames } from '#app/player/recorded.ts';
import { drawnAtoms, shownAtoms } from '#app/player/shownAtoms.ts';
import { writingStore } from '#app/story/writing.ts';
import type { SceneMarks, SceneNow } from '#render/types.ts';
import { frameColouring } from '#ui/look/frameColourings.ts';
import { loweredFrame } from '#ui/look/viewOnly/exploded.ts';
import { type FigurePicks, type FigurePlan, NO_PICKS } from './figureScene.ts';
import { playedRun } from './playedRun.ts';

/** A figure of what the page shows now, from where it is seen now. */
export function pagePlan(
  now: SceneNow,
  page: {
    readonly model: Model;
    readonly player: PlayerState;
    readonly session: Session;
    readonly settings: FigureSettings;
    readonly film: FilmSettings;
    readonly dark: boolean;
  },
): FigurePlan {
  const { model, player, session, settings, film, dark } = page;
  const shown = shownAtoms(model, drawnForeign(player), player.source?.label ?? '');
  const atoms = drawnAtoms(shown);
  const { structure } = atoms;
  const { view, selection, selectionCells, measureLabel, marks } = now.scene;
  const { liftAng, drawn, sheet } = viewOnlyStore.getState();
  const isBuilt = shown.kind === 'built';
  const { bonds, bondRules, elements } = marksNow();
  const on = markedAtoms(structure.numbers, isBuilt ? model.built.recipe : null);
  const handBonds = bondsOn(bonds, on);
  const charges = isBuiltSource(player) ? model.built.charges : [];
  const moving = frameColouring(colorMode(session, true));
  return {
    subject: {
      ...atoms,
      model: isBuilt ? model : null,
      // The figure lifts the films again.
      frame: now.frame && (isBuilt ? loweredFrame(now.frame, structure.layer, liftAng) : now.frame),
    },
    session,
    handBonds,
    bondRules,
    elements,
    hidden: hiddenStore.getState(),
    settings,
    dark,
    view: { direction: view.direction, request: 0, stand: now.stand },
    picks: {
      // Rings are for working, not for print: of what is picked only a measured line stays.
      ...NO_PICKS,
      ...withMeasured(marks, selection, selectionCells, measureLabel),
    },
    indices: drawn,
    labels: labelStore.getState(),
    sheet,
    liftAng,
    frameColours: moving && { quantity: moving.label, legend: moving.legend() },
    film,
    run: playedRun(
      { ...page, handBonds, bondRules, isLifted: liftAng > 0, charges, colours: moving },
      structure,
    ),
    recorded: recordedFrames,
    story: writingStore.getState().story,
  };
}

/** The marks of the page without its rings; what is measured on picked atoms stands among what is kept. */
export function withMeasured(
  marks: SceneMarks | undefined,
  atoms: readonly number[],
  cells: SceneMarks['measures'][number]['cells'],
  text: string | null,
): Pick<FigurePicks, 'marks'> {
  if (marks === undefined && text === null) return {};
  const { measures, ...others } = marks ?? { labels: [], measures: [], words: [] };
  const measured = text === null ? [] : [{ atoms, cells, text }];
  return { marks: { ...others, selected: [], measures: [...measures, ...measured] } };
}
