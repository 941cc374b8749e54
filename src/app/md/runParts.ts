import { facingIn, type RunBuilt } from '#app/md/particle/runBuilt.ts';
import type { MemoryParts } from '#app/trajectory/memorySource.ts';
import { energyUnit } from './energies.ts';
import type { Md } from './runStore.ts';
import { runLabel } from './runs.ts';

/** A run as a trajectory in memory. @param label what it is called in the player */
export function partsOf(md: Md, label: string): MemoryParts {
  const { at, temperatureK, potentialKcalMol, totalKcalMol } = md.series;
  const isTime = md.plan!.axis === 'time';
  // Energies have their own times: each frame gets the last row that is not later.
  const rowOf = rows(md.times, at);
  const column = (values: Float64Array) =>
    Float64Array.from(rowOf, (row) => (row < 0 ? Number.NaN : values[row]!));
  const { unit, perKcalMol } = energyUnit(md);
  const energy = (values: Float64Array) => column(values).map((v) => v * perKcalMol);
  const cAng = md.moves?.cAng ?? 0;
  return {
    kind: 'md',
    label,
    about: runLabel(md),
    engine: md.input!.engine,
    notes:
      cAng === 0
        ? []
        : [
            `c has changed by ${cAng.toFixed(3)} Å in this relaxation; frames are shown in the first cell`,
          ],
    structure: md.built!.structure,
    ...facingOf(md),
    frames: md.frames,
    timesFs: isTime ? md.times.slice() : null,
    scalars: [
      { name: 'temperature', unit: 'K', values: column(temperatureK) },
      { name: 'potential energy', unit, values: energy(potentialKcalMol) },
      { name: 'total energy', unit, values: energy(totalKcalMol) },
    ],
  };
}

/** Contacts of a particle; those of a stack are known to the page. */
function facingOf({ built }: Md): Pick<MemoryParts, 'facing'> {
  const facing = facingOnce(built!);
  return facing === undefined ? {} : { facing };
}

const known = new WeakMap<RunBuilt, ReturnType<typeof facingIn>>();

/** Once a run, as it is asked for with each of its frames. */
function facingOnce(built: RunBuilt): ReturnType<typeof facingIn> {
  if (!known.has(built)) known.set(built, facingIn(built));
  return known.get(built);
}

/** For each time the last row at or before it, −1 where there is none; both ascend. */
function rows(times: Float64Array, at: Float64Array): Int32Array {
  const out = new Int32Array(times.length);
  let row = -1;
  for (const [k, t] of times.entries()) {
    while (row + 1 < at.length && at[row + 1]! <= t + 1e-6) row++;
    out[k] = row;
  }
  return out;
}
