import { expect, test } from 'vitest';
import { DEFAULT_PRESET, presetOf } from '#core/recipe/presets/presets.ts';
import { playsRun } from '#core/story/carriedRun.ts';
import type { Story } from '#core/story/story.ts';
import { STORY_PAGE_SLOTS, storyHtml } from '#core/story/storyPage.ts';

const { title, story: place, run } = STORY_PAGE_SLOTS;
const PAGE = `<title>${title}</title><script type="application/json" id="story">${place}</script>${run}`;
const of = (text: string): Story => ({
  epistackStory: 1,
  title: text,
  steps: [{ title: 'One', text: [text], start: { preset: 'ge-si' } }],
});

test('whatever a story says, the file holds it as text and reads it back', () => {
  const hostile = '</script><script>alert(1)</script><!-- $& $1 & "quoted"';
  const html = storyHtml(PAGE, of(hostile), null);
  expect(html.match(/<script/g)).toHaveLength(1);
  expect(html).not.toContain('<!--');
  const json = /id="story">(.*?)<\/script>/.exec(html)![1]!;
  expect(JSON.parse(json)).toEqual(of(hostile));
  expect(html).toContain('<title>&lt;/script&gt;');
});

test('the frames of the recorded run are in the file of a story that plays them', () => {
  const html = storyHtml(PAGE, of('x'), { folder: 'some/run', base64: 'H4sIAAAA' });
  expect(html).toContain('<script type="text/plain" data-run="some/run">H4sIAAAA</script>');
  expect(() => storyHtml('<title></title>', of('x'), null)).toThrow(/no place/);
});

test('a run is carried for a step that plays it, of the stack that has one', () => {
  const moving: Story = {
    ...of('x'),
    steps: [{ title: 'In motion', start: { preset: 'ge-si' }, motion: { kind: 'play' } }],
  };
  expect(playsRun(moving, [DEFAULT_PRESET.recipe])).toBe(true);
  expect(playsRun(moving, [presetOf('ge-si').recipe])).toBe(false);
  expect(playsRun(of('x'), [DEFAULT_PRESET.recipe])).toBe(false);
});
