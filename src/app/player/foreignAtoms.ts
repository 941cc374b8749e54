import type { Model } from '#app/document/model.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import type { OwnAtoms } from './player.ts';

let last: { own: OwnAtoms; model: Model; result: Model } | null = null;

/**
 * What the picture shows of atoms that no document built: no slabs, no interface, no charges. The cell is
 * that of the first frame; each frame brings its own. The same value until the atoms change.
 */
export function ownModel(model: Model, own: OwnAtoms, title: string): Model {
  if (last?.own.structure === own.structure && last.model === model) return last.result;
  const { structure } = own;
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
  last = { own, model, result };
  return result;
}
