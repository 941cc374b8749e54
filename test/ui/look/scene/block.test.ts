import { expect, test } from 'vitest';
import { DEFAULTS } from '#app/look/session.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { build } from '#core/recipe/build.ts';
import { DEFAULT_PRESET, presetOf } from '#core/recipe/presets/presets.ts';
import { blockOf } from '#ui/look/scene/block.ts';
import { library } from '../../../helpers/library.ts';

const stack = (id: string) => build(presetOf(id).recipe, library).structure;
const cell = build(DEFAULT_PRESET.recipe, library).structure;
const auto = { ...DEFAULTS, repeat: 'auto' } as const;
const width = (s: Structure, direction: 'a' | 'c' | 'oblique', narrow = false) => {
  const { from, to } = blockOf(s, direction, auto, narrow);
  return [0, 1].map((k) => {
    const v = s.lattice.slice(3 * k, 3 * k + 3);
    return (to[k]! - from[k]! + 1) * Math.hypot(...v);
  }) as [number, number];
};

test.each(['cspbbr3-cds', 'ge-si', 'graphene-hbn', 'gan-al2o3'])(
  '%s repeats until it is 25 Å wide, whichever way it is seen, and no further than one cell more',
  (id) => {
    const s = stack(id);
    expect(width(s, 'oblique')[0]).toBeGreaterThan(25);
    expect(width(s, 'a')[1]).toBeGreaterThan(25);
    expect(Math.min(...width(s, 'c'))).toBeGreaterThan(25);
    expect(width(s, 'oblique')[0]).toBeLessThan(60);
    expect(width(s, 'oblique', true)[0]).toBeLessThan(25);
  },
);

test('nothing stands before the cell: oblique and along b images lie behind it, along a behind it too', () => {
  const s = stack('ge-si');
  const oblique = blockOf(s, 'oblique', auto, false);
  expect(oblique.from[1]).toBe(0);
  expect(blockOf(s, 'b', auto, false).from[1]).toBe(0);
  expect(blockOf(s, 'a', auto, false).to[0]).toBe(0);
});

test('the own cell stands in the middle of its copies, and sheets are as deep as wide', () => {
  for (const id of ['ge-si', 'fe-mgo', 'cspbbr3-cds']) {
    const { from, to } = blockOf(stack(id), 'oblique', auto, false);
    expect(to[0], id).toBe(-from[0]);
    expect(to[0], id).toBeGreaterThan(0);
  }
  const { from, to } = blockOf(stack('graphene-hbn'), 'oblique', auto, false);
  expect([from[1], to[1]]).toEqual([0, to[0] - from[0]]);
});

test('along c a stack repeats only without a vacuum, and only when asked', () => {
  const counts = { repeat: 'counts', repeatA: 2, repeatB: 3, repeatC: 4 } as const;
  expect(blockOf(cell, 'oblique', counts, false)).toEqual({ from: [0, -1, 0], to: [1, 1, 0] });
  const bulk = { ...cell, lattice: cell.lattice.map((v, k) => (k === 8 ? v - 18 : v)) };
  expect(blockOf(bulk, 'oblique', counts, false)).toEqual({ from: [0, -1, -1], to: [1, 1, 2] });
  expect(blockOf(bulk, 'oblique', auto, false).to[2]).toBe(0);
});

test('so many cells that the picture would stand still are not drawn', () => {
  const counts = { repeat: 'counts', repeatA: 9, repeatB: 9, repeatC: 1 } as const;
  const of = (atoms: number) =>
    blockOf({ ...cell, numbers: new Uint8Array(atoms) }, 'oblique', counts, false);
  expect(of(6000).to).toEqual([4, 4, 0]);
  expect(of(7000).to).toEqual([0, 0, 0]);
});

test('a large cell is not repeated unasked, and none is where nobody wants it', () => {
  const large = { ...cell, numbers: new Uint8Array(2000) };
  expect(blockOf(large, 'oblique', auto, false)).toEqual({ from: [0, 0, 0], to: [0, 0, 0] });
  expect(blockOf(cell, 'oblique', { ...auto, repeat: 'none' }, false).from).toEqual([0, 0, 0]);
});
