import { expect, test } from 'vitest';
import { modelOf } from '#app/document/model.ts';
import { drawnAtoms, shownAtoms } from '#app/player/shownAtoms.ts';
import { bondsOf } from '#core/crystal/neighbors.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';

const model = modelOf(DEFAULT_PRESET.recipe);

test('the built stack is shown as it is; atoms of a file are shown without any stack', () => {
  const built = shownAtoms(model, null, 'run.xyz');
  expect(built).toEqual({ kind: 'built', model });
  expect(drawnAtoms(built)).toMatchObject({ title: model.report.title, bonds: model.bonds });
  const structure = {
    lattice: Float64Array.of(10, 0, 0, 0, 10, 0, 0, 0, 10),
    numbers: Uint8Array.of(14, 14),
    xyz: Float64Array.of(0, 0, 0, 1.3, 1.3, 1.3),
    layer: new Uint16Array(2),
  };
  const atoms = { structure, bonds: bondsOf(structure, new Float64Array(2).fill(Number.NaN)) };
  const foreign = shownAtoms(model, atoms, 'run.xyz');
  expect(foreign).toEqual({ kind: 'foreign', title: 'run.xyz', ...atoms });
  expect(drawnAtoms(foreign).structure).toBe(structure);
});
