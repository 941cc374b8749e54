import { marksNow } from '#app/document/marks/marks.ts';
import { markedAtoms } from '#app/document/marks/onAtoms.ts';
import { storyMarksOf } from '#app/document/marks/storyMarks.ts';
import { packedLinkOf } from '#engines/zip/packedLink.ts';
import { packedMarks } from '#engines/zip/packedMarks.ts';
import { derivedStore } from './derive.ts';
import { documentStore, shown } from './document.ts';
import { nameInAddress } from './persist.ts';

/** The address that rebuilds the document shown, on the server that serves this page. */
export function shareLink(): string {
  const recipe = shown(documentStore.getState());
  nameInAddress(recipe);
  const numbers = derivedStore.getState().model?.built.structure.numbers ?? [];
  return (
    location.href.split('#')[0]! +
    packedLinkOf(recipe) +
    packedMarks(storyMarksOf(marksNow(), markedAtoms(numbers, recipe)))
  );
}
