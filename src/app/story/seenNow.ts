import { derivedStore } from '#app/document/derive.ts';
import { documentStore, shown } from '#app/document/document.ts';
import { markedAtoms } from '#app/document/marks/onAtoms.ts';
import { camera } from '#app/look/camera.ts';
import { pictureSaid, seenPicture } from '#app/look/seen.ts';
import { sessionStore } from '#app/look/session.ts';
import type { StorySeen } from '#core/story/story.ts';
import { lookOf } from './storySettings.ts';

/** How the document is seen now: what is as usual is not said. */
export function seenNow(): StorySeen {
  const session = sessionStore.getState();
  const view = camera.now();
  const look = lookOf(session);
  const numbers = derivedStore.getState().model?.built.structure.numbers ?? [];
  const atoms = markedAtoms(numbers, shown(documentStore.getState()));
  return {
    ...(view !== null && { view }),
    ...(Object.keys(look).length > 0 && { look }),
    ...pictureSaid(seenPicture(), session, atoms),
  };
}
