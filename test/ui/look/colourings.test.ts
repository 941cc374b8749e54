import { expect, test } from 'vitest';
import { displacementStore, setDisplacementView } from '#app/player/displacements.ts';
import { build } from '#core/recipe/build.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { FRAME_COLOURINGS, frameColouring } from '#ui/look/frameColourings.ts';
import { STRUCTURE_COLOURINGS, structureColouring } from '#ui/look/structureColourings.ts';
import { library } from '../../helpers/library.ts';

const { structure } = build(presetOf('cspbbr3-cds')!.recipe, library);
const SLABS = ['CsPbBr₃ (substrate)', 'CdS (film)'];

test('ids are told apart, and a setting of another version falls back to the first', () => {
  const ids = [...STRUCTURE_COLOURINGS, ...FRAME_COLOURINGS].map((c) => c.id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(structureColouring('no longer there')).toBe(STRUCTURE_COLOURINGS[0]);
  expect(frameColouring('rest')).toBeNull();
});

test.each(STRUCTURE_COLOURINGS.map((c) => [c.id, c] as const))(
  '%s: each atom has a colour of the legend, in both themes',
  (_, colouring) => {
    for (const dark of [false, true]) {
      const colors = colouring.colors(structure, dark);
      expect(colors).toHaveLength(3 * structure.numbers.length);
      const legend = colouring.legend(structure, SLABS, dark);
      const listed = new Set(legend.map(([, color]) => color));
      const drawn = new Set(
        Array.from(structure.numbers, (_, i) =>
          [0, 1, 2].reduce(
            (hex, k) =>
              hex +
              Math.round(255 * colors[3 * i + k]!)
                .toString(16)
                .padStart(2, '0'),
            '#',
          ),
        ),
      );
      expect(drawn).toEqual(listed);
    }
  },
);

test('by slab, film and substrate differ; by element, two elements of one slab do', () => {
  const at = (id: string, i: number) =>
    structureColouring(id)
      .colors(structure, false)
      .subarray(3 * i, 3 * i + 3);
  const substrate = structure.layer.indexOf(0);
  const film = structure.layer.indexOf(1);
  expect(at('layer', substrate)).not.toEqual(at('layer', film));
  const other = structure.numbers.findIndex(
    (z, i) => structure.layer[i] === 0 && z !== structure.numbers[substrate],
  );
  expect(at('layer', substrate)).toEqual(at('layer', other));
  expect(at('element', substrate)).not.toEqual(at('element', other));
});

test('displacement is coloured from rest to the last colour, and waits for an average', () => {
  const { colors } = frameColouring('displacement')!;
  const lattice = Float64Array.of(20, 0, 0, 0, 20, 0, 0, 0, 20);
  const start = new Float64Array(9);
  const { fullAng } = displacementStore.getState();
  const xyz = Float32Array.of(0, 0, 0, fullAng / 2, 0, 0, 20 - 3 * fullAng, 0, 0);
  const found = colors({ lattice, xyz }, start)!;
  const [rest, half, far] = [0, 3, 6].map((k) => found[k]!);
  // Red rises towards the last colour's, in one direction.
  expect(rest).not.toBeCloseTo(far!, 2);
  expect(Math.sign(half! - rest!)).toBe(Math.sign(far! - half!));
  expect(colors({ lattice, xyz }, undefined)).toBeNull();
  setDisplacementView({ from: 'average' });
  expect(colors({ lattice, xyz }, start)).toBeNull();
  setDisplacementView({ from: 'start' });
});
