import { closeNotice, notify } from '#app/shell/notices.ts';

/** Id of the one notice about what the browser keeps. */
const NOTICE = 'storage';
/** Storage that has not answered for so long is told of, and waited for. */
const SLOW_MS = 2000;

let isTold = false;

/**
 * Says once that documents are not kept, and what to do about it.
 * @param why what a storage threw, or whether there is only no room
 */
export function tellUnkept(why: unknown): void {
  if (isTold) return;
  isTold = true;
  const isFull = why === true || (why instanceof DOMException && why.name === 'QuotaExceededError');
  notify({
    id: NOTICE,
    text: isFull
      ? 'The storage of this browser is full: what you change is no longer kept among the documents. Delete some, or take yours along by Copy link or Export.'
      : 'This browser keeps no documents here (a private window, or storage is blocked): what you make is gone when the tab is closed. Take it along by Copy link or Export.',
  });
}

/**
 * Waits for work on the storage of the browser. Some that block it report no error and never answer: that is said while
 * it is waited for, and no longer once an answer comes.
 */
export async function toldIfSlow<T>(work: Promise<T>): Promise<T> {
  let isSlow = false;
  const timer = setTimeout(() => {
    isSlow = true;
    if (isTold) return;
    notify({
      id: NOTICE,
      text: 'The storage of this browser does not answer: as long as it does not, what you make is gone when the tab is closed. Take it along by Copy link or Export.',
    });
  }, SLOW_MS);
  try {
    const answer = await work;
    if (isSlow && !isTold) closeNotice(NOTICE);
    return answer;
  } finally {
    clearTimeout(timer);
  }
}
