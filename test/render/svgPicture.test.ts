import { expect, test } from 'vitest';
import { modelOf } from '#app/document/model.ts';
import { cssSizeOf, FIGURE_DEFAULTS } from '#app/export/figureSettings.ts';
import { FILM_DEFAULTS } from '#app/export/filmSettings.ts';
import { LOOK_PRESETS } from '#app/look/presets.ts';
import { DEFAULTS, type Session } from '#app/look/session.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { wireWidthPx } from '#render/gpu/wire.ts';
import { wireColor } from '#render/svg/wireColor.ts';
import { type FigurePlan, NO_PICKS } from '#ui/figure/figureScene.ts';
import { SOLID_FORMATS } from '#ui/figure/solids/solidFormats.ts';
import { fetchColouring } from '#ui/look/structureColourings.ts';

const model = modelOf(presetOf('ge-si').recipe);
const { structure } = model.built;
const svg = (session: Partial<Session>, more: Partial<FigurePlan> = {}): string =>
  String(
    SOLID_FORMATS.find(({ id }) => id === 'svg')!.write({
      subject: { title: 'Ge on <Si>', structure, bonds: model.bonds, model, frame: null },
      session: { ...DEFAULTS, repeat: 'none', completion: 'cell', showContacts: false, ...session },
      settings: FIGURE_DEFAULTS,
      dark: false,
      view: { direction: 'c', request: 0 },
      picks: NO_PICKS,
      hidden: { elements: [], slabs: [] },
      film: FILM_DEFAULTS,
      run: null,
      ...more,
    }).content,
  );

interface Disc {
  readonly x: number;
  readonly y: number;
  readonly r: number;
}
const discsOf = (text: string): Disc[] =>
  [...text.matchAll(/<circle cx="([-\d.]+)" cy="([-\d.]+)" r="([-\d.]+)"/g)].map(([, x, y, r]) => ({
    x: Number(x),
    y: Number(y),
    r: Number(r),
  }));

test('from above each atom is a disc over its place, upper ones last, within a page of the asked size', () => {
  const text = svg({});
  const discs = discsOf(text);
  expect(discs).toHaveLength(structure.numbers.length);
  expect(text).toContain('width="170mm" height="110mm"');
  const { widthPx, heightPx } = cssSizeOf(FIGURE_DEFAULTS);
  for (const { x, y, r } of discs) {
    expect(x - r).toBeGreaterThan(0);
    expect(x + r).toBeLessThan(widthPx);
    expect(y - r).toBeGreaterThan(0);
    expect(y + r).toBeLessThan(heightPx);
  }
  // In the file they stand by height; a is to the right and b up, both at one scale.
  const order = Array.from(structure.numbers.keys()).sort(
    (i, j) => structure.xyz[3 * i + 2]! - structure.xyz[3 * j + 2]!,
  );
  const [low, high] = [order[0]!, order.at(-1)!];
  const [first, last] = [discs[0]!, discs.at(-1)!];
  const spans = (k: 'x' | 'y') => {
    const all = discs.map((d) => d[k]);
    return Math.max(...all) - Math.min(...all);
  };
  const width = (x: number) => {
    const all = order.map((i) => structure.xyz[3 * i + x]!);
    return Math.max(...all) - Math.min(...all);
  };
  const scale = spans('x') / width(0);
  expect(spans('y') / width(1)).toBeCloseTo(scale, 1);
  expect(last.x - first.x).toBeCloseTo(
    scale * (structure.xyz[3 * high]! - structure.xyz[3 * low]!),
    1,
  );
  expect(first.y - last.y).toBeCloseTo(
    scale * (structure.xyz[3 * high + 1]! - structure.xyz[3 * low + 1]!),
    1,
  );
});

