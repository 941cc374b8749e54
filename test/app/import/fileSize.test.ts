import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { contentOf } from '#app/import/fileContent.ts';
import { documentIn } from '#app/import/importStore.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';

const MB = 1024 * 1024;
/** What a file is refused with; not its bytes, which no report of a failed test should print. */
const refusal = (file: File): Promise<string> =>
  contentOf(file).then(
    () => 'read',
    (error: Error) => error.message,
  );

test('what a file holds is read, packed or not', async () => {
  const bytes = new TextEncoder().encode('a crystal');
  expect([...(await contentOf(new File([bytes], 'a.cif')))]).toEqual([...bytes]);
  const packed = new File([new Uint8Array(gzipSync(bytes))], 'a.cif.gz');
  expect([...(await contentOf(packed))]).toEqual([...bytes]);
});

test('a file that only begins like an archive is taken as it is', async () => {
  for (const bytes of [[0x1f, 0x20, 0x41], [0x20, 0x8b, 0x41], [0x1f], []])
    expect([...(await contentOf(new File([Uint8Array.from(bytes)], 'odd')))]).toEqual(bytes);
});

test('a saved document is read up to a size no document has', async () => {
  const { recipe } = DEFAULT_PRESET;
  const saved = (spaces: number) =>
    new File([JSON.stringify(recipe), ' '.repeat(spaces)], 'recipe.json');
  expect(await documentIn(saved(2 * MB))).toEqual(recipe);
  await expect(documentIn(saved(17 * MB))).rejects.toThrow(RangeError);
});

test('files over 64 MB are no crystals, nor are archives that unpack to more', async () => {
  const large = new File([new Uint8Array(64 * MB + 1)], 'large.cif');
  expect(await refusal(large)).toMatch(/64 MB; at most 64 MB/);
  const bomb = new File([new Uint8Array(gzipSync(new Uint8Array(65 * MB), { level: 1 }))], 'a.gz');
  expect(bomb.size).toBeLessThan(MB);
  expect(await refusal(bomb)).toMatch(/over 64 MB when unpacked/);
});
