import { library } from '#app/document/library.ts';
import type { Handlers } from '#app/jobs/workerDoor.ts';
import type { Structure } from '#core/crystal/structure.ts';
import type { Vec3 } from '#core/math/vec3.ts';
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
import { type EnergyMeasure, isEnergy } from '#core/registry/measures.ts';
import { solveContacts } from '#core/registry/solve.ts';
import { rigidEnergies } from '#engines/lammps/rigidScan.ts';
import type { PotentialSource } from '#engines/universal/potential.ts';
import type { RegistryTasks, ScanProgress } from './registryTasks.ts';

/** An energy scan reports progress once per this many points. */
const TOLD_EVERY = 8;

/** Scans and solves one interface in a worker; the page cancels by terminating the worker. */
export const registryHandlers: Handlers<RegistryTasks> = {
  scan: async ({ recipe, interface: at, measure, separationsAng, model }, { tell }) => {
    const { built, facing } = rigidInterface(recipe, at);
    const pose = {
      shift: relativeShift(built.recipe, facing.at),
      separationAng: built.slabs[facing.at.upper]!.separationAng!,
    };
    return isEnergy(measure)
      ? scanEnergies(built, facing, pose, separationsAng, await energiesBy(measure, model), tell)
      : scanGeometric(facing, measure, pose.separationAng, (done, of) => tell({ done, of }));
  },
  energy: async ({ recipe, measure, model }) => {
    const energies = await energiesBy(measure, model);
    return (await energies.of(rigidOf(recipe).structure, 1, [[0, 0, 0]]))[0]!;
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

/** Energies of one of the potentials, in the unit of its measure, with the slabs from one on moved. */
interface Energies {
  readonly measure: EnergyMeasure;
  readonly of: (
    structure: Structure,
    from: number,
    moves: readonly Vec3[],
    onPoint?: (done: number) => void,
  ) => Promise<Float64Array>;
}

async function energiesBy(
  measure: EnergyMeasure,
  model: PotentialSource | null,
): Promise<Energies> {
  if (measure === 'energy')
    return {
      measure,
      of: (structure, from, moves, onPoint) =>
        rigidEnergies(
          structure,
          Uint8Array.from(structure.layer, (l) => Number(l >= from)),
          moves,
          onPoint,
        ),
    };
  const [{ readyModel }, { universalRigidEnergies }] = await Promise.all([
    import('#app/universal/compute/readyModel.ts'),
    import('#engines/dynamics/rigidEnergies.ts'),
  ]);
  const network = await readyModel(model!);
  return { measure, of: async (...scan) => universalRigidEnergies(network, ...scan) };
}

async function scanEnergies(
  { structure }: Built,
  facing: Facing,
  pose: FilmPose,
  separationsAng: readonly number[],
  { measure, of }: Energies,
  tell: (progress: ScanProgress) => void,
): Promise<Landscape> {
  const scan = { counts: scanCounts(facing, ENERGY_POINTS_PER_AXIS), separationsAng };
  const moves = energyMoves(facing, scan, pose);
  // Slabs above move along.
  const { upper } = facing.at;
  const energies = await of(structure, upper, moves, (done) => {
    if (done % TOLD_EVERY === 0) tell({ done, of: moves.length });
  });
  let map = energyLandscape(facing, scan, energies, measure);
  for (let round = 0; round < REFINING_ROUNDS; round++) {
    const poses = posesAround(facing, scan, map.best, round);
    const around = await of(
      structure,
      upper,
      poses.map((to) => moveTo(facing, pose, to)),
    );
    const best = bestIndex(around, 1);
    map = withBest(map, poses[best]!, around[best]!);
  }
  return map;
}
