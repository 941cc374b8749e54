import { createStore } from 'zustand/vanilla';

/** A message that stays until it is answered or closed. */
export interface Notice {
  /** A notice replaces another of the same id. */
  readonly id: string;
  readonly text: string;
  /** Sentences that are folded away behind it. */
  readonly more?: readonly string[];
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** Notices that are shown, the oldest first. */
export const noticeStore = createStore<{ readonly notices: readonly Notice[] }>()(() => ({
  notices: [],
}));

export function notify(notice: Notice): void {
  noticeStore.setState(({ notices }) => ({
    notices: [...notices.filter(({ id }) => id !== notice.id), notice],
  }));
}

export function closeNotice(id: string): void {
  noticeStore.setState(({ notices }) => ({ notices: notices.filter((n) => n.id !== id) }));
}
