import { createStore } from 'zustand/vanilla';
import { materialIn } from '#app/document/library.ts';
import { problemOf } from '#app/jobs/problems.ts';
import { WorkerClient } from '#app/jobs/workerClient.ts';
import { EpistackError } from '#core/errors.ts';
import type { Limits } from '#core/match/coincidence.ts';
import type { DistinctPlane, Field } from '#core/match/explore.ts';
import type { Match } from '#core/match/match.ts';
import { STRAIN_DEFAULTS } from '#core/match/tolerance.ts';
import type { IntVec3 } from '#core/math/integer.ts';
import { crystalOf } from '#core/recipe/crystals/library.ts';
import { FILM_STEP, isSamePlane } from '#core/recipe/edits/match.ts';
import type { Recipe, SlabSpec } from '#core/recipe/recipe.ts';
import type { SlabCut } from '#core/surface/slab.ts';
import type { Directions, ExploredPart, MatchSide, MatchTasks, SearchEnd } from './matchTasks.ts';

export type Status = 'idle' | 'running' | 'done' | 'cancelled' | 'failed';

/** The planes that a list of matches is for. */
export interface PlanePair {
  readonly film: readonly number[];
  readonly substrate: readonly number[];
}

/** Matches of two planes; derived, never saved. */
export interface MatchList {
  readonly status: Status;
  readonly reason: string | null;
  /** The worker was lost, so the same search can be tried again. */
  readonly isLost: boolean;
  /** 0 to 1. */
  readonly progress: number;
  readonly planes: PlanePair | null;
  /** The relation that was searched; null for a search without one. */
  readonly directions: Directions | null;
  /** Sorted by substrate area, then strain; new matches are appended while the search runs. */
  readonly matches: readonly Match[];
  /** Truncated at the longest list that is sent: cells of larger area are missing. */
  readonly truncated: boolean;
  readonly elapsedMs: number | null;
}

/** The map film plane × substrate plane, filled in while running. */
export interface PlaneMap {
  readonly status: Status;
  readonly reason: string | null;
  /** The worker was lost, so the same search can be tried again. */
  readonly isLost: boolean;
  readonly progress: number;
  readonly maxIndex: number;
  readonly film: readonly DistinctPlane[];
  readonly substrate: readonly DistinctPlane[];
  /** By {@link fieldKey}. */
  readonly fields: ReadonlyMap<string, Field>;
  readonly elapsedMs: number | null;
}

export interface Matching {
  readonly limits: Limits;
  readonly list: MatchList;
  readonly map: PlaneMap;
}

const NO_LIST: MatchList = {
  status: 'idle',
  reason: null,
  isLost: false,
  progress: 0,
  planes: null,
  directions: null,
  matches: [],
  truncated: false,
  elapsedMs: null,
};
const NO_MAP: PlaneMap = {
  status: 'idle',
  reason: null,
  isLost: false,
  progress: 0,
  maxIndex: 1,
  film: [],
  substrate: [],
  fields: new Map(),
  elapsedMs: null,
};

export const matchingStore = createStore<Matching>()(() => ({
  limits: { maxAreaAng2: 400, tolerance: STRAIN_DEFAULTS, maxAtoms: null, mirrors: false },
  list: NO_LIST,
  map: NO_MAP,
}));

const setList = (part: Partial<MatchList>): void =>
  matchingStore.setState(({ list }) => ({ list: { ...list, ...part } }));
const setMap = (part: Partial<PlaneMap>): void =>
  matchingStore.setState(({ map }) => ({ map: { ...map, ...part } }));

/** Changes the limits of the next search; the list on screen stays until then. */
export const setLimits = (part: Partial<Limits>): void =>
  matchingStore.setState(({ limits }) => ({ limits: { ...limits, ...part } }));

export const fieldKey = (film: IntVec3, substrate: IntVec3): string => `${film}|${substrate}`;

/** @throws `bad-search` for a stack without a film */
export function slabOf(recipe: Recipe, step: number): SlabSpec {
  const found = recipe.steps[step];
  if (found !== undefined && 'slab' in found) return found.slab;
  throw new EpistackError({ code: 'bad-search', reason: 'there is no film to match' });
}
const crystalIn = (recipe: Recipe, step: number) => {
  const { material, cell } = slabOf(recipe, step);
  const found = materialIn(recipe, material);
  if (found === undefined) throw new EpistackError({ code: 'unknown-material', id: material });
  return crystalOf(found, cell);
};

