import { expect, test } from 'vitest';
import { mendLanguage } from '#ui/kit/language.ts';

test.each([
  ['de-CH', ['de-CH', 'en'], 'de-CH', ['de-CH', 'en']],
  ['C', ['C'], 'en', ['en']],
  ['en-US@posix', ['en-US@posix'], 'en-US', ['en-US']],
  ['de_DE.UTF-8', ['de_DE.UTF-8', 'fr'], 'de-DE', ['de-DE', 'fr']],
  ['xx-INVALID-@@', ['xx-INVALID-@@', 'fr'], 'fr', ['fr']],
  ['', [], 'en', ['en']],
])('%s with %j becomes %s, which Intl takes', (language, languages, mended, all) => {
  const navigator = { language, languages };
  mendLanguage(navigator);
  expect(navigator).toEqual({ language: mended, languages: all });
  for (const tag of [navigator.language, ...navigator.languages])
    expect(() => new Intl.NumberFormat(tag)).not.toThrow();
});

test('a browser without a list, or one that lets nothing be changed, is left alone', () => {
  const bare = { language: 'C' } as unknown as Navigator;
  mendLanguage(bare);
  expect(bare.language).toBe('en');
  const frozen = Object.freeze({ language: 'C', languages: Object.freeze(['C']) });
  expect(() => mendLanguage(frozen)).not.toThrow();
});
