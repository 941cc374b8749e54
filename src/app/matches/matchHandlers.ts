import type { Handlers } from '#app/jobs/workerDoor.ts';
import { searchMatches } from '#core/match/coincidence.ts';
import { distinctPlanes, exploreFields, type Field } from '#core/match/explore.ts';
import type { Match } from '#core/match/match.ts';
import { IDENTITY, type PlaneLattice, planeLatticeOf } from '#core/match/planeLattice.ts';
import { searchRelation } from '#core/match/relation.ts';
import { det2, mul2 } from '#core/math/plane2.ts';
import { cutSlab } from '#core/surface/slab.ts';
import { surfaceOf } from '#core/surface/surface.ts';
import {
  type ExploredPart,
  type ExploreRequest,
  type FoundMatches,
  MAX_MATCHES,
  type MatchSide,
  type MatchTasks,
  type SearchEnd,
  type SearchRequest,
} from './matchTasks.ts';

/** Shortest time between two partial results, which limits the number of messages, ms. */
const BATCH_MS = 40;
/** Largest number of matches in one message; reading more at once would block the page. */
const BATCH_MATCHES = 1000;

/** Searches in a worker; the page cancels by terminating the worker. */
export const matchHandlers: Handlers<MatchTasks> = {
  search: (request, { tell }) => toTheEnd(listed(request), tell),
  explore: (request, { tell }) => toTheEnd(explored(request), tell),
};

/** Sends every partial result. @returns whether the list was truncated */
function toTheEnd<Part>(parts: Generator<Part, boolean>, tell: (part: Part) => void): SearchEnd {
  const start = performance.now();
  let next = parts.next();
  for (; !next.done; next = parts.next()) tell(next.value);
  return { elapsedMs: performance.now() - start, truncated: next.value };
}

/** @returns true when the list was truncated */
function* listed(request: SearchRequest): Generator<FoundMatches, boolean> {
  let waiting: Match[] = [];
  let sent = 0;
  let last = performance.now();
  for (const { matches, fraction } of stepsOf(request)) {
    waiting.push(...matches.slice(0, MAX_MATCHES - sent - waiting.length));
    const full = sent + waiting.length >= MAX_MATCHES && fraction < 1;
    if (!full && fraction < 1 && performance.now() - last < BATCH_MS) continue;
    for (let at = 0; at === 0 || at < waiting.length; at += BATCH_MATCHES)
      yield { matches: waiting.slice(at, at + BATCH_MATCHES), fraction };
    if (full) return true;
    sent += waiting.length;
    waiting = [];
    last = performance.now();
  }
  return false;
}

function* explored(request: ExploreRequest): Generator<ExploredPart, false> {
  const [film, substrate] = [request.film, request.substrate].map((crystal) =>
    distinctPlanes(crystal, request.maxIndex),
  );
  yield { kind: 'planes', film: film!, substrate: substrate! };
  const total = film!.length * substrate!.length;
  let batch: Field[] = [];
  let done = 0;
  let last = performance.now();
  const fields = exploreFields(
    { crystal: request.film, planes: film!.map((p) => p.hkl) },
    { crystal: request.substrate, planes: substrate!.map((p) => p.hkl) },
    request.limits,
  );
  for (const field of fields) {
    batch.push(field);
    done++;
    if (done < total && performance.now() - last < BATCH_MS) continue;
    yield { kind: 'fields', fields: batch, fraction: done / total };
    batch = [];
    last = performance.now();
  }
  return false;
}

function stepsOf({ film, substrate, directions, limits }: SearchRequest) {
  const [above, below] = [latticeOf(film), latticeOf(substrate)];
  if (directions === null) return searchMatches(above, below, limits);
  const side = ({ crystal, hkl }: MatchSide, { atoms }: PlaneLattice, uvw: readonly number[]) => ({
    crystal,
    hkl,
    atoms,
    uvw,
  });
  const relation = {
    film: side(film, above, directions.film),
    substrate: side(substrate, below, directions.substrate),
    toleranceRad: directions.toleranceRad,
  };
  return searchRelation(relation, limits);
}

function latticeOf({ crystal, hkl, cut, supercell }: MatchSide): PlaneLattice {
  const surface = surfaceOf(crystal, hkl);
  const lattice = planeLatticeOf(surface, cutSlab(surface, cut).numbers.length);
  if (supercell === undefined) return lattice;
  return {
    cell: mul2(supercell, lattice.cell),
    // The other slabs on the substrate need not have its symmetry.
    symmetry: [IDENTITY],
    atoms: det2(supercell) * lattice.atoms,
  };
}
