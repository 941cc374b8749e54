import type { Compute, PageCard } from './computeStore.ts';

/** What a choice means here, in a sentence. @param threads how many share the work on the processor */
export function computeWords(choice: Compute, card: PageCard | null, threads: number): string {
  const processor = threads > 1 ? `It runs in ${threads} threads` : 'It runs in one thread';
  if (card === null)
    return threads > 1
      ? `${processor}; this browser gives no graphics card to compute on.`
      : `${processor}: more, and the graphics card, need a server that isolates this page from other sites, as npm start does.`;
  if (choice === 'processor') return `${processor}.`;
  if (choice === 'card')
    return `It runs on the graphics card (${card.name}) as soon as its numbers agree with those of the processor${card.software ? '; the processor does that card’s work, and is slower that way' : ''}.`;
  return card.software
    ? `${processor}: what this browser gives as a graphics card (${card.name}) is the processor again, and slower.`
    : `It runs on the graphics card (${card.name}) where that is faster, and its numbers agree with those of the processor: the first structure of each size decides.`;
}
