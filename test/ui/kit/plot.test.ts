import { expect, test } from 'vitest';
import { ticksOf } from '#core/math/ticks.ts';
import { plotCsv } from '../../../src/ui/kit/plot/plotCsv.ts';
import {
  fewTicks,
  nearestIndex,
  type PlotSpec,
  short,
  valuesAt,
} from '../../../src/ui/kit/plot/plotSpec.ts';
import { plotSvg } from '../../../src/ui/kit/plot/plotSvg.ts';
import { spreadOf, summaryOf } from '../../../src/ui/kit/plot/summary.ts';

const spec: PlotSpec = {
  name: 'A <script> of "lengths"',
  file: 'lengths',
  about: 'how they\nare defined',
  x: { title: 'time', unit: 'ps', values: [0, 0.02, 0.04] },
  y: { title: 'length', unit: 'Å' },
  right: { title: 'number', unit: '' },
  lines: [
    { label: 'Cs, S', values: Float32Array.of(3.1, Number.NaN, 3.3), ink: 'cs', dash: [] },
    { label: 'n', values: [1, 2, 3], ink: 'muted', dash: [6, 3], right: true },
  ],
  marks: [{ value: 3.733, text: 'paper', ink: 'cs' }],
  frames: [10, 12, 14],
};

test('a CSV file has every value, its unit, the frame and the definition', () => {
  expect(plotCsv(spec, ['every 2nd frame']).split('\n')).toEqual([
    '# A <script> of "lengths"',
    '# how they are defined',
    '# paper: 3.733 Å',
    '# every 2nd frame',
    'frame,"time, ps","Cs, S, length, Å","n, number"',
    '11,0,3.0999999,1',
    '13,0.02,,2',
    '15,0.04,3.29999995,3',
    '',
  ]);
});

test('no column is there twice, and no head says a thing twice', () => {
  const frame = { title: 'frame', unit: '', values: [11, 13, 15] };
  const line = { ...spec.lines[1]!, label: 'number' };
  expect(
    plotCsv({ ...spec, x: frame, lines: [line], marks: [] })
      .split('\n')
      .slice(2, 5),
  ).toEqual(['frame,number', '11,1', '13,2']);
});

test.each([
  [3.71, 3.79, [3.72, 3.74]],
  [3.4, 4.1, [3.5, 4]],
  [-20, -19.6, [-20, -19.8, -19.6]],
  [0, 1, [0, 1]],
  [295, 312, [300, 310]],
  [1e-7, 3e-7, [1e-7, 2e-7, 3e-7]],
])('an axis from %d to %d has two ticks or more, all inside', (low, high, some) => {
  const ticks = fewTicks(low, high);
  expect(ticks.length).toBeGreaterThanOrEqual(2);
  expect(ticks.length).toBeLessThanOrEqual(4);
  for (const tick of ticks) expect(tick >= low - 1e-9 && tick <= high + 1e-9).toBe(true);
  for (const tick of some) expect(ticks).toContain(tick);
});

test('numbers of float32 come back as they were', () => {
  const values = Float32Array.from({ length: 200 }, (_, k) =>
    Math.fround(3 * Math.sin(k) + 1e-7 * k),
  );
  const csv = plotCsv({
    ...spec,
    x: { ...spec.x, values: Float64Array.from(values, (_, k) => k) },
    lines: [{ ...spec.lines[0]!, values }],
    frames: Int32Array.from(values, (_, k) => k),
  });
  const read = csv
    .trim()
    .split('\n')
    .slice(-200)
    .map((line) => Number(line.split(',').at(-1)));
  expect(Float32Array.from(read)).toEqual(values);
});

test('an SVG file is one figure, text from outside is text, a gap splits the line', () => {
  const svg = plotSvg(spec, ['of <b>run</b>']);
  expect(svg).not.toMatch(/<script|<b>/);
  expect(svg).toContain('A &#60;script&#62;');
  expect(svg).toContain('time, ps');
  expect(svg).toContain('length, Å');
  expect(svg).toContain('stroke-dasharray="6 3"');
  const [first] = /<path d="(M[^"]*)" fill="none" stroke="#6d47bb"/.exec(svg)!.slice(1);
  expect(first!.match(/M/g)).toHaveLength(2);
  expect(first).not.toContain('NaN');
  expect(svg.match(/<svg/g)).toHaveLength(1);
});

