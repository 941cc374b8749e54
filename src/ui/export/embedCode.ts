import { shareLink } from '#app/document/persist.ts';
import { sessionStore } from '#app/look/session.ts';
import { lookOf } from '#app/story/storySettings.ts';
import type { StoryLook } from '#core/story/story.ts';

const quoted = (text: string): string =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!);

/** The address of the picture alone, with the whole document in it. @param link of the page @param look where it is not the usual one */
export function embedAddress(link: string, look: StoryLook = {}): string {
  const address = new URL(link);
  const isUsual = Object.keys(look).length === 0;
  address.search = isUsual ? '?embed' : `?embed&look=${encodeURIComponent(JSON.stringify(look))}`;
  return address.href;
}

/** HTML that shows a document in another page. */
export const embedCode = (link: string, title: string, look: StoryLook = {}): string =>
  `<iframe src="${quoted(embedAddress(link, look))}" title="${quoted(title)}" width="720" height="480" style="border: 0; max-width: 100%" loading="lazy" allow="fullscreen"></iframe>`;

/** The same for the document of this page. */
export const embedCodeNow = async (title: string): Promise<string> =>
  embedCode(await shareLink(), title, lookOf(sessionStore.getState()));
