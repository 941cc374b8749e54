import { sizeProblem } from '#app/export/figureSettings.ts';
import type { DrawnTarget } from '#ui/figure/drawnTarget.ts';
import { FigureMarkFields, FigureSizeFields } from '#ui/figure/FigureFields.tsx';
import { stillOf } from '#ui/figure/preview/figureStill.ts';
import { viewOnlyRemarks } from '#ui/figure/viewOnlyFacts.ts';

/** The present view with all that belongs to it. */
export const bundle: DrawnTarget = {
  id: 'bundle',
  label: 'Figure bundle',
  hint: 'zip: PNG, SVG, caption with numbers and sources, recipe',
  endings: ['.zip'],
  Settings: () => (
    <>
      <FigureSizeFields />
      <FigureMarkFields />
    </>
  ),
  problem: ({ settings }) => sizeProblem(settings),
  still: async (plan) => stillOf(plan),
  write: async (plan, work) => {
    const { figureBundle } = await import('#ui/figure/bundle/writeBundle.ts');
    return {
      blob: await figureBundle(plan, work),
      ending: '.zip',
      remarks: ['figure.png, figure.svg, caption.txt and recipe.json.', ...viewOnlyRemarks(plan)],
    };
  },
};
