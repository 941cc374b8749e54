import type { Model } from '#app/document/model.ts';
import { FIGURE_DEFAULTS } from '#app/export/figureSettings.ts';
import { FILM_DEFAULTS } from '#app/export/filmSettings.ts';
import { sessionStore } from '#app/look/session.ts';
import { playerStore } from '#app/player/player.ts';
import type { FigureMarks } from '#render/figureRequest.ts';
import type { SceneNow, StillPicture } from '#render/types.ts';
import { figureMarks, PALE_KEY } from '#ui/figure/figureScene.ts';
import { pagePlan } from '#ui/figure/pagePlan.ts';
import { PAPER } from '#ui/look/scene/paper.ts';

/** 300 pixels an inch on the width between the margins. */
const SIZE = { widthPx: 2200, heightPx: 1200 };

/** The present view for the sheet, with the legend of its colours and its scale bar. */
export const sheetPicture = (
  still: StillPicture,
  now: SceneNow,
  page: { readonly model: Model; readonly dark: boolean },
): HTMLCanvasElement => still(SIZE.widthPx, SIZE.heightPx, PAPER, marksOf(now, page));

/** Colours in it are those of the page, which the atoms have; ink and what is pale are those of paper. */
function marksOf(
  now: SceneNow,
  page: { readonly model: Model; readonly dark: boolean },
): FigureMarks {
  const marks = (onPaper: boolean): FigureMarks =>
    figureMarks(
      pagePlan(now, {
        ...page,
        player: playerStore.getState(),
        session: sessionStore.getState(),
        settings: { ...FIGURE_DEFAULTS, onPaper },
        film: FILM_DEFAULTS,
      }),
    );
  const onPaper = marks(true);
  if (!page.dark) return onPaper;
  const own = marks(false);
  return {
    ...onPaper,
    legend: onPaper.legend.map((entry, k) => {
      const [name, , shape] = entry;
      return typeof shape === 'string' || name === PALE_KEY ? entry : own.legend[k]!;
    }),
  };
}
