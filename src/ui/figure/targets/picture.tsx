import { pixelsOf, sizeProblem } from '#app/export/figureSettings.ts';
import type { DrawnTarget } from '#ui/figure/drawnTarget.ts';
import { FigureMarkFields, FigureSizeFields } from '#ui/figure/FigureFields.tsx';
import { stillOf } from '#ui/figure/preview/figureStill.ts';
import { viewOnlyRemarks } from '#ui/figure/viewOnlyFacts.ts';

/** The present view as PNG. */
export const picture: DrawnTarget = {
  id: 'picture',
  label: 'Picture',
  hint: 'PNG of the present view, of any size',
  endings: ['.png'],
  Settings: () => (
    <>
      <FigureSizeFields />
      <FigureMarkFields />
    </>
  ),
  problem: ({ settings }) => sizeProblem(settings),
  still: async (plan) => stillOf(plan),
  write: async (plan, work) => {
    const { figurePng } = await import('#ui/figure/figurePng.ts');
    const { widthPx, heightPx } = pixelsOf(plan.settings);
    return {
      blob: await figurePng(plan, work),
      ending: '.png',
      remarks: [`${widthPx} × ${heightPx} px, ${plan.settings.dpi} dpi.`, ...viewOnlyRemarks(plan)],
    };
  },
};
