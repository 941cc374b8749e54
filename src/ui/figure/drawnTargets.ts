import { bundle } from '#ui/figure/targets/bundle.tsx';
import { film } from '#ui/figure/targets/film.tsx';
import { picture } from '#ui/figure/targets/picture.tsx';
import { solidTargets } from '#ui/figure/targets/solids.tsx';
import type { DrawnTarget } from './drawnTarget.ts';

/** In the order of the export dialog. */
export const DRAWN_TARGETS: readonly DrawnTarget[] = [picture, bundle, film, ...solidTargets];