export function sideOf(recipe: Recipe, step: number, hkl: readonly number[]): MatchSide {
  const slab = slabOf(recipe, step);
  const kept = isSamePlane(hkl, slab.hkl);
  const cut: SlabCut = {
    planes: slab.planes,
    termination: kept ? slab.termination : 0,
    face: step === 0 ? 'top' : 'bottom',
    remove: kept ? slab.remove : [],
  };
  return { crystal: crystalIn(recipe, step), hkl, cut };
}

export const spawnMatches = (): Worker =>
  new Worker(new URL('./match.worker.ts', import.meta.url), { type: 'module' });

const options = {
  idle: 'ended',
  here: () => import('./matchHandlers.ts').then((m) => m.matchHandlers),
} as const;

/** One job of each kind runs at a time: a new one replaces the previous one. */
const workers = {
  list: new WorkerClient<MatchTasks>(spawnMatches, options),
  map: new WorkerClient<MatchTasks>(spawnMatches, options),
};

type JobState = Partial<Pick<MatchList, 'status' | 'reason' | 'isLost' | 'elapsedMs'>>;

/** Runs one search and records how it ended, or nothing when it was cancelled or replaced. */
async function follow(
  set: (part: JobState) => void,
  search: () => Promise<SearchEnd>,
): Promise<SearchEnd | null> {
  try {
    const end = await search();
    set({ status: 'done', elapsedMs: end.elapsedMs });
    return end;
  } catch (error) {
    const problem = problemOf(error);
    if (problem !== null) set({ status: 'failed', ...problem });
    return null;
  }
}

/**
 * Searches the matches of the recipe's film and substrate.
 * @param planes other planes than the recipe's, as a field of the map has them
 * @param directions only matches that satisfy this relation, smallest cells first
 */
export function startSearch(
  recipe: Recipe,
  planes: PlanePair | null = null,
  directions: Directions | null = null,
): void {
  workers.list.end();
  const { limits } = matchingStore.getState();
  setList({ ...NO_LIST, status: 'running', planes, directions });
  void follow(setList, async () => {
    const pair = planes ?? {
      film: slabOf(recipe, FILM_STEP).hkl,
      substrate: slabOf(recipe, 0).hkl,
    };
    setList({ planes: pair });
    const request = {
      film: sideOf(recipe, FILM_STEP, pair.film),
      substrate: sideOf(recipe, 0, pair.substrate),
      directions,
      limits,
    };
    return workers.list.call('search', request, {
      onPart: ({ matches, fraction }) =>
        setList({
          matches: [...matchingStore.getState().list.matches, ...matches],
          progress: fraction,
        }),
    });
  }).then((end) => end !== null && setList({ truncated: end.truncated }));
}

/** Repeats the search of the list after its worker was lost. */
export function searchAgain(recipe: Recipe): void {
  const { planes, directions } = matchingStore.getState().list;
  startSearch(recipe, planes, directions);
}

/** Maps all planes of the recipe's two crystals up to an index. */
export function startMap(recipe: Recipe, maxIndex: number): void {
  workers.map.end();
  const { limits } = matchingStore.getState();
  setMap({ ...NO_MAP, status: 'running', maxIndex });
  void follow(setMap, async () => {
    const film = crystalIn(recipe, FILM_STEP);
    const request = { film, substrate: crystalIn(recipe, 0), maxIndex, limits };
    return workers.map.call('explore', request, { onPart: addToMap });
  });
}

function addToMap(part: ExploredPart): void {
  if (part.kind === 'planes') {
    setMap({ film: part.film, substrate: part.substrate });
    return;
  }
  const fields = new Map(matchingStore.getState().map.fields);
  for (const field of part.fields) fields.set(fieldKey(field.film, field.substrate), field);
  setMap({ fields, progress: part.fraction });
}

/** Cancels a search; the matches found so far stay. */
export function cancelSearch(): void {
  if (matchingStore.getState().list.status === 'running') setList({ status: 'cancelled' });
  workers.list.end();
}

export function cancelMap(): void {
  if (matchingStore.getState().map.status === 'running') setMap({ status: 'cancelled' });
  workers.map.end();
}
