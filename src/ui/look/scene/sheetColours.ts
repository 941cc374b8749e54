import { SLAB_COLORS } from '#ui/kit/palette.ts';
import { WARN } from './overlapMarks.ts';
import { SCENE_THEMES } from './sceneData.ts';

/** Colours of lattices that are drawn over the picture: of the slabs, of lines, and of misfit dislocations. */
export function sheetColours(dark: boolean) {
  const theme = dark ? 'dark' : 'light';
  return { hues: SLAB_COLORS[theme], ink: SCENE_THEMES[theme].ink, warn: WARN[theme] };
}
