import type { FreeCell } from '#core/crystal/crystal.ts';
import { composition, reducedFormula, type Structure } from '#core/crystal/structure.ts';
import { det2 } from '#core/math/plane2.ts';
import {
  crystalOf,
  type Library,
  type Material,
  materialOf,
} from '#core/recipe/crystals/library.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { aloneInCell, cutSlab, heightsOf, judgeSlab, type Slab } from '#core/surface/slab.ts';
import { defaultPlanesOf, type Surface, surfaceOf } from '#core/surface/surface.ts';
import type { StressField } from '#engines/dynamics/relaxation.ts';
import { lbfgs } from '#engines/universal/lbfgs.ts';
import { BULK_FORCE_EV_ANG, bulkCrystal, relaxedConstants } from './bulkCrystal.ts';
import { cellRelaxation } from './cellRelaxation.ts';
import { type Counts, excessOf, type PhaseEnergy, perFormula } from './chemicalPotentials.ts';

/** A face of a crystal, from a slab of it with nothing near above and below. */
export interface TerminationEnergy {
  /** Of the plane that ends the slab, counted downward in the period. */
  readonly index: number;
  readonly label: string;
  /** A plane above that is the same by symmetry, and was computed in its place. */
  readonly equivalentTo: number | null;
  /** `alike`: an operation turns the slab over, so that both faces are this one; `mean`: of its two different faces. */
  readonly faces: 'alike' | 'mean';
  readonly planes: number;
  readonly atoms: number;
  /** Atoms of a face beyond whole formulas of the crystal, per primitive in-plane cell; empty where there are none. */
  readonly excess: Counts;
  /** (E − whole formulas of the crystal) / (2 A), eV/Å²: the surface energy where `excess` is empty. */
  readonly rigidEvAng2: number;
  readonly relaxedEvAng2: number;
  readonly converged: boolean;
  /** Formal charge of a face, half of that of the slab, e per primitive in-plane cell; null where unknown. */
  readonly chargeE: number | null;
}

export interface SurfaceEnergies {
  readonly areaAng2: number;
  /** The crystal at rest in the potential. */
  readonly bulk: PhaseEnergy & { readonly cell: FreeCell };
  readonly terminations: readonly TerminationEnergy[];
}

export interface SurfaceOptions {
  readonly hkl: readonly number[];
  readonly thicknessAng: number;
  readonly forceEvAng: number;
  readonly maxSteps: number;
  /** How far the potential reaches, Å. */
  readonly reachAng: number;
}

export interface SurfaceProgress {
  readonly what: string;
  readonly step: number;
}

/** Empty between the images of a slab, and more where the potential reaches farther. */
const GAP_ANG = 12;
const MORE_ANG = 0.5;

/**
 * Energies of the terminations of a plane, each from a slab of the crystal with the lattice constants that it has in the
 * potential, atoms relaxed.
 * @throws `bad-plane`, `no-potential`
 */
export function* surfaceEnergies(
  material: Material,
  cell: FreeCell,
  fieldOf: (structure: Structure) => StressField,
  options: SurfaceOptions,
): Generator<SurfaceProgress, SurfaceEnergies, void> {
  const bulk = yield* phaseEnergy(material, cell, fieldOf, options.maxSteps);
  const crystal = crystalOf(material, bulk.cell);
  const surface = surfaceOf(crystal, options.hkl, defaultPlanesOf(crystal));
  const areaAng2 = det2(surface.cell);
  const terminations: TerminationEnergy[] = [];
  for (const [index, { label, equivalentTo }] of surface.planes.entries()) {
    const same = equivalentTo === null ? undefined : terminations[equivalentTo];
    if (same !== undefined) {
      terminations.push({ ...same, index, label, equivalentTo });
      continue;
    }
    const { slab, faces } = slabFor(surface, index, options.thicknessAng);
    const counts = composition(slab.numbers);
    // What two equal faces have too many; a slab of whole formulas has nothing.
    const { formulas, excess } = excessOf(counts, bulk.composition);
    const structure = {
      ...inVacuum(slab, options.reachAng),
      layer: new Uint16Array(slab.numbers.length),
    };
    const field = fieldOf(structure);
    const aboveEv = (energyEv: number) => (energyEv - formulas * bulk.energyEv) / (2 * areaAng2);
    let [first, last, converged] = [Number.NaN, Number.NaN, false];
    for (const now of lbfgs(structure.xyz, (at) => field(at, structure.lattice), {
      ...options,
      frozen: null,
    })) {
      if (now.step === 0) first = now.energyEv;
      [last, converged] = [now.energyEv, now.converged];
      yield { what: `${label}-terminated slab`, step: now.step };
    }
    terminations.push({
      index,
      label,
      equivalentTo: null,
      faces,
      planes: slab.sequence.length,
      atoms: slab.numbers.length,
      excess: Object.fromEntries(Object.entries(excess).map(([s, n]) => [s, n / 2])),
      rigidEvAng2: aboveEv(first),
      relaxedEvAng2: aboveEv(last),
      converged,
      chargeE: slab.charges === null ? null : slab.charges.reduce((sum, q) => sum + q, 0) / 2,
    });
  }
  return { areaAng2, bulk, terminations };
}

