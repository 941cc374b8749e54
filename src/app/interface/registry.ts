import { createStore } from 'zustand/vanilla';
import { problemOf } from '#app/jobs/problems.ts';
import { WorkerClient } from '#app/jobs/workerClient.ts';
import { tidyShift } from '#core/recipe/edits/pose.ts';
import { canonicalJson } from '#core/recipe/hash.ts';
import { filmsOf, type Recipe, relativeShift } from '#core/recipe/recipe.ts';
import type { Landscape } from '#core/registry/landscape.ts';
import { type EnergyMeasure, isEnergy, type Measure } from '#core/registry/measures.ts';
import type { ContactSolution, SolveOptions } from '#core/registry/solve.ts';
import type { PotentialSource } from '#engines/universal/potential.ts';
import type { RegistryTasks, ScanProgress, ScanResult } from './registryTasks.ts';

/** The universal potential of a map. */
export interface MapPotential {
  readonly source: PotentialSource;
  /** What is said of it. */
  readonly label: string;
}

export interface ScannedMap extends ScanResult {
  /** Key of the stack it was scanned for, see {@link mapKey}. */
  readonly key: string;
  readonly anyD0: boolean;
  /** The first and the last d₀ of those tried at each shift, Å; null where there was one. */
  readonly rangeAng: readonly [from: number, to: number] | null;
  /** The universal potential, where it is that of the map. */
  readonly potential: MapPotential | null;
}

/** Scans and solutions of interfaces, by the step of the film above. Results are derived and never saved. */
export interface RegistryState {
  /** Only one job runs at a time: a new one replaces the previous one. */
  readonly job: {
    readonly kind: 'scan' | 'solve';
    readonly step: number;
    readonly done: number;
    readonly of: number;
  } | null;
  readonly maps: ReadonlyMap<number, ScannedMap>;
  readonly solved: {
    readonly step: number;
    readonly solution: ContactSolution;
    readonly options: SolveOptions;
    /** Key of the stack it was solved for, without shifts and d₀. */
    readonly key: string;
  } | null;
  /** The last energy of a stack as it is, in the unit of its measure; null where none came. */
  readonly energy: {
    readonly recipe: Recipe;
    readonly measure: EnergyMeasure;
    readonly potential: MapPotential | null;
    readonly value: number | null;
  } | null;
  readonly problem: { readonly step: number; readonly reason: string } | null;
}

export const registryStore = createStore<RegistryState>()(() => ({
  job: null,
  maps: new Map(),
  solved: null,
  energy: null,
  problem: null,
}));

/**
 * Key of everything a scan depends on: a map is valid as long as its key stays the same.
 * @param anyD0 the scan chose d₀ at each shift
 */
function mapKey(recipe: Recipe, step: number, measure: Measure, anyD0: boolean): string {
  const films = filmsOf(recipe);
  if (isEnergy(measure)) {
    // All slabs act on each other: every shift but this one belongs to the key.
    const relative = films.map((_, i) =>
      i + 1 === step ? null : tidyShift(relativeShift(recipe, { lower: i, upper: i + 1 })),
    );
    const steps = recipe.steps.map((s, i) =>
      s.kind === 'film'
        ? {
            ...s,
            registryShift: null,
            separationAng: anyD0 && i === step ? null : s.separationAng,
          }
        : s,
    );
    return canonicalJson([steps, relative, recipe.strained, recipe.crystals ?? []]);
  }
  return canonicalJson([stackKey(recipe, step), anyD0 ? null : films[step - 1]!.separationAng]);
}

/** The two slabs at an interface in their shared cell, which the first film may define. */
export function stackKey(recipe: Recipe, step: number): string {
  const slabs = [recipe.steps[0], recipe.steps[1], recipe.steps[step - 1], recipe.steps[step]];
  return canonicalJson([
    slabs.map((s) => (s !== undefined && 'slab' in s ? s.slab : null)),
    recipe.strained,
    recipe.crystals ?? [],
  ]);
}

const startWorker = () =>
  new Worker(new URL('./registry.worker.ts', import.meta.url), { type: 'module' });
const options = {
  idle: 'ended',
  here: () => import('./registryHandlers.ts').then((m) => m.registryHandlers),
} as const;
const worker = new WorkerClient<RegistryTasks>(startWorker, options);
/** Apart from the scans, which end each other. */
const energyWorker = new WorkerClient<RegistryTasks>(startWorker, options);

