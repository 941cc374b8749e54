import type { StillPicture } from '#render/types.ts';
import { PAPER } from '#ui/look/scene/paper.ts';

/** 300 pixels an inch on the width between the margins. */
const SIZE = { widthPx: 2200, heightPx: 1200 };

/** The present view for the sheet. */
export const sheetPicture = (still: StillPicture): HTMLCanvasElement =>
  still(SIZE.widthPx, SIZE.heightPx, PAPER);
