import { describe, expect, test } from 'vitest';
import { applySymop, compose, isGroup, isIdentity, parseSymop } from '#core/io/cif/symop.ts';
import type { Vec3 } from '#core/math/vec3.ts';
import { farthest } from '../structures.ts';

describe('parseSymop', () => {
  test('fractions, decimals, order and case do not matter', () => {
    for (const text of ['-x+1/2, y, z+3/4', '1/2-X,+Y,Z+0.75', ' .5 - x , y , 3/4 + z ']) {
      const op = parseSymop(text)!;
      expect([...op.rotation]).toEqual([-1, 0, 0, 0, 1, 0, 0, 0, 1]);
      expect(op.translation).toEqual([0.5, 0, 0.75]);
    }
  });
  test('a rounded third is a third', () => {
    expect(parseSymop('x+.333,y+0.6667,z-1/6')!.translation).toEqual([8 / 24, 16 / 24, -4 / 24]);
  });
  test('x-y of hexagonal groups', () => {
    expect([...parseSymop('x-y,x,z')!.rotation]).toEqual([1, -1, 0, 1, 0, 0, 0, 0, 1]);
  });
  test.each([
    '',
    'x,y',
    'x,y,z,+1',
    'x,y,w',
    '2x,y,z',
    'x+x,y,z',
    'x,x,z',
    'x1/2,y,z',
    'x,y,z+1/0',
    'x+,y,z',
    'x,y,z*2',
    'x,,z',
    `${'x+'.repeat(256)}x,y,z`,
  ])('%j is none', (text) => expect(parseSymop(text)).toBeNull());
});

test('compose is one after the other', () => {
  const [a, b] = [parseSymop('-y+1/2,x,z+1/4')!, parseSymop('x,-y,1/3-z')!];
  const v: Vec3 = [0.125, 0.25, 0.375];
  expect(farthest(applySymop(compose(a, b), v), applySymop(a, applySymop(b, v)))).toBeLessThan(
    1e-15,
  );
});

test('a group is closed up to lattice vectors', () => {
  const group = ['x,y,z', '-x,y+1/2,-z'].map((t) => parseSymop(t)!);
  expect(isGroup(group)).toBe(true);
  expect(isGroup(group.slice(1))).toBe(false);
  expect(isGroup([])).toBe(false);
  expect(isIdentity(parseSymop('x+1,y,z-1')!)).toBe(true);
});