/** Runs one job and records its end in the store. @returns null when it failed or another job replaced it */
async function runJob<Result>(
  kind: 'scan' | 'solve',
  step: number,
  call: (onPart: (progress: ScanProgress) => void) => Promise<Result>,
): Promise<Result | null> {
  worker.end();
  registryStore.setState({ job: { kind, step, done: 0, of: 0 }, problem: null });
  try {
    const result = await call(({ done, of }) =>
      registryStore.setState({ job: { kind, step, done, of } }),
    );
    registryStore.setState({ job: null });
    return result;
  } catch (error) {
    const problem = problemOf(error);
    if (problem !== null)
      registryStore.setState({ job: null, problem: { step, reason: problem.reason } });
    return null;
  }
}

/**
 * Scans the interface below a film over its cell of different shifts, in a worker.
 * @param separationsAng d₀s of an energy scan
 * @param potential the universal potential, where it is that of the measure
 */
export async function scanInterface(
  recipe: Recipe,
  step: number,
  measure: Measure,
  separationsAng: readonly number[],
  potential: MapPotential | null = null,
): Promise<void> {
  const anyD0 = measure === 'height' || separationsAng.length > 1;
  const key = mapKey(recipe, step, measure, anyD0);
  const rangeAng: ScannedMap['rangeAng'] =
    separationsAng.length > 1 ? [separationsAng[0]!, separationsAng.at(-1)!] : null;
  const model = potential?.source ?? null;
  const request = { recipe, interface: step - 1, measure, separationsAng, model };
  const result = await runJob('scan', step, (onPart) => worker.call('scan', request, { onPart }));
  if (result === null) return;
  registryStore.setState(({ maps }) => ({
    maps: new Map([...maps, [step, { ...result, key, anyD0, rangeAng, potential }]]),
  }));
}

/** Time that a drag has to rest before the energy is computed where it is, ms. */
const REST_MS = 150;
let resting: ReturnType<typeof setTimeout> | undefined;

/** Computes the energy of a stack as it is, in a worker; a later request replaces it. */
export function requestEnergy(
  recipe: Recipe,
  measure: EnergyMeasure,
  potential: MapPotential | null,
): void {
  clearTimeout(resting);
  // Of a stack before: it would come after what is known of this one, and stand in its place.
  energyWorker.end();
  if (isEnergyOf(registryStore.getState(), recipe, measure, potential)) return;
  const of = { recipe, measure, potential };
  resting = setTimeout(() => {
    energyWorker.call('energy', { recipe, measure, model: potential?.source ?? null }).then(
      (value) => registryStore.setState({ energy: { ...of, value } }),
      (error) => {
        if (problemOf(error) !== null) registryStore.setState({ energy: { ...of, value: null } });
      },
    );
  }, REST_MS);
}

/** Whether the last energy is of this stack by this potential. */
export const isEnergyOf = (
  { energy }: Pick<RegistryState, 'energy'>,
  recipe: Recipe,
  measure: EnergyMeasure,
  potential: MapPotential | null,
): boolean =>
  energy?.recipe === recipe && energy.measure === measure && energy.potential === potential;

/** The map of the interface below a film, if it holds for this document. */
export function mapOf(
  { maps }: RegistryState,
  recipe: Recipe,
  step: number,
): { readonly current: Landscape | null; readonly stale: boolean } {
  const map = maps.get(step);
  if (map === undefined || step > filmsOf(recipe).length) return { current: null, stale: false };
  const holds = map.key === mapKey(recipe, step, map.landscape.measure, map.anyD0);
  return { current: holds ? map.landscape : null, stale: !holds };
}

/** Looks for poses with given contact means, in a worker. */
export async function solveInterface(
  recipe: Recipe,
  step: number,
  options: SolveOptions,
): Promise<void> {
  const key = stackKey(recipe, step);
  const request = { recipe, interface: step - 1, options };
  const solution = await runJob('solve', step, () => worker.call('solve', request));
  if (solution !== null) registryStore.setState({ solved: { step, solution, options, key } });
}

export function cancelRegistry(): void {
  worker.end();
  registryStore.setState({ job: null });
}

/** Removes the map of an interface. */
export const forgetMap = (step: number): void =>
  registryStore.setState(({ maps }) => ({ maps: new Map([...maps].filter(([s]) => s !== step)) }));

/** Whether the best place of a map is at an end of the d₀s that were tried, so that a better one may lie beyond. */
export const isAtEnd = ({ landscape, rangeAng }: ScannedMap): boolean =>
  rangeAng?.some((ang) => Math.abs(ang - landscape.best.separationAng) < 1e-6) ?? false;
