import { library } from '#app/document/library.ts';
import type { Handlers } from '#app/jobs/workerDoor.ts';
import type { Structure } from '#core/crystal/structure.ts';
import type { Vec3 } from '#core/math/vec3.ts';
import { type Built, build, interfacesOf } from '#core/recipe/build.ts';
import type { FilmPose } from '#core/recipe/edits/pose.ts';
import { type Recipe, relativeShift } from '#core/recipe/recipe.ts';
import { reportOf } from '#core/recipe/report/reportOf.ts';
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
import { bestIndex, scanCounts, scanGeometric } from '#core/registry/landscape.ts';
import { type EnergyMeasure, isEnergy } from '#core/registry/measures.ts';
import { solveContacts } from '#core/registry/solve.ts';
import { polarFieldWarnings } from '#engines/lammps/coulomb/polarField.ts';
import { rigidEnergies } from '#engines/lammps/rigidScan.ts';
import type { PotentialSource } from '#engines/universal/potential.ts';
import type { RegistryTasks, ScanProgress, ScanResult } from './registryTasks.ts';

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
    if (isEnergy(measure))
      return scanEnergies(
        built,
        facing,
        pose,
        separationsAng,
        await energiesBy(measure, model),
        tell,
      );
    const landscape = scanGeometric(facing, measure, pose.separationAng, (done, of) =>
      tell({ done, of }),
    );
    return { landscape, computedBy: null, notes: [] };
  },
  energy: async ({ recipe, measure, model }) => {
    const energies = await energiesBy(measure, model);
    return (await energies.of(rigidOf(recipe).structure, 1, [[0, 0, 0]])).energies[0]!;
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
  ) => Promise<PlaceEnergies>;
  /** What is to be known of the stack for this potential. @param places all that were tried, and those with atoms too close */
  readonly notes: (
    built: Built,
    places: { readonly close: number; readonly of: number },
    anyD0: boolean,
  ) => readonly string[];
}

interface PlaceEnergies {
  readonly energies: Float64Array;
  /** Places with atoms closer than the potential knows; 0 for one that cannot tell. */
  readonly close: number;
  /** Engine with its version, threads or card. */
  readonly computedBy: string;
}

async function energiesBy(
  measure: EnergyMeasure,
  model: PotentialSource | null,
): Promise<Energies> {
  if (measure === 'energy')
    return {
      measure,
      of: async (structure, from, moves, onPoint) => {
        const { energies, version } = await rigidEnergies(
          structure,
          Uint8Array.from(structure.layer, (l) => Number(l >= from)),
          moves,
          onPoint,
        );
        return { energies, close: 0, computedBy: `LAMMPS ${version}` };
      },
      // A field along the normal is the same at all shifts, but not at all d₀s.
      notes: (built, _, anyD0) => (anyD0 ? polarFieldWarnings(reportOf(built), 'dsf') : []),
    };
  const [{ readyModel }, { universalRigidEnergies }, { computedBy }, trust] = await Promise.all([
    import('#app/universal/compute/readyModel.ts'),
    import('#engines/dynamics/rigidEnergies.ts'),
    import('#engines/universal/network.ts'),
    import('#engines/universal/trust.ts'),
  ]);
  const network = await readyModel(model!);
  return {
    measure,
    of: async (...scan) => ({
      ...universalRigidEnergies(network, ...scan),
      computedBy: computedBy(network),
    }),
    notes: (built, { close, of }) => [...trust.builtNotes(built), ...trust.placesNotes(close, of)],
  };
}

async function scanEnergies(
  built: Built,
  facing: Facing,
  pose: FilmPose,
  separationsAng: readonly number[],
  { measure, of, notes }: Energies,
  tell: (progress: ScanProgress) => void,
): Promise<ScanResult> {
  const { structure } = built;
  const scan = { counts: scanCounts(facing, ENERGY_POINTS_PER_AXIS), separationsAng };
  const moves = energyMoves(facing, scan, pose);
  // Slabs above move along.
  const { upper } = facing.at;
  const { energies, close, computedBy } = await of(structure, upper, moves, (done) => {
    if (done % TOLD_EVERY === 0) tell({ done, of: moves.length });
  });
  let map = energyLandscape(facing, scan, energies, measure);
  for (let round = 0; round < REFINING_ROUNDS; round++) {
    const poses = posesAround(facing, scan, map.best, round);
    const { energies: around } = await of(
      structure,
      upper,
      poses.map((to) => moveTo(facing, pose, to)),
    );
    const best = bestIndex(around, 1);
    map = withBest(map, poses[best]!, around[best]!);
  }
  return {
    landscape: map,
    computedBy,
    notes: notes(built, { close, of: moves.length }, separationsAng.length > 1),
  };
}
