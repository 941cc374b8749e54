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

test('the last page of a caption has more than a word', () => {
  for (let n = 150; n < 190; n++) {
    const text = Array.from({ length: n }, () => 'word').join(' ');
    const pages = captionPages(
      [{ text, role: 'text' }],
      { ...BOX, heightPx: 420 },
      FRAME_PX,
      measure,
    );
    const counts = pages.map(
      (page) =>
        page
          .map((line) => line.text)
          .join(' ')
          .split(' ').length,
    );
    expect(counts.at(-1), `${n} words`).toBeGreaterThan(counts.length === 1 ? 0 : 0.6 * counts[0]!);
  }
});

test('the formulas of a caption are set within its box, on one baseline with the words about them', () => {
  const text = [
    String.raw`$h = \frac{1 - ν}{1 + ν} \frac{1}{16π\sqrt{2}} \frac{b^2}{a f^2} \ln\frac{h}{b}$`,
    String.raw`It falls as $1/f^2$, with $a_{Fe}\sqrt{2}$.`,
  ];
  const [blocks] = captionsOf({ title: 'Set', text }, modelOf(DEFAULT_PRESET.recipe));
  for (const widthPx of [420, 160]) {
    const lines = captionPages(blocks!, { ...BOX, widthPx }, FRAME_PX, measure).flat();
    const set = lines.filter(({ marks }) => marks !== undefined);
    for (const { marks } of set)
      for (const mark of marks!)
        if (mark.is === 'text')
          expect(mark.x + measure(mark.text, mark.px, false)).toBeLessThanOrEqual(widthPx + 1e-6);
        else for (const [x] of mark.points) expect(x).toBeLessThanOrEqual(widthPx + 1e-6);
    // Four bars and a root, and one more root.
    const strokes = set.flatMap(({ marks }) => marks!.filter(({ is }) => is === 'line'));
    expect(strokes).toHaveLength(6);
    // Numerators stand higher than what follows them, and no line reaches into the one above.
    const letters = set[0]!.marks!.flatMap((m) => (m.is === 'text' ? [m] : []));
    expect(letters[0]).toMatchObject({ text: 'h', y: 0, isItalic: true });
    expect(Math.min(...letters.map(({ y }) => y))).toBeLessThan(0);
    for (const [i, line] of lines.entries()) {
      const tops = (line.marks ?? []).map((m) =>
        m.is === 'text' ? m.y - 0.78 * m.px : Math.min(...m.points.map(([, y]) => y)),
      );
      if (i > 0) expect(line.y + Math.min(0, ...tops)).toBeGreaterThan(lines[i - 1]!.y);
    }
  }
  const wide = { ...BOX, widthPx: 900 };
  const last = captionPages(blocks!, wide, FRAME_PX, measure).flat().at(-1)!;
  expect(last.text).toBe('It falls as 1 / f², with a_(Fe) √2.');
  const comma = last.marks!.findIndex((m) => m.is === 'text' && m.text === ',');
  expect(comma).toBeGreaterThan(0);
});

test('a step with something to try out says that a film has none, and answers stand under their questions', () => {
  const questions = [{ ask: 'Why?', answer: 'So.' }];
  const control = { kind: 'critical-thickness' } as const;
  const [first, answers] = captionsOf(
    { title: 'Try', text: ['Below both curves'], control, questions },
    modelOf(DEFAULT_PRESET.recipe),
  );
  expect(first!.map(({ text }) => text)).toEqual([
    'Try',
    'The curves to try out are on the page: this film shows none.',
    'Below both curves',
    '1. Why?',
  ]);
  expect(answers!.map(({ text }) => text)).toEqual(['Try', '1. Why?', 'So.']);
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
