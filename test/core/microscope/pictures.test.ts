import { expect, test } from 'vitest';
import { greyOf, rgbaOf, withScaleBar } from '#core/microscope/picture/greyPicture.ts';
import { drawText, textWidth } from '#core/microscope/picture/pixelText.ts';
import { spectrumPicture } from '#core/microscope/picture/spectrumPicture.ts';
import type { Spectrum } from '#core/microscope/spectrum/spectrum.ts';

/** A text as rows of # and spaces. */
function drawn(text: string, size = 1): string[] {
  const rows = Array.from({ length: 7 * size }, () =>
    Array<string>(textWidth(text) * size).fill(' '),
  );
  drawText(text, size, (x, y) => {
    rows[y]![x] = '#';
  });
  return rows.map((row) => row.join('').trimEnd());
}

test('figures and units are letters of five by seven pixels, one pixel apart', () => {
  expect(drawn('12')).toEqual([
    '  #    ###',
    ' ##   #   #',
    '  #       #',
    '  #      #',
    '  #     #',
    '  #    #',
    ' ###  #####',
  ]);
  expect(drawn('5 nm')).toEqual([
    '#####',
    '#',
    '####        # ##  ## #',
    '    #       ##  # # # #',
    '    #       #   # # # #',
    '#   #       #   # # # #',
    ' ###        #   # # # #',
  ]);
  expect(drawn('0.', 2)[1]).toBe('  ######');
  expect(drawn('.')).toEqual(['', '', '', '', '', ' ##', ' ##']);
  expect(drawn('Å')[0]).toBe('  #');
});

test('grey runs from the lowest to the highest value, without the few extremes', () => {
  const values = Float32Array.from({ length: 10_000 }, (_, k) => k);
  values[17] = -1e6;
  values[9000] = 1e6;
  const picture = greyOf({ width: 100, height: 100, pixelAng: 1, values });
  expect(picture.levels[5000]).toBeCloseTo(127.5, -1);
  expect([picture.levels[17], picture.levels[9000]]).toEqual([0, 255]);
  expect([...rgbaOf(picture).subarray(4 * 5000, 4 * 5001)]).toEqual([
    ...Array<number>(3).fill(picture.levels[5000]!),
    255,
  ]);
  // One value is black everywhere.
  expect(
    greyOf({ width: 2, height: 2, pixelAng: 1, values: new Float32Array(4).fill(3) }).levels,
  ).toEqual(new Uint8ClampedArray(4));
});

test('the scale bar is as long as it says, white with a black rim', () => {
  const picture = { width: 400, height: 300, levels: new Uint8ClampedArray(400 * 300).fill(90) };
  const { levels } = withScaleBar(picture, 0.5);
  // 5 nm are 100 pixels; strokes are 2 wide, and the bar ends 12 above the edge.
  const row = [...levels.subarray((300 - 14) * 400, (300 - 13) * 400)];
  expect(row.filter((v) => v === 255)).toHaveLength(100);
  expect([9, 10, 12, 111, 113, 114].map((x) => row[x])).toEqual([90, 0, 255, 255, 0, 90]);
  const small = { width: 20, height: 20, levels: new Uint8ClampedArray(400) };
  expect(withScaleBar(small, 0.5)).toBe(small);
});

test('a transform is grey by powers of ten below its strongest spot, that of the shape aside', () => {
  const size = 128;
  const power = new Float32Array(size * size);
  const at = (x: number, y: number) => (size / 2 + y) * size + size / 2 + x;
  power[at(0, 0)] = 1e6;
  power[at(2, 1)] = 1e3;
  power[at(20, 0)] = 1;
  power[at(0, -10)] = 10 ** -2.5;
  power[at(-30, 0)] = 1e-9;
  const spectrum: Spectrum = {
    size,
    power,
    stepPerAng: 0.01,
    resolutionPerAng: [0.02, 0.01],
    window: 'hann',
  };
  const { width, height, levels, reachPerAng } = spectrumPicture(spectrum, 0.4);
  expect([width, height]).toEqual([81, 81]);
  expect(reachPerAng).toBeCloseTo(0.405);
  const level = (x: number, y: number) => levels[(y + 40) * width + x + 40];
  expect([level(0, 0), level(2, 1), level(20, 0)]).toEqual([255, 255, 255]);
  expect(level(0, -10)).toBeCloseTo(127.5, -0.5);
  expect([level(-30, 0), level(5, 5)]).toEqual([0, 0]);
  // It ends where the transform does.
  expect(spectrumPicture(spectrum, 5).width).toBe(127);
});
