import type { Compute, PageCard } from './computeStore.ts';

/** Where the universal potential would run. */
export interface Computers {
  /** Null where the browser gives none. */
  readonly card: PageCard | null;
  /** How many share the work on the processor. */
  readonly threads: number;
  /** Whether the page is isolated from other sites, as several threads and a card need: now, once loaded again, or not. */
  readonly isolated: 'now' | 'later' | 'not';
}

/** What a choice means here, in a sentence. */
export function computeWords(choice: Compute, { card, threads, isolated }: Computers): string {
  if (isolated === 'later')
    return 'It runs in one thread; in all cores, or on a graphics card, once you load this page again, which is then isolated from other sites.';
  if (isolated === 'not')
    return 'It runs in one thread: more, or a graphics card, need a page that is isolated from other sites: as npm start serves it, in a browser that isolates pages (WebKitGTK does not).';
  const processor = threads > 1 ? `It runs in ${threads} threads` : 'It runs in one thread';
  if (card === null) return `${processor}; this browser gives no graphics card to compute on.`;
  if (choice === 'processor') return `${processor}.`;
  if (choice === 'card')
    return `It runs on the graphics card (${card.name}) as soon as its numbers agree with those of the processor${card.software ? '; the processor does that card’s work, and is slower that way' : ''}.`;
  return card.software
    ? `${processor}: what this browser gives as a graphics card (${card.name}) is the processor again, and slower.`
    : `It runs on the graphics card (${card.name}) where that is faster, and its numbers agree with those of the processor: the first structure of each size decides.`;
}
