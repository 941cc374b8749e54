import { rowTimes, type Vec2 } from '#core/math/plane2.ts';
import type { Vec3 } from '#core/math/vec3.ts';
import type { Built } from '#core/recipe/build.ts';
import { registryCell } from '#core/registry/shiftCell.ts';
import { type Adhesion, adhesion } from '#engines/dynamics/adhesion.ts';
import { universalRigidEnergies } from '#engines/dynamics/rigidEnergies.ts';
import type { Network } from '#engines/universal/network.ts';
import { fieldOf } from './bulkCrystal.ts';
import { bulkReferences } from './bulkReferences.ts';
import { interfaceEnergy } from './interfaceEnergy.ts';

/** Where the film of a stack holds best, and how well. */
export interface BestInterface {
  /** In fractions of the interface cell, to be added to the shift of the document. */
  readonly shift: Vec2;
  /** d₀ of the lowest rigid energy there, Å. */
  readonly separationAng: number;
  readonly adhesion: Adhesion;
  /** eV/Å²; null where a slab holds more than whole formulas. */
  readonly interfaceEvAng2: number | null;
  /** What is to be known of these energies. */
  readonly notes: readonly string[];
  /** Of all relaxations. */
  readonly converged: boolean;
}

/** Points along each vector of the cell of shifts that differ. */
const GRID = 4;
/** d₀s that each shift is tried at, from that of the document, Å. */
const OFFSETS_ANG = [-0.4, 0, 0.4, 0.8];
/** The curve around the best of them. */
const CURVE_ANG = [-0.5, -0.4, -0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3, 0.4, 0.5];
const LEAST_D0_ANG = 0.5;

/**
 * Looks for the shift of the lowest rigid energy of the first interface on a grid of the shifts that differ, each at several
 * d₀s, and computes the work of adhesion there, rigid and relaxed.
 * @throws `no-potential`, `atoms-overlap`
 */
export function* bestInterface(
  network: Network,
  built: Built,
  relax: { readonly forceEvAng: number; readonly maxSteps: number },
): Generator<void, BestInterface, void> {
  const { structure } = built;
  const separationAng = built.slabs[1]!.separationAng!;
  const { rows } = registryCell(built, { lower: 0, upper: 1, cellsUp: 0 });
  const offsets = OFFSETS_ANG.filter((by) => separationAng + by >= LEAST_D0_ANG);
  let best = { energy: Number.POSITIVE_INFINITY, shift: [0, 0] as Vec2, offsetAng: 0 };
  for (let i = 0; i < GRID; i++)
    for (let j = 0; j < GRID; j++) {
      const shift = rowTimes([i / GRID, j / GRID], rows);
      const [x, y] = rowTimes(shift, built.cell);
      const moves = offsets.map((by): Vec3 => [x, y, by]);
      const { energies } = universalRigidEnergies(network, structure, 1, moves);
      // Equal places differ by rounding: the first is kept.
      for (const [k, energy] of energies.entries())
        if (energy < best.energy - SAME_MEV_ANG2) best = { energy, shift, offsetAng: offsets[k]! };
      yield;
    }
  const [x, y] = rowTimes(best.shift, built.cell);
  const by: Vec3 = [x, y, best.offsetAng];
  const at = separationAng + best.offsetAng;
  const steps = adhesion(network, {
    structure: {
      ...structure,
      xyz: structure.xyz.map((v, k) =>
        structure.layer[Math.floor(k / 3)]! >= 1 ? v + by[k % 3]! : v,
      ),
    },
    frozen: null,
    lower: 0,
    separationAng: at,
    separationsAng: CURVE_ANG.map((d) => at + d).filter((d) => d >= LEAST_D0_ANG),
    relax,
  });
  for (;;) {
    const next = steps.next();
    if (next.done !== true) {
      yield;
      continue;
    }
    const found = next.value;
    const references = bulkReferences(built);
    const energy =
      references && (yield* interfaceEnergy(fieldOf(network), references, found, relax));
    return {
      shift: best.shift,
      separationAng: found.best.separationAng,
      adhesion: found,
      interfaceEvAng2: energy?.evAng2 ?? null,
      notes: [...found.notes, ...(energy?.notes ?? [])],
      converged: energy?.converged ?? found.converged,
    };
  }
}

const SAME_MEV_ANG2 = 1e-4;
