import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { deflateSync } from 'fflate';
import { expect, test } from 'vitest';
import { parseRecipe } from '#core/recipe/parse.ts';
import { DEFAULT_PRESET, PRESETS } from '#core/recipe/presets/presets.ts';
import { linkIn, linkOf, toBase64Url } from '#core/recipe/share.ts';
import { LINK_DICTIONARY } from '#engines/zip/linkDictionary.ts';
import { packedLinkOf, recipeOfAnyLink } from '#engines/zip/packedLink.ts';

const { recipe } = DEFAULT_PRESET;
const root = new URL('../fixtures/recipes/', import.meta.url);
const examples = readdirSync(new URL('v1/', root)).map((name) =>
  parseRecipe(JSON.parse(readFileSync(new URL(`v1/${name}`, root), 'utf8'))),
);

test('every kind of document comes back from a packed link, which is much shorter than a plain one', () => {
  for (const document of [...PRESETS.map((p) => p.recipe), ...examples]) {
    const packed = packedLinkOf(document);
    expect(recipeOfAnyLink(packed)).toEqual(document);
    expect(packed.length).toBeLessThan(0.4 * linkOf(document).length);
    expect(packed).toMatch(/^#z=[\w-]+$/);
  }
});

test('a packed link of today opens for ever: this one, and the dictionary that it was packed with', () => {
  const links = JSON.parse(readFileSync(new URL('packed.json', root), 'utf8')) as Record<
    string,
    string
  >;
  for (const [name, link] of Object.entries(links))
    expect(recipeOfAnyLink(link)).toEqual(
      parseRecipe(JSON.parse(readFileSync(new URL(`v1/${name}.json`, root), 'utf8'))),
    );
  expect(createHash('sha256').update(LINK_DICTIONARY).digest('hex')).toMatch(/^f255ae85a63ff0f4/);
});

test.each([linkOf(recipe), packedLinkOf(recipe)])(
  'what others add to an address is passed over: %s',
  (link) => {
    const body = link.slice(1);
    for (const address of [
      link,
      `https://host/page/${link}`,
      `https://host/page/?fbclid=IwAR0&r=1${link}`,
      `https://host/page/${link}&utm_source=mail&utm_medium=x`,
      `https://host/page/#utm_source=mail&${body}`,
      `https://host/page/?gclid=a#${body}&fbclid=b`,
      ...[
        '?fbclid=1',
        '%20',
        ' ',
        '\n',
        '.',
        '%0A',
        '>',
        ')',
        '=',
        '!',
        '%20?a=1&b=2',
        '#top',
        '/',
      ].map((tail) => `https://host/page/${link}${tail}`),
    ]) {
      expect(linkIn(address), address).toBe(link);
      expect(recipeOfAnyLink(address)).toEqual(recipe);
    }
    expect(linkIn('https://host/page/?r=abc')).toBeNull();
    expect(linkIn('https://host/page/#section')).toBeNull();
  },
);

test('a packed link that is cut off, or of which any letter was changed, is refused', () => {
  const link = packedLinkOf(recipe);
  for (let n = 3; n < link.length; n++)
    expect(() => recipeOfAnyLink(link.slice(0, n)), String(n)).toThrow(/document, link: expected/);
  for (let at = 3; at < link.length - 1; at++) {
    const other = link[at] === 'A' ? 'B' : 'A';
    expect(
      () => recipeOfAnyLink(link.slice(0, at) + other + link.slice(at + 1)),
      String(at),
    ).toThrow(/document, link: expected/);
  }
  for (const sign of ['!', '%20', '?', ' '])
    for (let at = 3; at < link.length - 1; at++)
      expect(() => recipeOfAnyLink(link.slice(0, at) + sign + link.slice(at + 1))).toThrow(
        /document, link: expected/,
      );
});

test('a small link that unpacks to gigabytes is refused before it has', () => {
  const packed = deflateSync(new Uint8Array(40_000_000), { level: 9 });
  expect(packed.length).toBeLessThan(60_000);
  // Cut off in the middle: who unpacked it all would complain about that.
  const bomb = `#z=${toBase64Url([0, 0, 0, 0, ...packed.subarray(0, packed.length / 2)])}`;
  expect(() => recipeOfAnyLink(bomb)).toThrow(/at most 4 MB/);
});
