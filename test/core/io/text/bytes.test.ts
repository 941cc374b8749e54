import { expect, test } from 'vitest';
import { readAtoms } from '#core/io/readAtoms.ts';
import { readFloat } from '#core/io/text/floatBytes.ts';
import { parseNumber } from '#core/io/text/text.ts';
import { decodeUtf8, encodeUtf8, isForeignText, plainText } from '#core/io/text/utf8.ts';
import { fc } from '../../../helpers/property.ts';

const read = (text: string) => {
  const cursor = { at: 0 };
  const value = readFloat(encodeUtf8(text), cursor, text.length);
  return { value, at: cursor.at };
};

test('readFloat is Number, to the last bit, however the number is written', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -1e300, max: 1e300, noNaN: true }),
      fc.integer({ min: 0, max: 20 }),
      (x, digits) => {
        for (const text of [
          String(x),
          x.toExponential(),
          x.toExponential(digits),
          Math.abs(x) < 1e21 ? x.toFixed(digits) : '0',
        ])
          expect(read(text)).toEqual({ value: Number(text), at: text.length });
      },
    ),
    { numRuns: 1000 },
  );
});

test('the form that VASP prints, with any one byte changed to any other', () => {
  for (const text of ['0.12345678', '-9.87654321', '-0.00000000', '1.00000000 '])
    for (let at = 0; at < text.length; at++)
      for (let byte = 0; byte < 256; byte++) {
        const bytes = encodeUtf8(text);
        bytes[at] = byte;
        const changed = String.fromCharCode(...bytes);
        const first = /^[ \t]*([^ \t\r\n]*)/.exec(changed)![1]!;
        const wanted = parseNumber(first) ?? Number.NaN;
        expect(readFloat(bytes, { at: 0 }, bytes.length), JSON.stringify(changed)).toBe(wanted);
      }
});

test('Fortran exponents, signs, bare points', () => {
  for (const [text, value] of [
    ['  1.5D-3 ', 1.5e-3],
    ['+.5', 0.5],
    ['5.', 5],
    ['-0', -0],
    ['\t007', 7],
    ['1e+02\n', 100],
  ] as const)
    expect(read(text).value).toBe(value);
});

test.each([
  '',
  ' ',
  '.',
  '-',
  '+-1',
  '1e',
  '1e+',
  '0x10',
  'nan',
  'inf',
  '1,5',
  '1.2.3',
  '1-2',
  '1e400',
  '\n1',
])('%j is no number', (text) => {
  expect(read(text).value).toBeNaN();
  if (text !== '\n1') expect(parseNumber(text.trim())).toBeUndefined();
});

test('UTF-8 there and back; a byte-order mark is dropped, what is no UTF-8 is replaced', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      fc.pre(!text.startsWith('\ufeff'));
      expect(decodeUtf8(encodeUtf8(text))).toBe(text);
    }),
  );
  expect([...encodeUtf8('é€😀')]).toEqual([0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0x80]);
  expect(decodeUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0x41))).toBe('A');
  expect(decodeUtf8(Uint8Array.of(0x41, 0xff, 0xc0, 0x80, 0xed, 0xa0, 0x80, 0xe2, 0x82))).toMatch(
    /^A\ufffd+$/,
  );
  expect([...encodeUtf8('\ud800')]).toEqual([0xef, 0xbf, 0xbd]);
});

/** Text as programs of Windows save it: two bytes a letter, behind a mark that says which comes first. */
const utf16 = (text: string, isLittle: boolean): Uint8Array =>
  Uint8Array.from(
    [...`\ufeff${text}`].flatMap((c) => {
      const bytes = [c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8];
      return isLittle ? bytes : bytes.reverse();
    }),
  );

test('text of UTF-16, or with lines that \\r ends, is read as it is in UTF-8; other bytes stay', () => {
  const text = '1\nLattice="4 0 0 1 5 0 0 2 6" title="Ångström"\nCu 1 2 3\n';
  const wanted = readAtoms(text, 'x.xyz');
  const windows = text.replaceAll('\n', '\r\n');
  const foreign = [
    utf16(text, true),
    utf16(windows, true),
    utf16(windows, false),
    encodeUtf8(text.replaceAll('\n', '\r')),
  ];
  for (const bytes of foreign) {
    expect(isForeignText(bytes)).toBe(true);
    expect(decodeUtf8(plainText(bytes))).toBe(text);
    expect(readAtoms(bytes, 'x.xyz')).toEqual(wanted);
  }
  for (const bytes of [text, windows, '', 'no line', '\ufeffa\n'].map(encodeUtf8))
    expect(plainText(bytes)).toBe(bytes);
  const image = Uint8Array.of(0x89, 13, 0, 1);
  expect(plainText(image)).toBe(image);
});
