import { isBlank, type LatticeSheet } from '#app/look/viewOnly.ts';
import type { StoryOverlay } from '#core/story/story.ts';

/** What a step draws over its picture. */
export const sheetOf = (overlay: StoryOverlay = {}): LatticeSheet => ({
  points: overlay.points ?? 'none',
  dislocations: overlay.dislocations ?? false,
  at: (overlay.interface ?? 1) - 1,
});

/** The same as a step says it; absent where nothing is drawn. */
export const overlayOf = (sheet: LatticeSheet): StoryOverlay | undefined =>
  isBlank(sheet)
    ? undefined
    : {
        ...(sheet.points !== 'none' && { points: sheet.points }),
        ...(sheet.dislocations && { dislocations: true }),
        ...(sheet.at > 0 && { interface: sheet.at + 1 }),
      };
