import { useEffect } from 'react';
import type { Model } from '#app/document/model.ts';
import { watchContacts } from '#app/player/contactTracks.ts';
import { fitTo } from '#app/player/player.ts';
import { isRecorded, loadRecorded } from '#app/player/recorded.ts';

/**
 * Opens the recorded run of a stack that has one, for a page that plays nothing else.
 * @param isWanted frames of other stacks are put away, too, where it is not
 * @returns whether the stack has one
 */
export function useRecordedRun(model: Model, isWanted: boolean): boolean {
  const hasFrames = isWanted && isRecorded(model.built.recipe);
  useEffect(() => {
    fitTo(model.built.structure, hasFrames);
    if (!hasFrames) return;
    void loadRecorded(model.built);
    return watchContacts(model);
  }, [hasFrames, model]);
  return hasFrames;
}
