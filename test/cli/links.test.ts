import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readRecipe } from '#cli/input.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { linkOf } from '#core/recipe/share.ts';
import { packedLinkOf } from '#engines/zip/packedLink.ts';

const { recipe } = presetOf('ge-si');
const folder = mkdtempSync(join(tmpdir(), 'epistack-links-'));
afterAll(() => rmSync(folder, { recursive: true }));

test.each([linkOf(recipe), packedLinkOf(recipe)])(
  'a link opens, whatever was added to its address: %s',
  (link) => {
    for (const address of [
      link,
      `http://127.0.0.1:4173/${link}`,
      `https://host/page/?fbclid=x${link}&utm_source=y`,
    ])
      expect(readRecipe(address), address).toEqual(recipe);
    const file = join(folder, 'mail.txt');
    writeFileSync(file, `Look at this: https://host/page/${link}\nBest wishes\n`);
    expect(readRecipe(file)).toEqual(recipe);
  },
);

test('an address without a link says what it should end with', () => {
  expect(() => readRecipe('https://host/page/#about')).toThrow(
    /an Epistack link, with #z=… or #r=…/,
  );
});
