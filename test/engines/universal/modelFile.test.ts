import { describe, expect, test } from 'vitest';
import { parseModel } from '#engines/universal/model/modelFile.ts';
import { modelShapes, randomModel } from '../../helpers/randomModel.ts';

const bytes = randomModel(1);

test('a model file has 63 arrays and 707,658 numbers', () => {
  const counts = modelShapes().map((shape) => shape.reduce((a, b) => a * b, 1));
  expect(counts).toHaveLength(63);
  expect(counts.reduce((a, b) => a + b, 0)).toBe(707_658);
});

test('what stands behind the arrays is ignored, as in some published files', () => {
  const longer = new Uint8Array(bytes.length + 1);
  longer.set(bytes);
  longer[bytes.length] = 10;
  expect(parseModel(longer)).toEqual(parseModel(bytes));
});

describe('another file is refused, with what is wrong', () => {
  const header = bytes.indexOf(10);
  const replaced = (from: string, to: string): Uint8Array => {
    const text = new TextDecoder().decode(bytes.subarray(0, header)).replace(from, to);
    return Uint8Array.from([...new TextEncoder().encode(text), ...bytes.subarray(header)]);
  };
  const changed = (at: number, value: number): Uint8Array => {
    const copy = Uint8Array.from(bytes);
    copy[at] = value;
    return copy;
  };
  for (const [name, data, reason] of [
    ['empty', new Uint8Array(0), /line of JSON/],
    ['text', new TextEncoder().encode('Cs 1\n'), /line of JSON/],
    ['cut', bytes.subarray(0, 1_000_000), /ends within an array of 256 × 256/],
    ['cut header', bytes.subarray(0, 300), /line of JSON/],
    ['other depth', replaced('"n_layers":4', '"n_layers":3'), /n_layers 3/],
    ['no scale', replaced('"scale":0.8', '"scale":"big"'), /no number "scale"/],
    ['negative cutoff', replaced('"cutoff":6', '"cutoff":-6'), /out of range/],
    ['an element twice', replaced('[1,2,', '[1,1,'), /list of elements/],
    ['64-bit numbers', changed(header + 1 + 23, 56), /32-bit/],
    ['not NumPy', changed(header + 2, 0), /expected an array of 89/],
  ] as const)
    test(name, () => expect(() => parseModel(data)).toThrow(reason));
  test('a number that is none', () => {
    const copy = Uint8Array.from(bytes);
    copy.set([0, 0, 0xc0, 0x7f], header + 1 + 128);
    expect(() => parseModel(copy)).toThrow(/holds a value that is no number/);
  });
});
