import { EpistackError } from '#core/errors.ts';
import { searchMatches } from '#core/match/coincidence.ts';
import { distinctPlanes, exploreFields, type Field } from '#core/match/explore.ts';
import type { Match } from '#core/match/match.ts';
import { type PlaneLattice, planeLatticeOf } from '#core/match/planeLattice.ts';
import { searchRelation } from '#core/match/relation.ts';
import { cutSlab } from '#core/surface/slab.ts';
import { surfaceOf } from '#core/surface/surface.ts';
import {
  MAX_MATCHES,
  type MatchReply,
  type MatchRequest,
  type MatchSide,
} from './matchMessages.ts';

type SearchRequest = Extract<MatchRequest, { kind: 'search' }>;
type ExploreRequest = Extract<MatchRequest, { kind: 'explore' }>;

/** Replies come this often at most, so that neither side drowns in messages, ms. */
const BATCH_MS = 40;
/** More in one message would hold the page while it is read. */
const BATCH_MATCHES = 1000;

/** The replies to a request, in order; the last is `done` or `failed`. What the worker posts. */
export function* answersTo(request: MatchRequest): Generator<MatchReply, void, undefined> {
  const start = performance.now();
  try {
    const truncated =
      request.kind === 'explore' ? yield* explored(request) : yield* listed(request);
    yield { kind: 'done', elapsedMs: performance.now() - start, truncated };
  } catch (error) {
    if (!(error instanceof EpistackError)) throw error;
    yield { kind: 'failed', failure: error.failure };
  }
}

function* listed(request: SearchRequest): Generator<MatchReply, boolean, undefined> {
  let waiting: Match[] = [];
  let sent = 0;
  let last = performance.now();
  for (const { matches, fraction } of stepsOf(request)) {
    waiting.push(...matches.slice(0, MAX_MATCHES - sent - waiting.length));
    const full = sent + waiting.length >= MAX_MATCHES && fraction < 1;
    if (!full && fraction < 1 && performance.now() - last < BATCH_MS) continue;
    for (let at = 0; at === 0 || at < waiting.length; at += BATCH_MATCHES)
      yield { kind: 'matches', matches: waiting.slice(at, at + BATCH_MATCHES), fraction };
    if (full) return true;
    sent += waiting.length;
    waiting = [];
    last = performance.now();
  }
  return false;
}

function* explored(request: ExploreRequest): Generator<MatchReply, false, undefined> {
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

function latticeOf({ crystal, hkl, cut }: MatchSide): PlaneLattice {
  const surface = surfaceOf(crystal, hkl);
  return planeLatticeOf(surface, cutSlab(surface, cut).numbers.length);
}
