import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { library } from '#app/document/library.ts';
import { modelOf } from '#app/document/model.ts';
import { storyOf } from '#app/story/readStory.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import { recipesOf } from '#core/story/playStory.ts';
import { type CaptionBlock, captionPages, type Measure } from '#ui/figure/films/caption.ts';
import { captionsOf } from '#ui/figure/films/story.ts';
import { fc } from '../../helpers/property.ts';

/** Letters of half their height, as most are. */
const measure: Measure = (text, px) => 0.5 * px * text.length;
const BOX = { widthPx: 420, heightPx: 650 };
const FRAME_PX = 720;

const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1, maxLength: 120 });

test('every word of a caption is written, in its order, within its box', () => {
  fc.assert(
    fc.property(fc.array(words, { minLength: 1, maxLength: 6 }), (paragraphs) => {
      const blocks: CaptionBlock[] = [
        { text: 'Title', role: 'title' },
        ...paragraphs.map((p): CaptionBlock => ({ text: p.join(' '), role: 'text' })),
      ];
      const pages = captionPages(blocks, BOX, FRAME_PX, measure);
      const lines = pages.flatMap((page) => page.filter(({ isBold }) => !isBold));
      expect(lines.map(({ text }) => text).join(' ')).toBe(paragraphs.flat().join(' '));
      for (const page of pages) {
        expect(page[0]!.text).toBe('Title');
        for (const { text, px, isBold, y } of page) {
          expect(y).toBeLessThanOrEqual(BOX.heightPx);
          expect(measure(text, px, isBold)).toBeLessThanOrEqual(BOX.widthPx);
        }
      }
    }),
  );
});

test('letters are as large as they can be, and never smaller than is read', () => {
  const short = captionPages([{ text: 'Short', role: 'text' }], BOX, FRAME_PX, measure);
  const text = Array.from({ length: 900 }, () => 'word').join(' ');
  const long = captionPages([{ text, role: 'text' }], BOX, FRAME_PX, measure);
  expect(short[0]![0]!.px).toBe(FRAME_PX / 24);
  expect(long.length).toBeGreaterThan(1);
  expect(long[0]![0]!.px).toBeCloseTo(FRAME_PX / 34, 9);
});

test('each step of a story that comes with Epistack is on two pages at most, without the source of a formula', () => {
  const folder = new URL('../../../public/stories/', import.meta.url);
  for (const name of readdirSync(folder)) {
    const story = storyOf(readFileSync(new URL(name, folder), 'utf8'));
    for (const [i, recipe] of recipesOf(story, library).entries())
      for (const blocks of captionsOf(story.steps[i]!, modelOf(recipe))) {
        for (const { text } of blocks) expect(text).not.toMatch(/[$\\]/);
        expect(
          captionPages(blocks, BOX, FRAME_PX, measure).length,
          `${name}, step ${i + 1}`,
        ).toBeLessThanOrEqual(2);
      }
  }
});

test('a formula stands in one line of a caption, and a number beside its unit', () => {
  const text = [String.raw`$f = \frac{a_\text{film} - a_2}{a_2}$`, 'It costs $5, and 2 Å.'];
  const model = modelOf(DEFAULT_PRESET.recipe);
  const [blocks] = captionsOf({ title: 'Misfit', text }, model);
  expect(blocks!.map((block) => block.text)).toEqual([
    'Misfit',
    'f = (a_film − a₂) / a₂',
    'It costs $5, and 2\u00a0Å.',
  ]);
  const narrow = captionPages(blocks!, { ...BOX, widthPx: 200 }, FRAME_PX, measure);
  expect(narrow.flat().some((line) => line.text.includes('2\u00a0Å.'))).toBe(true);
});
