import { expect, test } from 'vitest';
import { trajectoryOf } from '#core/export/writeFile.ts';
import { RUN_OUTPUTS } from '#core/io/formats.ts';
import { sourceOf } from '../../helpers/export.ts';

const source = sourceOf();
const count = 3;
const xyz = Float64Array.from(
  Array(count)
    .fill([...source.built.structure.xyz])
    .flat(),
);
const written = (frameFs: number, id: (typeof RUN_OUTPUTS)[number]['id']): string =>
  [...trajectoryOf(source, { xyz, count, frameFs }, id)].join('');

test.each([20, 2.5])('frames %s fs apart are so in every format that has times', (frameFs) => {
  const times = (text: string, form: RegExp) => [...text.matchAll(form)].map((m) => Number(m[1]));
  const expected = [0, frameFs, 2 * frameFs];
  expect(times(written(frameFs, 'extxyz'), /time_fs="?([\d.]+)/g)).toEqual(expected);
  // One step of a run is 1 fs; steps are whole.
  const steps = times(written(frameFs, 'dump'), /ITEM: TIMESTEP\n([\d.]+)/g);
  expect(steps).toHaveLength(count);
  for (const [k, step] of steps.entries())
    expect(Math.abs(step - expected[k]!)).toBeLessThanOrEqual(0.5);
});

test('every format of frames holds all of them', () => {
  for (const { id } of RUN_OUTPUTS) {
    const [one, all] = [1, count].map((n) =>
      [...trajectoryOf(source, { xyz, count: n, frameFs: 20 }, id)].join(''),
    );
    expect(all!.length / one!.length, id).toBeGreaterThan(2);
  }
});
