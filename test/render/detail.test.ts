import { expect, test } from 'vitest';
import { anglesTowards } from '#render/camera/pose.ts';
import { viewFrom } from '#render/camera/view.ts';
import {
  arePoints,
  areSticksSeen,
  type Detail,
  IN_FULL,
  tellDetail,
} from '#render/stage/detail.ts';
import { MANY_BALLS } from '#render/style.ts';

const far: Detail = { ...IN_FULL, pxPerAng: 2, isTiled: false };

test('only of many balls, and only tiny ones are points, and none at the edge of a tile', () => {
  expect(arePoints(MANY_BALLS + 1, far)).toBe(true);
  expect(arePoints(MANY_BALLS, far)).toBe(false);
  expect(arePoints(MANY_BALLS + 1, { ...far, pxPerAng: 40 })).toBe(false);
  expect(arePoints(MANY_BALLS + 1, { ...far, isTiled: true })).toBe(false);
});

const stick = (radiusAng: number, wirePx = 0) => ({ radiusAng, wirePx });

test('of many sticks those thinner than half a pixel are left out, while it turns also thicker ones', () => {
  expect(areSticksSeen(MANY_BALLS, stick(0.01), far)).toBe(true);
  expect(areSticksSeen(MANY_BALLS + 1, stick(0.12), far)).toBe(false);
  expect(areSticksSeen(MANY_BALLS + 1, stick(0.13), far)).toBe(true);
  expect(areSticksSeen(MANY_BALLS + 1, stick(0.13), { ...far, isCoarse: true })).toBe(false);
  // Wires are as wide however far they are.
  expect(areSticksSeen(MANY_BALLS + 1, stick(0.03, 2), far)).toBe(true);
});

test.each([true, false])(
  'what it is told are drawing pixels across 1 Å, with a lens: %s',
  (perspective) => {
    const pose = {
      ...anglesTowards([0, 0, 1], [0, 1, 0]),
      target: [1, 2, 3],
      shift: [0, 0],
      halfHeightAng: 50,
    } as const;
    const view = viewFrom(pose, [0, 0, 0], { widthPx: 300, heightPx: 400, perspective });
    const told: Detail[] = [];
    const share = { what: 'balls', drawn: 3, seen: 4, corners: 12 } as const;
    const follow = (d: Detail) => {
      told.push(d);
      return share;
    };
    const how = { ...IN_FULL, isCoarse: true, isTiled: false };
    expect(tellDetail(new Set([follow]), view, 2, how)).toEqual([share]);
    expect(told).toEqual([{ ...how, pxPerAng: 8 }]);
  },
);
