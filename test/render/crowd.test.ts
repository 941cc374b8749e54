import { InstancedBufferGeometry } from 'three';
import { expect, test } from 'vitest';
import { binBodies } from '#render/gpu/bins.ts';
import { createCrowd } from '#render/gpu/crowd.ts';

/** Six balls along x, 40 Å apart: one in each cube. */
const spheres = new Float32Array(Array.from({ length: 6 }, (_, k) => [40 * k, 0, 0, 1]).flat());

function crowdOf(kind: 'points' | 'quads') {
  const geometry = new InstancedBufferGeometry();
  let sorts = 0;
  const crowd = createCrowd(geometry, kind, 6, () => {
    sorts++;
    return binBodies(spheres, 6);
  });
  const drawn = () => [...geometry.index!.array.slice(0, geometry.drawRange.count)];
  return { crowd, geometry, drawn, sorts: () => sorts };
}
const right = (x: number) => x > 100;

test('points are the balls in view', () => {
  const { crowd, drawn } = crowdOf('points');
  expect(crowd.choose(right, 9, undefined)).toEqual({ taken: 3, seen: 3 });
  expect(drawn().sort()).toEqual([3, 4, 5]);
});

test('a quad has two triangles over the four corners of its ball; of too many the nearest are drawn', () => {
  const { crowd, drawn } = crowdOf('quads');
  expect(
    crowd.choose(
      () => true,
      1,
      (x) => -x,
    ),
  ).toEqual({ taken: 1, seen: 6 });
  expect(drawn()).toEqual([20, 21, 22, 22, 21, 23]);
  // From the other side it is another one.
  crowd.choose(
    () => true,
    1,
    (x) => x,
  );
  expect(drawn()).toEqual([0, 1, 2, 2, 1, 3]);
});

test('balls are sorted once, and the same picture is not uploaded again, until they move', () => {
  const { crowd, geometry, sorts } = crowdOf('points');
  const version = () => {
    crowd.choose(() => true, 9, undefined);
    return geometry.index!.version;
  };
  const first = version();
  expect(version()).toBe(first);
  expect(sorts()).toBe(1);
  crowd.choose(right, 9, undefined);
  expect(version()).toBeGreaterThan(first + 1);
  const before = version();
  crowd.moved();
  expect(version()).toBeGreaterThan(before);
  expect(sorts()).toBe(2);
});
