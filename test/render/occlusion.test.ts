import { expect, test } from 'vitest';
import { NO_IMAGES } from '#core/crystal/coordination/completion.ts';
import { layOutAtoms, writePositions, writeRadii } from '#render/gpu/buffers.ts';
import { writeOcclusion } from '#render/gpu/occlusion.ts';

/** Occlusion of two atoms along a, 4 Å apart, in a cell of 5 Å. */
function lit(block: { from: [number, number, number]; to: [number, number, number] }) {
  const xyz = Float64Array.of(0, 0, 0, 4, 0, 0);
  const structure = {
    lattice: Float64Array.of(5, 0, 0, 0, 30, 0, 0, 0, 30),
    numbers: Uint8Array.of(6, 6),
    xyz,
    layer: new Uint16Array(2),
  };
  const drawn = layOutAtoms(
    structure,
    { ...NO_IMAGES, atom: Uint32Array.of(1), cells: Int16Array.of(-1, 0, 0) },
    block,
  );
  writePositions(drawn, xyz);
  writeRadii(drawn, Float32Array.of(1, 2));
  const out = new Float32Array(drawn.spheres.length);
  writeOcclusion(drawn, xyz, 1, out);
  return [0, 1, 2].map((k) => Array.from(out.slice(4 * k, 4 * k + 4), (v) => +v.toFixed(4)));
}

test('a neighbour takes light from its side, the more the larger and nearer it is; an image is lit as its atom', () => {
  const [small, large, image] = lit({ from: [0, 0, 0], to: [0, 0, 0] });
  expect(small).toEqual([0.5 * 0.25, 0, 0, 0.25 * 0.25]);
  expect(large).toEqual([-0.0313, 0, 0, 0.0156]);
  expect(image).toEqual(large);
});

test('where the picture is repeated, neighbours in the next cell take light too', () => {
  const [small] = lit({ from: [0, 0, 0], to: [1, 0, 0] });
  // The other atom also stands 1 Å away on the left and 6 Å on the left of that.
  expect(small![0]).toBeLessThan(-1);
  expect(small![3]).toBeGreaterThan(1);
});
