import type { FreeCell } from '#core/crystal/crystal.ts';
import type { Structure } from '#core/crystal/structure.ts';
import type { Material } from '#core/recipe/crystals/library.ts';
import type { StressField } from '#engines/dynamics/relaxation.ts';
import { facesNotes, trustNotes } from '#engines/universal/trust.ts';
import { bulkCrystal } from './bulkCrystal.ts';
import type { PhaseEnergy } from './chemicalPotentials.ts';
import { type RankedTerminations, rankTerminations } from './rankTerminations.ts';
import {
  phaseEnergy,
  type SurfaceEnergies,
  type SurfaceOptions,
  type SurfaceProgress,
  surfaceEnergies,
} from './surfaceEnergies.ts';

/** What surface energies are computed with unless something else is asked for. */
export const SURFACE_DEFAULTS = { thicknessAng: 12, forceEvAng: 0.01, maxSteps: 1000 } as const;

interface CrystalInCell {
  readonly material: Material;
  readonly cell: FreeCell;
}

/**
 * Surface energies of the terminations of a plane, ranked with the bounds that other crystals set.
 * @param asked `others`: crystals that may form
 */
export function* rankedSurfaces(
  asked: CrystalInCell &
    Pick<SurfaceOptions, 'hkl' | 'reachAng'> &
    Partial<SurfaceOptions> & { readonly others: readonly CrystalInCell[] },
  fieldOf: (structure: Structure) => StressField,
): Generator<
  SurfaceProgress,
  RankedTerminations &
    Pick<SurfaceEnergies, 'areaAng2' | 'bulk'> & {
      /** Where the model was shown nothing like these slabs. */
      readonly notes: readonly string[];
    },
  void
> {
  const options = { ...SURFACE_DEFAULTS, ...asked };
  const found = yield* surfaceEnergies(asked.material, asked.cell, fieldOf, options);
  const phases: PhaseEnergy[] = [];
  for (const { material, cell } of asked.others)
    phases.push(yield* phaseEnergy(material, cell, fieldOf, options.maxSteps));
  const { areaAng2, bulk } = found;
  const notes = [
    ...trustNotes(bulkCrystal(asked.material, bulk.cell).structure),
    ...facesNotes(found.terminations),
  ];
  return { ...rankTerminations(found, phases), areaAng2, bulk, notes };
}
