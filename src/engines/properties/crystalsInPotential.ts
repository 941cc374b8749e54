import type { FreeCell } from '#core/crystal/crystal.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { type Library, materialOf, shortName, withOwn } from '#core/recipe/crystals/library.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import type { StressField } from '#engines/dynamics/relaxation.ts';
import { trustNotes } from '#engines/universal/trust.ts';
import { BULK_FORCE_EV_ANG, bulkCrystal, relaxedConstants } from './bulkCrystal.ts';
import { cellRelaxation } from './cellRelaxation.ts';

/** The crystal of a slab, as the document has it and at rest in a potential. */
export interface CrystalInPotential {
  readonly name: string;
  readonly cell: FreeCell;
  readonly relaxed: FreeCell;
  /** At rest. */
  readonly energyEvPerAtom: number;
  /** Where the model was shown nothing like it. */
  readonly notes: readonly string[];
}

const MAX_STEPS = 1000;

/**
 * Relaxes cell and atoms of the crystals of a stack, those that are the same once.
 * @returns one entry for each slab, bottom to top; `converged` is of all
 */
export function* crystalsInPotential(
  recipe: Recipe,
  library: Library,
  fieldOf: (structure: Structure) => StressField,
): Generator<
  { readonly name: string; readonly step: number },
  { readonly crystals: readonly CrystalInPotential[]; readonly converged: boolean },
  void
> {
  const materials = withOwn(library, recipe.crystals);
  const known = new Map<string, CrystalInPotential>();
  const crystals: CrystalInPotential[] = [];
  let converged = true;
  for (const step of recipe.steps) {
    if (!('slab' in step)) continue;
    const { material: id, cell } = step.slab;
    const key = `${id} ${JSON.stringify(cell)}`;
    const before = known.get(key);
    if (before !== undefined) {
      crystals.push(before);
      continue;
    }
    const material = materialOf(materials, id);
    const bulk = bulkCrystal(material, cell);
    let [structure, energyEv, isBelow] = [bulk.structure, Number.NaN, false];
    for (const now of cellRelaxation(structure, fieldOf(structure), {
      forceEvAng: BULK_FORCE_EV_ANG,
      maxSteps: MAX_STEPS,
    })) {
      [structure, energyEv, isBelow] = [now.structure, now.energyEv, now.converged];
      yield { name: shortName(material), step: now.step };
    }
    converged &&= isBelow;
    const found = {
      name: shortName(material),
      cell,
      relaxed: relaxedConstants(bulk, structure),
      energyEvPerAtom: energyEv / structure.numbers.length,
      notes: trustNotes(structure),
    };
    known.set(key, found);
    crystals.push(found);
  }
  return { crystals, converged };
}
