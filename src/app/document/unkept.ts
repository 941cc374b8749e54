import { notify } from '#app/shell/notices.ts';

let isTold = false;

/** Says once that documents are not kept, and what to do about it. */
export function tellUnkept(error: unknown): void {
  if (isTold) return;
  isTold = true;
  const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
  notify({
    id: 'storage',
    text: isFull
      ? 'The storage of this browser is full: what you change is no longer kept among the documents. Delete some, or take yours along by Copy link or Export.'
      : 'This browser keeps no documents here (a private window, or storage is blocked): what you make is gone when the tab is closed. Take it along by Copy link or Export.',
  });
}
