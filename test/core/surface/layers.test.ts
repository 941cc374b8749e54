import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { crystalOfFile } from '#core/io/crystalFile.ts';
import { readAtoms } from '#core/io/readAtoms.ts';
import { crystalOf } from '#core/recipe/crystals/library.ts';
import { defaultCut } from '#core/surface/defaultCut.ts';
import { isLayered, layersOf, planesForLayers, thicknessText } from '#core/surface/layers.ts';
import { cutSlab } from '#core/surface/slab.ts';
import { surfaceOf } from '#core/surface/surface.ts';
import { library } from '../../helpers/library.ts';

const material = (id: string) => {
  const found = library.get(id)!;
  return crystalOf(found, found.constants[0]!.cell);
};
const file = (name: string) => {
  const bytes = readFileSync(new URL(`../../fixtures/cases/${name}`, import.meta.url));
  return crystalOfFile(readAtoms(bytes, name).file).crystal;
};

test.each([
  ['MoS2', material('MoS2'), [0, 0, 1], 3],
  ['graphene', material('graphene'), [0, 0, 1], 1],
  ['Bi2Te3', file('Bi2Te3.cif'), [0, 0, 1], 5],
] as const)('whole layers of %s are counted from the face', (_, crystal, hkl, each) => {
  const surface = surfaceOf(crystal, hkl);
  expect(isLayered(surface)).toBe(true);
  for (const face of ['top', 'bottom'] as const) {
    const cut = defaultCut(surface, face, 5);
    for (const layers of [1, 2, 3]) {
      const planes = planesForLayers(surface, cut, layers)!;
      expect(planes).toBe(each * layers);
      const slab = cutSlab(surface, { ...cut, planes });
      expect(layersOf(slab)).toBe(layers);
      expect(thicknessText(slab)).toBe(
        `${layers} layer${layers === 1 ? '' : 's'} (${planes} plane${planes === 1 ? '' : 's'})`,
      );
    }
    if (each === 1) continue;
    // One plane more is no whole layer, and from inside a layer none is counted.
    expect(layersOf(cutSlab(surface, { ...cut, planes: each + 1 }))).toBeNull();
    const inside = { ...cut, termination: (cut.termination + 1) % surface.planes.length };
    expect(planesForLayers(surface, inside, 1)).toBeNull();
  }
});

test('frameworks, layers that stand on edge and molecular crystals have no layers', () => {
  for (const [crystal, hkl] of [
    [material('CdS'), [1, 1, 1]],
    [material('MoS2'), [1, 1, 0]],
    [file('MAPbI3.vasp'), [0, 0, 1]],
  ] as const) {
    const surface = surfaceOf(crystal, hkl);
    expect(isLayered(surface)).toBe(false);
    const slab = cutSlab(surface, { planes: 3, termination: 0, face: 'top', remove: [] });
    expect(thicknessText(slab)).toBe('3 planes');
  }
});
