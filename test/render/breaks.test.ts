import { expect, test } from 'vitest';
import { breakPoints } from '#render/overlay/gapDimensions.ts';
import { boxPosts } from '#render/stage/box.ts';

test('the posts of a folded box leave their line wherever they are seen from', () => {
  const lattice = Float64Array.of(6, 0, 0, 2, 7, 0, 0, 0, 40);
  const drawn = { lattice, origin: [0, 0, 0] } as unknown as Parameters<typeof boxPosts>[0];
  const posts = boxPosts(drawn, { floorAng: 0, lidAng: 20, breaksAng: [17] });
  expect(posts).toHaveLength(4);
  for (const post of posts)
    for (let deg = 0; deg < 180; deg += 5) {
      const [x, y] = [Math.cos((deg * Math.PI) / 180), Math.sin((deg * Math.PI) / 180)];
      const seen = post.map((p) => (p[0] - post[0]![0]) * x + (p[1] - post[0]![1]) * y);
      // To both sides, by what can be seen.
      expect(Math.max(...seen)).toBeGreaterThan(0.3);
      expect(Math.min(...seen)).toBeLessThan(-0.3);
    }
});

test('a broken dimension has its zigzag at the break, within its ends', () => {
  const ys = (y: number, high: number, low: number) =>
    breakPoints(y, high, low).map(([, at]) => at);
  expect(breakPoints(60, 20, 100).some(([aside]) => aside > 3)).toBe(true);
  expect(breakPoints(60, 20, 100).some(([aside]) => aside < -3)).toBe(true);
  expect(ys(60, 20, 100)[0]).toBe(65);
  for (const y of [0, 22, 99, 120])
    for (const at of ys(y, 20, 100)) expect(at >= 20 && at <= 100).toBe(true);
  for (const at of ys(50, 48, 54)) expect(at >= 48 && at <= 54).toBe(true);
});
