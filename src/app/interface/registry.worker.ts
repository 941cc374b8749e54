import { library } from '#app/document/library.ts';
import { EpistackError } from '#core/errors.ts';
import { type Built, build, interfacesOf } from '#core/recipe/build.ts';
import type { FilmPose } from '#core/recipe/edits/pose.ts';
import { relativeShift } from '#core/recipe/recipe.ts';
import { ENERGY_POINTS_PER_AXIS, energyLandscape, energyMoves } from '#core/registry/energies.ts';
import { type Facing, facingOf } from '#core/registry/facing.ts';
import { scanCounts, scanGeometric } from '#core/registry/landscape.ts';
import { solveContacts } from '#core/registry/solve.ts';
import { rigidEnergies } from '#engines/lammps/rigidScan.ts';
import type { RegistryReply, RegistryRequest } from './registryMessages.ts';

/** Scans and solves one interface off the page's thread; the page cancels by ending the worker. */
self.onmessage = async ({ data }: MessageEvent<RegistryRequest>) => {
  try {
    reply(await answer(data));
  } catch (error) {
    if (!(error instanceof EpistackError)) throw error;
    reply({ kind: 'failed', reason: error.message });
  }
};

async function answer(request: RegistryRequest): Promise<RegistryReply> {
  // Relaxed atoms would not be where a rigid move expects them.
  const { relaxed: _, ...rigid } = request.recipe;
  const built = build(rigid, library);
  const facing = facingOf(built, interfacesOf(built)[request.interface]!);
  if (request.kind === 'solve')
    return { kind: 'solved', solution: solveContacts(facing, request.options) };
  const pose = {
    shift: relativeShift(rigid, facing.at),
    separationAng: built.slabs[facing.at.upper]!.separationAng!,
  };
  if (request.measure === 'energy')
    return {
      kind: 'scanned',
      landscape: await scanEnergies(built, facing, pose, request.separationsAng),
    };
  return {
    kind: 'scanned',
    landscape: scanGeometric(facing, request.measure, pose.separationAng, (done, of) =>
      reply({ kind: 'progress', done, of }),
    ),
  };
}

async function scanEnergies(
  { structure }: Built,
  facing: Facing,
  pose: FilmPose,
  separationsAng: readonly number[],
) {
  const scan = { counts: scanCounts(facing, ENERGY_POINTS_PER_AXIS), separationsAng };
  const moves = energyMoves(facing, scan, pose);
  // Slabs above move along.
  const moving = Uint8Array.from(structure.layer, (l) => Number(l >= facing.at.upper));
  const energies = await rigidEnergies(structure, moving, moves, (done) => {
    if (done % 8 === 0) reply({ kind: 'progress', done, of: moves.length });
  });
  return energyLandscape(facing, scan, energies);
}

function reply(message: RegistryReply): void {
  self.postMessage(message);
}
