import { expect, test } from 'vitest';
import { profileAlong, profileCsv } from '#core/microscope/spectrum/profile.ts';

/** Fringes dAng apart across a direction counter-clockwise from the right. */
function fringes(dAng: number, angleDeg: number, pixelAng: number) {
  const [width, height] = [240, 200];
  const angle = (angleDeg * Math.PI) / 180;
  const values = Float32Array.from({ length: width * height }, (_, k) => {
    const x = ((k % width) + 0.5) * pixelAng;
    const y = -(Math.floor(k / width) + 0.5) * pixelAng;
    return Math.cos((2 * Math.PI * (x * Math.cos(angle) + y * Math.sin(angle))) / dAng);
  });
  return { width, height, pixelAng, values };
}

test.each([0, 37, -61, 90])(
  'a profile across fringes at %d° has their spacing, and none along',
  (angleDeg) => {
    const image = fringes(3, angleDeg, 0.2);
    const line = { x: 120.3, y: 99.1, lengthAng: 24, widthAng: 4 };
    const { alongAng, values } = profileAlong(image, { ...line, angleDeg });
    expect(alongAng[1]! - alongAng[0]!).toBeCloseTo(0.1, 12);
    // Between pixels the grey is off by up to (π p/d)²/2 = 0.02. A period further along it is the same, half a period the opposite.
    for (let k = 0; k + 30 < values.length; k++) {
      expect(values[k + 30]).toBeCloseTo(values[k]!, 1);
      expect(values[k + 15]).toBeCloseTo(-values[k]!, 1);
    }
    expect(Math.max(...values)).toBeGreaterThan(0.97);
    const along = profileAlong(image, { ...line, angleDeg: angleDeg + 90, widthAng: 0 }).values;
    expect(Math.max(...along) - Math.min(...along)).toBeLessThan(0.03);
  },
);

test('beyond the image there is no grey, and no row of the table', () => {
  const image = fringes(3, 0, 0.2);
  const line = { x: 5, y: 100, angleDeg: 0, lengthAng: 10, widthAng: 2 };
  const profile = profileAlong(image, line);
  expect(profile.values[0]).toBeNaN();
  const rows = profileCsv(profile, 'V Å', 'about it').trim().split('\n');
  expect(rows.slice(0, 2)).toEqual(['# about it', '"distance, Å",V Å']);
  expect(rows.length - 2).toBe(profile.values.filter((v) => !Number.isNaN(v)).length);
  expect(Number(rows[2]!.split(',')[0])).toBeGreaterThan(-1);
});
