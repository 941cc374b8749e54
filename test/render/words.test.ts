import { expect, test } from 'vitest';
import { modelOf } from '#app/document/model.ts';
import { FIGURE_DEFAULTS } from '#app/export/figureSettings.ts';
import { FILM_DEFAULTS } from '#app/export/filmSettings.ts';
import { DEFAULTS } from '#app/look/session.ts';
import { type LatticeSheet, NO_SHEET } from '#app/look/viewOnly.ts';
import { PRESETS } from '#core/recipe/presets/presets.ts';
import { NO_PICKS } from '#ui/figure/figureScene.ts';
import { SOLID_FORMATS } from '#ui/figure/solids/solidFormats.ts';

/** Pictures as wide and high as on pages of 1440, 1024 and 390 px. */
const SIZES = [
  [786, 720],
  [706, 442],
  [390, 382],
] as const;

interface Word {
  readonly words: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Mean width of a letter and the height of words without what stands below the line, as parts of the size of letters. */
const [LETTER, HIGH] = [0.5, 0.7];

function wordsOf(text: string): Word[] {
  const all = text.matchAll(
    /<text x="([-\d.]+)" y="([-\d.]+)" font-size="([\d.]+)"[^>]*text-anchor="(\w+)"([^>]*)>([^<]*)</g,
  );
  return [...all]
    .filter(([, , , , , style]) => !style!.includes('aria-hidden'))
    .map(([, x, y, size, anchor, , words]) => {
      const width = LETTER * Number(size) * words!.length;
      const left = Number(x) - { start: 0, middle: width / 2, end: width }[anchor!]!;
      const bottom = Number(y);
      return {
        words: words!,
        left,
        right: left + width,
        top: bottom - HIGH * Number(size),
        bottom,
      };
    });
}

const touch = (p: Word, q: Word) =>
  p.left < q.right && q.left < p.right && p.top < q.bottom && q.top < p.bottom;

/** What of a picture is wrong. */
function faults(
  id: string,
  [width, height]: readonly [number, number],
  direction: 'oblique' | 'c' = 'oblique',
  sheet: LatticeSheet = NO_SHEET,
): string[] {
  const model = modelOf(PRESETS.find((p) => p.id === id)!.recipe);
  const text = String(
    SOLID_FORMATS.find((format) => format.id === 'svg')!.write({
      subject: {
        title: id,
        structure: model.built.structure,
        bonds: model.bonds,
        model,
        frame: null,
      },
      session: DEFAULTS,
      settings: { ...FIGURE_DEFAULTS, unit: 'px', width, height, textPt: 2.64 },
      dark: false,
      view: { direction, request: 0 },
      picks: NO_PICKS,
      sheet,
      hidden: { elements: [], slabs: [] },
      film: FILM_DEFAULTS,
      run: null,
    }).content,
  );
  const words = wordsOf(text);
  const discs = [...text.matchAll(/<circle cx="([-\d.]+)" cy="([-\d.]+)" r="([-\d.]+)"/g)].map(
    ([, x, y, r]) => [Number(x), Number(y), Number(r)] as const,
  );
  expect(words.length, id).toBeGreaterThan(4);
  const isOnAtom = (w: Word) =>
    discs.some(([x, y, r]) => {
      const dx = x - Math.min(Math.max(x, w.left), w.right);
      const dy = y - Math.min(Math.max(y, w.top), w.bottom);
      return dx * dx + dy * dy < r * r;
    });
  return [
    ...words.flatMap((p, k) =>
      words.slice(k + 1).flatMap((q) => (touch(p, q) ? [`${p.words} × ${q.words}`] : [])),
    ),
    ...words.filter(isOnAtom).map((w) => `${w.words} on an atom`),
    ...words
      .filter((w) => w.left < 0 || w.right > width || w.top < 0 || w.bottom > height)
      .map((w) => `${w.words} beyond the edge`),
  ];
}

test.each(SIZES)(
  '%i × %i px: in no preset does a word touch another, an atom or the edge',
  (...size) => {
    const found = PRESETS.flatMap(({ id }) => faults(id, size).map((fault) => `${id}: ${fault}`));
    expect(found).toEqual([]);
  },
);

test('from above the lengths of a cell stand off the atoms of its copies', () => {
  const found = PRESETS.flatMap(({ id }) => faults(id, SIZES[0], 'c').map((f) => `${id}: ${f}`));
  expect(found.filter((fault) => /: [ab] \d.* on an atom/.test(fault))).toEqual([]);
});

test('lengths of a moiré stand off the lengths of the cell', () => {
  const moire = { ...NO_SHEET, points: 'moire' } as const;
  const found = ['cspbbr3-cds', 'twisted-graphene-1-1', 'twisted-graphene-6-1'].flatMap((id) =>
    SIZES.slice(0, 2).flatMap((size) => faults(id, size, 'c', moire).map((f) => `${id}: ${f}`)),
  );
  expect(found.filter((fault) => /moiré.* × | × moiré/.test(fault))).toEqual([]);
});