/** Energy of a bulk crystal by formula, cell and atoms relaxed. */
export function* phaseEnergy(
  material: Material,
  cell: FreeCell,
  fieldOf: (structure: Structure) => StressField,
  maxSteps: number,
): Generator<SurfaceProgress, SurfaceEnergies['bulk'], void> {
  const bulk = bulkCrystal(material, cell);
  let [structure, energyEv] = [bulk.structure, Number.NaN];
  for (const now of cellRelaxation(structure, fieldOf(structure), {
    forceEvAng: BULK_FORCE_EV_ANG,
    maxSteps,
  })) {
    [structure, energyEv] = [now.structure, now.energyEv];
    yield { what: `bulk ${material.formula}`, step: now.step };
  }
  const counts = composition(structure.numbers);
  const { formula, formulas } = perFormula(counts);
  return {
    name: reducedFormula(counts),
    composition: formula,
    energyEv: energyEv / formulas,
    cell: relaxedConstants(bulk, structure),
  };
}

/**
 * The thinnest slab above a thickness that ends in a plane on both sides alike; where no such slab can be cut, one of whole
 * periods.
 */
function slabFor(
  surface: Surface,
  termination: number,
  thicknessAng: number,
): { readonly slab: Slab; readonly faces: TerminationEnergy['faces'] } {
  const period = surface.planes.length;
  const cut = (planes: number) =>
    cutSlab(surface, { planes, termination, face: 'top', remove: [] });
  const isThick = (slab: Slab) => {
    const { lowAng, highAng } = heightsOf(slab);
    return highAng - lowAng >= thicknessAng;
  };
  const least = Math.max(1, Math.floor((thicknessAng / surface.layerPeriodAng) * period));
  for (let planes = least; planes <= least + 3 * period; planes++) {
    const slab = cut(planes);
    if (isThick(slab) && judgeSlab(slab).symmetric) return { slab, faces: 'alike' };
  }
  return { slab: cut(period * (Math.ceil(least / period) + 1)), faces: 'mean' };
}

/** The slab with nothing in reach of its images. */
function inVacuum(slab: Slab, reachAng: number): Pick<Structure, 'lattice' | 'numbers' | 'xyz'> {
  const alone = aloneInCell(slab);
  const { lowAng, highAng } = heightsOf(slab);
  const gapAng = Math.max(GAP_ANG, reachAng + MORE_ANG);
  return {
    ...alone,
    lattice: alone.lattice.map((x, k) => (k === 8 ? highAng - lowAng + gapAng : x)),
  };
}

/** The crystals of a document besides one of them, each once: of its slabs, and those that it carries. */
export function otherCrystals(
  { steps, crystals = [] }: Pick<Recipe, 'steps' | 'crystals'>,
  materials: Library,
  besides: string,
): readonly { readonly material: Material; readonly cell: FreeCell }[] {
  const cells = new Map<string, FreeCell>();
  for (const { id, constants } of crystals) cells.set(id, constants[0]!.cell);
  for (const step of steps) if ('slab' in step) cells.set(step.slab.material, step.slab.cell);
  cells.delete(besides);
  return [...cells].map(([id, cell]) => ({ material: materialOf(materials, id), cell }));
}
