import { documentStore } from '#app/document/document.ts';
import { tabStore } from '#app/document/tabDocument.ts';
import { openHidden } from './hidden.ts';
import { openedStore } from './opened.ts';
import { PLAIN_PICTURE, type SeenPicture, seenPicture } from './seen.ts';
import { labelStore } from './selection.ts';
import { viewOnlyStore } from './viewOnly.ts';

const left = new Map<string, SeenPicture>();

/**
 * What is hidden, cut, lifted, drawn and written belongs to the document: another one in this tab has its own, and it is
 * there again when one comes back. Camera and look stay. @returns stops
 */
export const watchOpened = (): (() => void) =>
  tabStore.subscribe(({ id }, before) => {
    if (id === before.id) return;
    const history = documentStore.getState();
    left.set(before.id, seenPicture());
    // The document follows in the same breath; the same one under another id is a copy, and goes on as it is.
    queueMicrotask(() => {
      if (documentStore.getState() === history) return;
      const { hidden, viewOnly, labels } = left.get(id) ?? PLAIN_PICTURE;
      openHidden(hidden);
      viewOnlyStore.setState(viewOnly);
      labelStore.setState(labels, true);
      openedStore.setState(({ times }) => ({ times: times + 1 }));
    });
  });
