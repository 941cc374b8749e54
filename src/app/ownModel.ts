import type { Structure } from '#core/crystal/structure.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets.ts';
import type { Model } from './model.ts';
import type { OwnAtoms } from './trajectory.ts';
import type { ShownFrame } from './trajectorySource.ts';

/** Cells that differ less are drawn as one, Å: rounding is no change of the cell. */
const SAME_CELL_ANG = 1e-6;

let last: { own: OwnAtoms; model: Model; lattice: Float64Array; result: Model } | null = null;

/**
 * What the picture shows of atoms that no document built: no slabs, no interface, no charges.
 * The same value until the atoms or their cell change.
 */
export function ownModel(
  model: Model,
  own: OwnAtoms & { readonly view: ShownFrame },
  title: string,
): Model {
  const { lattice } = own.view;
  if (
    last?.own.structure === own.structure &&
    last.model === model &&
    last.lattice.every((x, k) => Math.abs(x - lattice[k]!) < SAME_CELL_ANG)
  )
    return last.result;
  const structure: Structure = { ...own.structure, lattice };
  const n = structure.numbers.length;
  const result: Model = {
    ...model,
    built: {
      ...model.built,
      recipe: DEFAULT_PRESET.recipe,
      structure,
      slabs: [],
      plane: new Uint16Array(n),
      charges: new Float64Array(n).fill(Number.NaN),
    },
    bonds: own.bonds,
    contacts: [],
    report: { ...model.report, title, atoms: n, layers: [] },
  };
  last = { own, model, lattice, result };
  return result;
}
