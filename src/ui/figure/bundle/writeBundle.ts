import { canonicalJson } from '#core/recipe/hash.ts';
import { type ZipEntry, zipFiles } from '#engines/zip/zip.ts';
import { figurePng } from '#ui/figure/figurePng.ts';
import type { FigurePlan } from '#ui/figure/figureScene.ts';
import { SOLID_FORMATS } from '#ui/figure/solids/solidFormats.ts';
import type { Work } from '#ui/figure/work.ts';
import { captionOf } from './caption.ts';

/** Picture, the same in lines, caption and recipe in one zip. @throws what stopped it */
export async function figureBundle(plan: FigurePlan, work: Work): Promise<Blob> {
  const png = await figurePng(plan, work);
  const bytes = new Uint8Array(await png.arrayBuffer());
  return new Blob([zipFiles([{ path: 'figure.png', bytes }, ...beside(plan)])], {
    type: 'application/zip',
  });
}

/** What stands beside the picture: made without drawing. */
export function beside(plan: FigurePlan): readonly ZipEntry[] {
  const svg = SOLID_FORMATS.find(({ id }) => id === 'svg')!;
  const { model } = plan.subject;
  return [
    { path: 'figure.svg', text: String(svg.write(plan).content) },
    { path: 'caption.txt', text: captionOf(plan) },
    ...(model === null
      ? []
      : [{ path: 'recipe.json', text: `${canonicalJson(model.built.recipe)}\n` }]),
  ];
}
