import { expect, test } from 'vitest';
import { rowTimes } from '#core/math/plane2.ts';
import type { Vec3 } from '#core/math/vec3.ts';
import { build } from '#core/recipe/build.ts';
import { poseFilm } from '#core/recipe/edits/pose.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { registryCell } from '#core/registry/shiftCell.ts';
import { universalRigidEnergies } from '#engines/dynamics/rigidEnergies.ts';
import { bestInterface } from '#engines/properties/bestInterface.ts';
import { readyNetwork } from '#engines/universal/potential.ts';
import { library } from '../../helpers/library.ts';
import { randomModel } from '../../helpers/randomModel.ts';

test('no place of the grid of shifts is lower than the one that is taken, each at the best of the same d₀s', () => {
  const network = readyNetwork(randomModel(5));
  const { recipe } = presetOf('ws2-mos2');
  const chosen: (readonly number[])[] = [];
  for (const shift of [
    [0, 0],
    [0.1, 0.35],
  ] as const) {
    const built = build(poseFilm(1, { shift }, true)(recipe), library);
    const steps = bestInterface(network, built, { forceEvAng: 1, maxSteps: 1 });
    let next = steps.next();
    while (next.done !== true) next = steps.next();
    const { rows } = registryCell(built, { lower: 0, upper: 1, cellsUp: 0 });
    const lowest = (at: readonly [number, number]) => {
      const [x, y] = rowTimes(at, built.cell);
      const moves = [-0.4, 0, 0.4, 0.8].map((z): Vec3 => [x, y, z]);
      return Math.min(...universalRigidEnergies(network, built.structure, 1, moves).energies);
    };
    const best = lowest(next.value.shift);
    chosen.push(next.value.shift);
    for (let i = 0; i < 4; i++)
      for (let j = 0; j < 4; j++)
        expect(lowest(rowTimes([i / 4, j / 4], rows))).toBeGreaterThan(best - 1e-3);
  }
  // The first place is not the best of both.
  expect(chosen).not.toEqual([
    [0, 0],
    [0, 0],
  ]);
}, 60_000);
