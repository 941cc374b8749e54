import { expect, test } from 'vitest';
import { anglesTowards } from '#render/camera/pose.ts';
import { viewFrom } from '#render/camera/view.ts';
import {
  arePoints,
  areSticksSeen,
  type Detail,
  IN_FULL,
  mostOf,
  tellDetail,
} from '#render/stage/detail.ts';
import { MANY_BODIES } from '#render/style.ts';

const far: Detail = { ...IN_FULL, pxPerAng: 2, isTiled: false };

test('only of many balls, and only tiny ones are points, and none at the edge of a tile', () => {
  expect(arePoints(MANY_BODIES.atRest + 1, far)).toBe(true);
  expect(arePoints(MANY_BODIES.atRest, far)).toBe(false);
  expect(arePoints(MANY_BODIES.atRest + 1, { ...far, pxPerAng: 40 })).toBe(false);
  expect(arePoints(MANY_BODIES.atRest + 1, { ...far, isTiled: true })).toBe(false);
});

const stick = (radiusAng: number, wirePx = 0) => ({ radiusAng, wirePx });

test('of many sticks those thinner than half a pixel are left out, while it turns also thicker ones', () => {
  expect(areSticksSeen(MANY_BODIES.atRest, stick(0.01), far)).toBe(true);
  expect(areSticksSeen(MANY_BODIES.atRest + 1, stick(0.12), far)).toBe(false);
  expect(areSticksSeen(MANY_BODIES.atRest + 1, stick(0.13), far)).toBe(true);
  expect(areSticksSeen(MANY_BODIES.atRest + 1, stick(0.13), { ...far, isCoarse: true })).toBe(
    false,
  );
  // While it turns on a slow machine, fewer are many.
  const some = MANY_BODIES.coarse + 1;
  expect(areSticksSeen(some, stick(0.12), far)).toBe(true);
  expect(areSticksSeen(some, stick(0.12), { ...far, isCoarse: true })).toBe(false);
  // Wires are as wide however far they are.
  expect(areSticksSeen(MANY_BODIES.atRest + 1, stick(0.03, 2), far)).toBe(true);
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

test('how much may be drawn is asked of many only', () => {
  const slow = { ...far, mostCorners: 1000 };
  expect(mostOf(MANY_BODIES.atRest, 4, slow)).toBe(Infinity);
  expect(mostOf(MANY_BODIES.atRest + 1, 4, slow)).toBe(250);
  expect(mostOf(MANY_BODIES.atRest, 4, { ...slow, isCoarse: true })).toBe(250);
});
