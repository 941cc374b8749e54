import { expect, test } from 'vitest';
import { patternCsv } from '#core/diffraction/figure/patternCsv.ts';
import { patternFigure } from '#core/diffraction/figure/patternFigure.ts';
import { patternSvg } from '#core/diffraction/figure/patternSvg.ts';
import type { Pattern } from '#core/diffraction/pattern.ts';

const PATTERN: Pattern = {
  twoTheta: Float64Array.of(10, 20, 30, 40),
  intensity: Float64Array.of(0, 100, 50, 0),
  phases: [
    {
      name: 'A<b>',
      weight: 0.75,
      peaks: [{ twoTheta: 20, intensity: 100, hkl: [[1, -1, 0]], d: 4.44 }],
      intensity: Float64Array.of(0, 100, 0, 0),
    },
    {
      name: 'B',
      weight: 0.25,
      peaks: [{ twoTheta: 30, intensity: 100, hkl: [[2, 0, 0]], d: 2.98 }],
      intensity: Float64Array.of(0, 0, 50, 0),
    },
  ],
};
const SCAN = {
  name: 'scan.xy',
  kind: 'measured' as const,
  twoTheta: Float64Array.of(15, 25, 35),
  intensity: Float64Array.of(1, 5, 3),
  wavelengthAng: null,
  notes: [],
};

test('sticks stand on the angle of their line, below its profile, each crystal in its own band', () => {
  const { plot, bands, ticks, phases } = patternFigure(PATTERN, null, { width: 600, height: 400 });
  const at = (angle: number) => plot.left + ((angle - 10) / 30) * (plot.right - plot.left);
  expect(bands.map((b) => b.sticks[0]!.x)).toEqual([at(20), at(30)]);
  expect(bands[0]!.top).toBe(plot.foot);
  expect(bands[1]!.top).toBeGreaterThanOrEqual(bands[0]!.foot);
  expect(bands[1]!.foot).toBeLessThanOrEqual(plot.axis);
  expect(ticks.map((t) => t.text)).toContain('20');
  expect(phases).toHaveLength(2);
});

test('a table has the profile, the shares and the measured points between; the lines stand in remarks', () => {
  const rows = patternCsv(PATTERN, SCAN, 'about').trim().split('\n');
  expect(rows.filter((r) => r.startsWith('#')).join('\n')).toContain('(1 −1 0): 2θ 20.0000°');
  const table = rows.filter((r) => !r.startsWith('#'));
  expect(table[0]).toContain('measured: scan.xy');
  // Between 1 and 5 at 20°, between 5 and 3 at 30°; scaled to 0 … 100.
  expect(table.slice(1)).toEqual(['10,0,0,0,', '20,100,100,0,50', '30,50,0,50,75', '40,0,0,0,']);
});

test('the figure is a file of its own, and names of files are text in it', () => {
  const svg = patternSvg(PATTERN, SCAN, { title: 'T & U', about: 'how' });
  expect(svg.startsWith('<svg xmlns=')).toBe(true);
  expect(svg).not.toContain('A<b>');
  expect(svg).toContain('A&#60;b&#62; (75 % by mass)');
  expect(svg).toContain('T &#38; U');
  expect(svg).toContain('measured: scan.xy');
});
