import { fixed } from '#core/math/decimals.ts';
import type { ImageMode } from '#core/microscope/imaging/micrograph.ts';
import { fileStem } from '#core/recipe/documentName.ts';
import { spacedIndices } from '#core/surface/miller.ts';
import { chemistry } from '#ui/kit/format.ts';
import type { AnsweredImage } from './useSeen.ts';

const MODE_NAMES: Readonly<Record<ImageMode, string>> = {
  haadf: 'HAADF',
  tem: 'TEM',
  potential: 'Projected potential',
};

/** How an image was made, in one line. */
export function aboutImage({ seen, observation }: AnsweredImage): string {
  const { image, tiltDeg, crystals } = seen;
  const nm = (ang: number) => fixed(ang / 10, 1);
  return [
    MODE_NAMES[observation.mode],
    ...(observation.mode === 'potential' ? [] : [`${observation.kv} kV`]),
    `along [${spacedIndices(observation.zone)}] of ${chemistry(crystals[observation.of] ?? '')}`,
    `tilted by ${fixed(tiltDeg, 1)}°`,
    `${nm(image.width * image.pixelAng)} × ${nm(image.height * image.pixelAng)} nm`,
    `${nm(image.thicknessAng)} nm thick`,
    `${image.atoms.toLocaleString('en')} atoms`,
  ].join(', ');
}

/** What files of an image are called. */
export const imageStem = ({ source, observation }: AnsweredImage): string =>
  fileStem(`${source.recipe.title || 'microscope'}_${observation.mode}`);