test('balls and sticks are as wide as on the page, with their ink, and the film’s own cell is dashed', () => {
  const view = { direction: 'c', request: 0 } as const;
  const inked = /<circle [^>]* r="([\d.]+)" fill="[^"]+" stroke="[^"]+" stroke-width="([\d.]+)"/g;
  const outer = [...svg({ outlines: true }, { view }).matchAll(inked)].map(
    ([, r, line]) => Number(r) + Number(line) / 2,
  );
  const plain = discsOf(svg({ outlines: false }, { view })).map(({ r }) => r);
  expect(outer).toHaveLength(plain.length);
  expect(Math.max(...outer)).toBeCloseTo(Math.max(...plain), 1);
  const sticks = (text: string) =>
    [...text.matchAll(/<line [^>]*stroke="#\w+" stroke-width="([\d.]+)"\/>/g)].map(([, w]) =>
      Number(w),
    );
  expect(Math.max(...sticks(svg({ outlines: true })))).toBe(
    Math.max(...sticks(svg({ outlines: false }))),
  );
  const dashed = /<line [^>]*stroke="#[\w]+" stroke-width="2" stroke-dasharray="6 4"\/>/g;
  expect(svg({ showMismatch: true }).match(dashed)).toHaveLength(4);
});

test('letters are letters: mismatch, legend and scale, and no brackets where they would be points', () => {
  const text = svg({});
  expect(text).toContain('<title>Ge on &lt;Si&gt;</title>');
  expect(text).toMatch(/>a \d\.\d\d Å · mismatch \+4\.18 %</);
  expect(text).toMatch(/>Ge</);
  expect(text).toMatch(/>\d+(\.\d+)? (nm|Å)</);
  expect(text).not.toMatch(/>d₀/);
  const aside = svg({}, { view: { direction: 'a', request: 0 } });
  expect(aside).toMatch(/>d₀ [\d.]+ Å</);
});

test('the colours of a number are a bar in the legend, between the numbers at its ends', async () => {
  const atoms = { structure, model, bonds: model.bonds };
  const { scale } = (await fetchColouring('strain')).colour(atoms, false, null).legend;
  const text = svg({ colorBy: 'strain' });
  const [, x, y] = /<text x="([-\d.]+)" y="([-\d.]+)"[^>]*>In-plane strain: −[\d.]+</.exec(text)!;
  const [, endX, endY] = /<text x="([-\d.]+)" y="([-\d.]+)"[^>]*>[\d.]+ %</.exec(text)!;
  expect(Number(endX)).toBeGreaterThan(Number(x));
  expect(endY).toBe(y);
  const at = scale!.stops.map((color) => text.indexOf(`fill="${color}"`));
  expect(at[0]).toBeGreaterThan(0);
  expect(at[2]).toBeGreaterThan(at[0]!);
});

