import type { Structure } from '#core/crystal/structure.ts';
import { workNotes } from '#core/screen/impossible.ts';
import { evaluate } from '#engines/universal/evaluate.ts';
import type { Evaluation } from '#engines/universal/evaluation.ts';
import { type Network, reachOf } from '#engines/universal/network.ts';
import { isTooClose, placesNotes } from '#engines/universal/trust.ts';
import { inPlaneRepeat } from './inPlaneRepeat.ts';
import { J_M2_PER_EV_ANG2 } from './joules.ts';
import { relaxation } from './relaxation.ts';

export interface AdhesionRequest {
  /** Rigid: positions of a relaxation are not where a rigid move expects them. */
  readonly structure: Structure;
  /** N, 1 = stays where it is in the relaxed part; null when none does. */
  readonly frozen: Uint8Array | null;
  /** Slabs up to this one lie below the interface. */
  readonly lower: number;
  /** d₀ of the structure given, Å. */
  readonly separationAng: number;
  /** d₀ at which the energy is computed, ascending, Å. */
  readonly separationsAng: readonly number[];
  /** Both sides relaxed apart and together as well; null for rigid slabs only. */
  readonly relax: { readonly forceEvAng: number; readonly maxSteps: number } | null;
}

/** Energies per area of the interface, eV/Å², above those of the two sides apart: negative where they bind. */
export interface Adhesion {
  readonly areaAng2: number;
  readonly separationsAng: readonly number[];
  readonly energiesEvAng2: readonly number[];
  /** The rigid minimum, looked for between the points. `isInside`: it is not at an end of the range. */
  readonly best: {
    readonly separationAng: number;
    readonly energyEvAng2: number;
    readonly isInside: boolean;
  };
  /** Work of adhesion of rigid slabs at the best d₀. */
  readonly rigidEvAng2: number;
  /** The same with the atoms of all three relaxed in the cell of the interface; null where it was not asked for. */
  readonly relaxedEvAng2: number | null;
  /** Energy of both sides apart, relaxed, by area, as the potential has it; null where it was not asked for. */
  readonly sidesEvAng2: number | null;
  /** Where the model was shown nothing like the slabs so close to each other, and where they do not hold together. */
  readonly notes: readonly string[];
  /** Whether all three relaxations came below the force. */
  readonly converged: boolean;
}

export interface AdhesionProgress {
  readonly phase: 'curve' | 'together' | 'apart';
  readonly done: number;
  readonly of: number;
}

/** Nothing acts on what is farther apart than the potential reaches: slabs that have this more between them are apart, Å. */
const MORE_ANG = 0.5;
/** Golden section until the best d₀ is known to this, Å. */
const D0_ANG = 1e-3;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * The energy of an interface against d₀, and its work of adhesion: that of both sides apart less that of the interface, by
 * area. Lateral cell and shift stay; the stack is cut free above and below, also where it would repeat along c.
 * @throws `no-potential`, `atoms-overlap`, `too-large`
 */
export function* adhesion(
  network: Network,
  request: AdhesionRequest,
): Generator<AdhesionProgress, Adhesion, void> {
  const { separationAng, separationsAng, lower, relax } = request;
  const farAng = reachOf(network) + MORE_ANG;
  const free = opened(request, farAng);
  const { structure, frozen } = free;
  const { lattice: l } = structure;
  const areaAng2 = Math.abs(l[0]! * l[4]! - l[1]! * l[3]!);
  const moved = (d: number): Structure => ({
    ...structure,
    xyz: structure.xyz.map((x, k) =>
      k % 3 === 2 && structure.layer[(k - 2) / 3]! > lower ? x + d - separationAng : x,
    ),
  });
  const energyOf = (of: Structure): Evaluation => evaluate(network, of);
  const apart = energyOf(moved(farAng)).energyEv;
  const at = (d: number): number => (energyOf(moved(d)).energyEv - apart) / areaAng2;
  const energiesEvAng2: number[] = [];
  let close = 0;
  for (const [k, d] of separationsAng.entries()) {
    energiesEvAng2.push(at(d));
    if (isTooClose(moved(d))) close++;
    yield { phase: 'curve', done: k + 1, of: separationsAng.length };
  }
  const best = minimumBetween(separationsAng, energiesEvAng2, at);
  const base = {
    areaAng2,
    separationsAng,
    energiesEvAng2,
    best,
    rigidEvAng2: -best.energyEvAng2,
    notes: placesNotes(close, separationsAng.length),
  };
  if (relax === null) return { ...base, relaxedEvAng2: null, sidesEvAng2: null, converged: true };
  const ends: number[] = [];
  let converged = true;
  for (const [phase, d] of [
    ['together', best.separationAng],
    ['apart', farAng],
  ] as const) {
    const field = (xyz: Float64Array, lattice: Float64Array) =>
      energyOf({ ...structure, xyz, lattice });
    const options = { ...relax, degrees: 'atoms', frozen } as const;
    let end = { energyEv: Number.NaN, converged: false };
    for (const step of relaxation(moved(d), field, options)) {
      end = step;
      yield { phase, done: step.step, of: relax.maxSteps };
    }
    ends.push(end.energyEv);
    converged &&= end.converged;
  }
  const [together, sides] = ends as [number, number];
  const relaxedEvAng2 = (sides - together) / areaAng2;
  return {
    ...base,
    notes: [...workNotes(relaxedEvAng2 * J_M2_PER_EV_ANG2), ...base.notes],
    relaxedEvAng2,
    sidesEvAng2: sides / areaAng2,
    converged,
  };
}

/** One repeat of the stack in the plane, with nothing above it within reach at any of the d₀s. */
function opened(
  { structure, frozen, separationAng, separationsAng }: AdhesionRequest,
  gapAng: number,
): { readonly structure: Structure; readonly frozen: Uint8Array | null } {
  const kinds = structure.layer.map((layer, i) => 2 * layer + (frozen?.[i] ?? 0));
  const repeat = inPlaneRepeat(structure, kinds);
  const one = repeat?.structure ?? structure;
  const flags =
    repeat === null ? frozen : frozen && Uint8Array.from(repeat.kept, (i) => frozen[i]!);
  const heights = one.xyz.filter((_, k) => k % 3 === 2);
  const raisedAng = Math.max(gapAng, ...separationsAng) - separationAng;
  const cAng = Math.max(...heights) - Math.min(...heights) + raisedAng + gapAng;
  return {
    structure: { ...one, lattice: one.lattice.map((x, k) => (k === 8 ? cAng : x)) },
    frozen: flags,
  };
}

/** The minimum of a function known at some places: refined between the neighbours of the lowest. */
function minimumBetween(
  xs: readonly number[],
  ys: readonly number[],
  at: (x: number) => number,
): Adhesion['best'] {
  const lowest = ys.indexOf(Math.min(...ys));
  const isInside = lowest > 0 && lowest < xs.length - 1;
  if (!isInside) return { separationAng: xs[lowest]!, energyEvAng2: ys[lowest]!, isInside: false };
  let [low, high] = [xs[lowest - 1]!, xs[lowest + 1]!];
  let [p, q] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)];
  let [atP, atQ] = [at(p), at(q)];
  while (high - low > D0_ANG)
    if (atP < atQ) {
      [high, q, atQ] = [q, p, atP];
      p = high - GOLDEN * (high - low);
      atP = at(p);
    } else {
      [low, p, atP] = [p, q, atQ];
      q = low + GOLDEN * (high - low);
      atQ = at(q);
    }
  const separationAng = (low + high) / 2;
  return { separationAng, energyEvAng2: at(separationAng), isInside: true };
}
