import type { SceneTheme } from '#render/types.ts';

/** Ink on white, whatever the theme of the page. */
export const PAPER: SceneTheme = {
  background: '#ffffff',
  backgroundEdge: '#ffffff',
  ink: '#1d2023',
  muted: '#5d6268',
  line: '#a9a79f',
  panel: '#ffffff',
  selected: '#b4257a',
  dark: false,
};
