import { expect, test } from 'vitest';
import { appended, filledPart, type GrowingArray } from '#app/trajectory/growingArray.ts';
import { fc } from '../../helpers/property.ts';

test('holds all that was appended, in order, however it came', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.integer(), { maxLength: 900 }), { maxLength: 12 }),
      (parts) => {
        let all: GrowingArray<Float64Array> = { data: new Float64Array(0), length: 0 };
        for (const part of parts) all = appended(all, part);
        expect([...filledPart(all)]).toEqual(parts.flat());
        expect(all.length).toBe(parts.flat().length);
      },
    ),
    { numRuns: 60 },
  );
});

test('what no longer fits is carried into the larger array', () => {
  let all: GrowingArray<Float32Array> = { data: new Float32Array(0), length: 0 };
  const part = (k: number) => Array.from({ length: 700 }, (_, i) => 1000 * k + i);
  for (let k = 0; k < 6; k++) all = appended(all, part(k));
  expect([...filledPart(all)]).toEqual([0, 1, 2, 3, 4, 5].flatMap(part));
});

test('what was handed out before stays as it was', () => {
  const first = appended({ data: new Float32Array(0), length: 0 }, [1, 2]);
  const before = filledPart(first);
  filledPart(appended(first, [3]));
  filledPart(appended(first, Array(5000).fill(4)));
  expect([...before]).toEqual([1, 2]);
});

test('grows by doubling: appending n values copies of the order of n', () => {
  let all: GrowingArray<Float64Array> = { data: new Float64Array(0), length: 0 };
  const sizes = new Set<number>();
  for (let k = 0; k < 20_000; k++) {
    all = appended(all, [k]);
    sizes.add(all.data.length);
  }
  expect(sizes.size).toBeLessThan(8);
});