test('every element is closed, and every fill that is named is there', () => {
  const text = svg({ style: 'polyhedra', completion: 'complete' });
  const open: string[] = [];
  for (const [, end, name, self] of text.matchAll(/<(\/?)([a-zA-Z]+)[^>]*?(\/?)>/g))
    if (end === '/') expect(open.pop()).toBe(name);
    else if (self === '') open.push(name!);
  expect(open).toEqual([]);
  const ids = new Set([...text.matchAll(/<radialGradient id="([^"]+)"/g)].map(([, id]) => id));
  for (const [, id] of text.matchAll(/url\(#([^)]+)\)/g)) expect(ids).toContain(id);
  expect(text).not.toMatch(/NaN|undefined|Infinity/);
});

const paperModel = modelOf(presetOf('cspbbr3-cds').recipe);
const paper = {
  title: 'CdS on CsPbBr3',
  structure: paperModel.built.structure,
  bonds: paperModel.bonds,
  model: paperModel,
  frame: null,
};

test('the lengths of the paper and of both edges are read in a small picture too, with large letters too', () => {
  const projector = LOOK_PRESETS.find(({ id }) => id === 'projector')!.settings;
  for (const look of [DEFAULTS, projector])
    for (const [width, height] of [
      [760, 720],
      [706, 442],
      [390, 382],
    ] as const) {
      // In pixels of the page.
      const settings = { ...FIGURE_DEFAULTS, unit: 'px' as const, width, height, textPt: 2.64 };
      const text = svg(
        { ...look, completion: 'complete', showContacts: true },
        {
          subject: paper,
          settings,
          view: { direction: 'oblique', request: 0 },
        },
      );
      for (const words of ['Cs–S 3.73 Å', 'Br–Cd 3.05 Å', 'a 16.68 Å', 'b 11.80 Å'])
        expect(text, `${width} px`).toContain(`>${words}`);
    }
});

test('in a narrow picture from above the length of b stands on no atom', () => {
  for (const width of [390, 760]) {
    const settings = { ...FIGURE_DEFAULTS, unit: 'px' as const, width, height: 422, textPt: 2.64 };
    const text = svg({ completion: 'complete', textScale: 1.36 }, { subject: paper, settings });
    const [, x, y, px, anchor, words] =
      /<text x="([-\d.]+)" y="([-\d.]+)" font-size="([\d.]+)"[^>]*text-anchor="(\w+)"[^>]*>(b 11\.80 Å[^<]*)/.exec(
        text,
      )!;
    const wide = 0.5 * Number(px) * words!.length;
    const left = Number(x) - (anchor === 'start' ? 0 : wide / 2);
    const under = discsOf(text.slice(0, text.indexOf('</g>'))).filter(
      (d) =>
        Math.abs(d.y - Number(y)) < d.r + Number(px) / 3 &&
        d.x + d.r > left &&
        d.x - d.r < left + wide,
    );
    expect(under, `${width} px: ${words} at ${x}, ${y}`).toEqual([]);
  }
});

test('however the cell is turned, the lengths of its edges stand on no other words and not on the dimensions', () => {
  for (const azimuthRad of [-1.8, -1.6, -0.2, 0.9])
    for (const elevationRad of [0.1, 0.5]) {
      const stand = { azimuthRad, elevationRad, allRound: false };
      const text = svg(
        { repeat: 'auto', projection: 'perspective' },
        { subject: paper, view: { direction: 'oblique', request: 0, stand } },
      );
      const words = [
        ...text.matchAll(
          /<text x="([-\d.]+)" y="([-\d.]+)" font-size="(\d+)"[^>]*text-anchor="(\w+)" fill="#[^"]*">([^<]+)</g,
        ),
      ].map(([, x, y, size, anchor, words]) => {
        const width = 0.5 * Number(size) * words!.length;
        const left = Number(x) - width * { start: 0, middle: 0.5, end: 1 }[anchor!]!;
        return { left, right: left + width, y: Number(y), words: words! };
      });
      const lengths = words.filter((w) => /^[ab] 1\d\.|^mismatch/.test(w.words));
      expect(lengths.length).toBeGreaterThan(1);
      // The column of dimensions stands left of its words.
      const column = words.find((w) => w.words === 'CdS')!;
      const vacuum = Math.max(...words.filter((w) => w.words === '10.00 Å').map((w) => w.y));
      for (const one of lengths) {
        for (const other of words)
          if (other !== one)
            expect(
              Math.abs(other.y - one.y) > 9 || other.left > one.right || other.right < one.left,
              `${one.words} on ${other.words}, ${azimuthRad} ${elevationRad}`,
            ).toBe(true);
        const isBeside = one.y < vacuum - 20 && one.right > column.left - 12;
        expect(isBeside && one.left < column.left, `${one.words}, ${azimuthRad}`).toBe(false);
      }
    }
});

test('from every side both edges of the floor have their lengths, and all axes a name where no axis runs', () => {
  const textsOf = (direction: 'a' | 'b' | 'c' | 'oblique') =>
    [
      ...svg({}, { view: { direction, request: 0 } }).matchAll(
        /<text x="([-\d.]+)" y="([-\d.]+)"[^>]*fill="#[^"]*">([^<]+)</g,
      ),
    ].map(([, x, y, text]) => ({ x: Number(x), y: Number(y), text: text! }));
  const { heightPx, widthPx } = cssSizeOf(FIGURE_DEFAULTS);
  for (const direction of ['a', 'b', 'c', 'oblique'] as const) {
    const texts = textsOf(direction);
    for (const axis of ['a', 'b', 'c'])
      expect(texts.some(({ text }) => text.split(', ').includes(axis))).toBe(true);
    const lengths = texts.filter(({ text }) => /^[ab] 5\.43 Å/.test(text));
    expect(lengths.map(({ text }) => text[0]).toSorted()).toEqual(['a', 'b']);
    expect(new Set(lengths.map(({ x, y }) => `${x} ${y}`)).size).toBe(2);
    for (const { x, y } of lengths) {
      expect(x).toBeGreaterThan(0);
      expect(x).toBeLessThan(widthPx);
      expect(y).toBeLessThan(heightPx);
    }
  }
  const end = textsOf('b').find(({ text }) => text.startsWith('b 5.43'))!;
  expect(end.text).toMatch(/along the view$/);
});

/** What is written, each text once without its halo, and the height at which it stands. */
const wordsOf = (text: string) =>
  [...text.matchAll(/<text x="[-\d.]+" y="([-\d.]+)"([^>]*)>([^<]*)</g)]
    .filter(([, , style]) => !style!.includes('aria-hidden'))
    .map(([, y, , words]) => ({ y: Number(y), words: words! }));

const flat = modelOf(presetOf('graphene-hbn').recipe);
const subject = {
  title: 'flat',
  structure: flat.built.structure,
  bonds: flat.bonds,
  model: flat,
  frame: null,
};

test('contacts have their lengths from the side, and none where they are seen from their end or lattices lie over them', () => {
  const lengths = (direction: 'b' | 'c', more: Partial<FigurePlan> = {}) =>
    wordsOf(
      svg({ showContacts: true }, { subject, view: { direction, request: 0 }, ...more }),
    ).filter(({ words }) => /^[BCN]–[BCN] 3\.[36]\d Å$/.test(words)).length;
  expect(lengths('b')).toBeGreaterThan(0);
  expect(lengths('c')).toBe(0);
  const sheet = { points: 'coincidence', dislocations: false, at: 0 } as const;
  expect(lengths('b', { sheet })).toBe(0);
});

test('of thin slabs in a wide picture no name is written over another', () => {
  const text = svg(
    { repeat: 'counts', repeatA: 41, repeatB: 1, repeatC: 1 },
    {
      subject,
      view: { direction: 'b', request: 0 },
    },
  );
  const beside = wordsOf(text).filter(({ words }) => /vacuum|graphene|h-BN|d₀/.test(words));
  expect(beside.length).toBeGreaterThan(0);
  const heights = beside.map(({ y }) => y).sort((p, q) => p - q);
  for (const [k, y] of heights.slice(1).entries()) expect(y - heights[k]!).toBeGreaterThan(8);
});

test('a wire is as wide as asked for, but no carpet from far and no hair', () => {
  expect(wireWidthPx(0, 10)).toBe(0);
  expect(wireWidthPx(2, 40)).toBe(2);
  expect(wireWidthPx(3, 10)).toBeCloseTo(1.8, 9);
  expect(wireWidthPx(3, 2)).toBe(1.25);
});

test('wires have their width in px at any distance, and a colour that is seen on the page', () => {
  const text = svg({ style: 'wireframe', outlines: false });
  const atoms = text.slice(0, text.indexOf('<g id="marks">'));
  const widths = [...atoms.matchAll(/<line [^>]*stroke-width="([\d.]+)"\/>/g)].map(([, w]) => w);
  // Two halves of each bond.
  const [width] = widths.toSorted();
  expect(widths.filter((w) => w === width).length).toBeGreaterThan(model.bonds.a.length);
  expect(Number(width)).toBeGreaterThanOrEqual(1.25);
  expect(Number(width)).toBeLessThanOrEqual(2);
  // No two elements have the same mark.
  const marks = atoms.match(/<(circle|polygon) [^>]*\/>/g)!.map((mark) => {
    const corners = (/points="([^"]*)"/.exec(mark)?.[1] ?? '').split(' ').length;
    return `${corners} ${mark.includes('stroke-width')}`;
  });
  expect(new Set(marks).size).toBe(new Set(model.built.structure.numbers).size);
  const yellow = wireColor([0.82, 0.79, 0.29], false);
  for (const [rgb, page, isDark] of [
    [yellow, '#fdfcf9', false],
    [wireColor([0.2, 0.22, 0.25], true), '#1b1f24', true],
  ] as const) {
    const [a, b] = [luminanceOf(rgb), luminanceOf(rgbOf(page))];
    expect((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)).toBeGreaterThan(3);
    // What is seen already stays as it is.
    const seen = wireColor(rgb, isDark);
    for (const k of [0, 1, 2] as const) expect(seen[k]).toBeCloseTo(rgb[k], 6);
  }
  expect(yellow[0]).toBeGreaterThan(yellow[2]);
});

/** Relative luminance of display values. @see WCAG 2.2 */
function luminanceOf(rgb: readonly [number, number, number]): number {
  const [r, g, b] = rgb.map((x) => (x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}
const rgbOf = (hex: string): [number, number, number] => {
  const n = Number.parseInt(hex.slice(1), 16);
  return [(n >> 16) / 255, ((n >> 8) & 255) / 255, (n & 255) / 255];
};
