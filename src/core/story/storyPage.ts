import type { CarriedRun } from './carriedRun.ts';
import type { Story } from './story.ts';

/** Where the page that tells a story has room for it. */
export const STORY_PAGE_SLOTS = {
  title: '<!-- title of the story -->',
  story: '<!-- the story -->',
  run: '<!-- the recorded run -->',
} as const;

/**
 * A story as one HTML file that needs no server.
 * @param page the page that tells stories, with its slots
 * @throws {Error} for a page that has no room for one
 */
export function storyHtml(page: string, story: Story, run: CarriedRun | null): string {
  // Neither "</script>" nor "<!--" may stand within a script, whatever is written in the story.
  const json = JSON.stringify(story).replaceAll('<', '\\u003c');
  const frames =
    run === null ? '' : `<script type="text/plain" data-run="${run.folder}">${run.base64}</script>`;
  const parts: readonly (readonly [slot: string, text: string])[] = [
    [STORY_PAGE_SLOTS.title, escaped(story.title)],
    [STORY_PAGE_SLOTS.story, json],
    [STORY_PAGE_SLOTS.run, frames],
  ];
  return parts.reduce((html, [slot, text]) => {
    const at = html.indexOf(slot);
    if (at < 0) throw new Error(`the page of stories has no place for ${slot}`);
    return html.slice(0, at) + text + html.slice(at + slot.length);
  }, page);
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!);