test('very long lines keep their extremes', () => {
  const values = Float64Array.from({ length: 100_000 }, (_, k) => (k === 77_777 ? 9 : Math.sin(k)));
  const long = { ...spec, marks: [], x: { ...spec.x, values: values.map((_, k) => k) } };
  const svg = plotSvg({ ...long, lines: [{ ...spec.lines[0]!, values }] });
  expect(svg.length).toBeLessThan(80_000);
  const curve = /<path d="(M[^"]*)" fill="none" stroke="#6d47bb"/.exec(svg)![1]!;
  const heights = [...curve.matchAll(/[ML][\d.]+ ([\d.]+)/g)].map((m) => Number(m[1]));
  // The spike is the highest, far above the band of the sine.
  const sorted = heights.toSorted((p, q) => p - q);
  expect(sorted[1]! - sorted[0]!).toBeGreaterThan(100);
});

test('ticks are round and inside', () => {
  expect(ticksOf(0, 10)).toEqual([0, 2, 4, 6, 8, 10]);
  expect(ticksOf(-0.3, 0.31).every((v) => v >= -0.3 && v <= 0.31)).toBe(true);
  expect(ticksOf(3.1, 3.4).length).toBeGreaterThan(2);
});

test('the nearest of ascending values, ends included', () => {
  const values = [0, 2, 4, 9];
  expect([-5, 0.9, 1.1, 3.5, 6.4, 6.6, 50].map((x) => nearestIndex(values, x))).toEqual([
    0, 0, 1, 2, 2, 3, 3,
  ]);
});

test('values are said with their units; what is missing is said to be', () => {
  expect(valuesAt(spec, 1)).toBe('time 0.020 ps · Cs, S – Å · n 2.000');
  expect([0, -1e-5, 1234.5, 2.5e7].map(short)).toEqual(['0.000', '−1.00e−5', '1235', '2.50e+7']);
});

test('mean, ends and spread leave gaps out; of nothing there are none', () => {
  const values = [1, Number.NaN, 3, 5];
  expect(summaryOf(values)).toEqual({ mean: 3, least: 1, most: 5 });
  expect(spreadOf(values).std).toBeCloseTo(Math.sqrt(8 / 3), 12);
  expect(summaryOf([Number.NaN]).mean).toBeNaN();
});

test('measured points stand apart, and a law is a curve between them', () => {
  const svg = plotSvg({
    name: 'Peak and edge',
    file: 'peak',
    about: '',
    x: { title: 'edge', unit: 'nm', values: [1, 2, 5] },
    y: { title: 'peak', unit: 'eV' },
    lines: [
      { label: 'printed', values: [1, Number.NaN, 0.04], ink: 'ink', dash: [], marker: 'square' },
      { label: 'law', values: [1, 0.25, 0.04], ink: 'muted', dash: [6, 3], law: (x) => x ** -2 },
    ],
  });
  const paths = [...svg.matchAll(/<path d="([^"]*)" fill="(none|#\w+)"/g)];
  const points = paths.filter(([, , fill]) => fill !== 'none').map(([, d]) => d!);
  // One in the key, and those two that are numbers.
  expect(points.map((d) => d.split('Z').length - 1)).toEqual([1, 2]);
  const [law] = paths.filter(([, d, fill]) => fill === 'none' && d!.split('L').length > 100);
  // Half way in x it lies far below the chord.
  const places = law![1]!
    .slice(1)
    .split('L')
    .map((at) => at.split(' ').map(Number));
  const [first, middle, last] = [places[0]!, places[100]!, places[200]!];
  expect(middle[0]).toBeCloseTo((first[0]! + last[0]!) / 2, 0);
  const rise = (y: number) => (last[1]! - y) / (last[1]! - first[1]!);
  expect(rise(middle[1]!)).toBeCloseTo((3 ** -2 - 0.04) / (1 - 0.04), 2);
});
