import { library } from '#app/document/library.ts';
import type { Handlers } from '#app/jobs/workerDoor.ts';
import { type Built, build, interfacesOf } from '#core/recipe/build.ts';
import type { FilmPose } from '#core/recipe/edits/pose.ts';
import { type Recipe, relativeShift } from '#core/recipe/recipe.ts';
import {
  ENERGY_POINTS_PER_AXIS,
  energyLandscape,
  energyMoves,
  moveTo,
  posesAround,
  REFINING_ROUNDS,
  withBest,
} from '#core/registry/energies.ts';
import { type Facing, facingOf } from '#core/registry/facing.ts';
import { bestIndex, type Landscape, scanCounts, scanGeometric } from '#core/registry/landscape.ts';
import { solveContacts } from '#core/registry/solve.ts';
import { rigidEnergies } from '#engines/lammps/rigidScan.ts';
import type { RegistryTasks, ScanProgress } from './registryTasks.ts';

/** An energy scan reports progress once per this many points. */
const TOLD_EVERY = 8;

/** Scans and solves one interface in a worker; the page cancels by terminating the worker. */
export const registryHandlers: Handlers<RegistryTasks> = {
  scan: async ({ recipe, interface: at, measure, separationsAng }, { tell }) => {
    const { built, facing } = rigidInterface(recipe, at);
    const pose = {
      shift: relativeShift(built.recipe, facing.at),
      separationAng: built.slabs[facing.at.upper]!.separationAng!,
    };
    return measure === 'energy'
      ? scanEnergies(built, facing, pose, separationsAng, tell)
      : scanGeometric(facing, measure, pose.separationAng, (done, of) => tell({ done, of }));
  },
  energy: async ({ recipe }) => {
    const { structure } = rigidOf(recipe);
    const still = new Uint8Array(structure.numbers.length);
    still[0] = 1;
    return (await rigidEnergies(structure, still, [[0, 0, 0]]))[0]!;
  },
  solve: ({ recipe, interface: at, options }) =>
    solveContacts(rigidInterface(recipe, at).facing, options),
};

/** The stack with its slabs rigid: relaxed atoms would not be where a rigid move expects them. */
function rigidInterface(
  recipe: Recipe,
  at: number,
): { readonly built: Built; readonly facing: Facing } {
  const built = rigidOf(recipe);
  return { built, facing: facingOf(built, interfacesOf(built)[at]!) };
}

function rigidOf({ relaxed: _, ...rigid }: Recipe): Built {
  return build(rigid, library);
}

async function scanEnergies(
  { structure }: Built,
  facing: Facing,
  pose: FilmPose,
  separationsAng: readonly number[],
  tell: (progress: ScanProgress) => void,
): Promise<Landscape> {
  const scan = { counts: scanCounts(facing, ENERGY_POINTS_PER_AXIS), separationsAng };
  const moves = energyMoves(facing, scan, pose);
  // Slabs above move along.
  const moving = Uint8Array.from(structure.layer, (l) => Number(l >= facing.at.upper));
  const energies = await rigidEnergies(structure, moving, moves, (done) => {
    if (done % TOLD_EVERY === 0) tell({ done, of: moves.length });
  });
  let map = energyLandscape(facing, scan, energies);
  for (let round = 0; round < REFINING_ROUNDS; round++) {
    const poses = posesAround(facing, scan, map.best, round);
    const around = await rigidEnergies(
      structure,
      moving,
      poses.map((to) => moveTo(facing, pose, to)),
    );
    const best = bestIndex(around, 1);
    map = withBest(map, poses[best]!, around[best]!);
  }
  return map;
}
