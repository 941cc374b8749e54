import type { StillPicture } from '#render/types.ts';

/** 300 pixels an inch on the width between the margins. */
const SIZE = { widthPx: 2200, heightPx: 1200 };

/** Ink on white, whatever the theme of the page. */
const PAPER = {
  background: '#ffffff',
  backgroundEdge: '#ffffff',
  ink: '#1d2023',
  muted: '#5d6268',
  line: '#a9a79f',
  panel: '#ffffff',
  dark: false,
} as const;

/** The present view for the sheet. */
export const sheetPicture = (still: StillPicture): HTMLCanvasElement =>
  still(SIZE.widthPx, SIZE.heightPx, PAPER);
