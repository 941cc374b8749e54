import { expect, test } from 'vitest';
import {
  type Completion,
  completingImages,
  ON_FACE_ANG,
  withImages,
} from '#core/crystal/coordination/completion.ts';
import { bondsOf, usualBondAng } from '#core/crystal/neighbors.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { mulRow } from '#core/math/mat3.ts';
import { add, cross, dot, norm, scale, sub, type Vec3 } from '#core/math/vec3.ts';
import { fc } from '../../../helpers/property.ts';

const [TI, O] = [22, 8];

const structureOf = (
  lattice: readonly number[],
  atoms: readonly (readonly [number, number, number, number])[],
): Structure => ({
  lattice: Float64Array.from(lattice),
  numbers: Uint8Array.from(atoms, ([z]) => z),
  xyz: Float64Array.from(atoms.flatMap(([, ...f]) => mulRow(f, lattice))),
  layer: new Uint16Array(atoms.length),
});

const namesOf = (s: Structure, completion: Completion, charges: readonly number[] = []) => {
  const { atom, cells } = completingImages(s, bondsOf(s, charges), charges, completion);
  return Array.from(atom, (i, k) => `${i}:${cells.slice(3 * k, 3 * k + 3).join()}`).sort();
};

const RANGE = [-3, -2, -1, 0, 1, 2, 3];

/** Every image of every atom nearby, kept if it lies on the closed cell's faces or next to a Ti that does. */
function bruteForce(s: Structure, vacuum: boolean): string[] {
  const [a, b, c] = [0, 3, 6].map((k) => [...s.lattice.slice(k, k + 3)]) as unknown as Vec3[];
  const heights = [
    [b!, c!, a!],
    [c!, a!, b!],
    [a!, b!, c!],
  ].map(([p, q, r]) => {
    const n = cross(p!, q!);
    return { normal: scale(n, 1 / norm(n)), height: Math.abs(dot(n, r!)) / norm(n) };
  });
  const all: { name: string; z: number; at: Vec3; own: boolean; cells: Vec3 }[] = [];
  for (let i = 0; i < s.numbers.length; i++)
    for (const u of RANGE)
      for (const v of RANGE)
        for (const w of RANGE)
          all.push({
            name: `${i}:${[u, v, w].join()}`,
            z: s.numbers[i]!,
            at: add(
              [...s.xyz.slice(3 * i, 3 * i + 3)] as unknown as Vec3,
              mulRow([u, v, w], s.lattice),
            ),
            own: u === 0 && v === 0 && w === 0,
            cells: [u, v, w],
          });
  // On a face: as far as the tolerance outside of the cell, measured across each pair of faces.
  const inClosedCell = (p: (typeof all)[number]) =>
    heights.every(({ normal, height }, k) => {
      const at = dot(p.at, normal) * Math.sign(dot(normal, [a!, b!, c!][k]!));
      const margin = vacuum && k === 2 ? -1e-9 : ON_FACE_ANG;
      return p.cells[k] === 0 || (at > -margin && at < height + margin);
    });
  const shown = all.filter((p) => p.own || inClosedCell(p));
  const ligands = all.filter(
    (p) =>
      p.z === O && shown.some((q) => q.z === TI && norm(sub(q.at, p.at)) <= usualBondAng(TI, O)),
  );
  return [...new Set([...shown, ...ligands].filter((p) => !p.own).map((p) => p.name))].sort();
}

const edge = fc.double({ min: 3.2, max: 5, noNaN: true });
const slant = fc.double({ min: -1.4, max: 1.4, noNaN: true });
/** Often on a face or a little beside it, where rounding has put it. */
const fraction = fc.oneof(
  fc.double({ min: 0.05, max: 0.9, noNaN: true }),
  fc.constantFrom(0, 0.004, 0.999),
);

test('a triclinic cell is completed as looking at all images nearby completes it', () => {
  fc.assert(
    fc.property(
      fc.tuple(edge, edge, edge, slant, slant, slant, fc.boolean()),
      fc.array(fc.tuple(fc.constantFrom(TI, O), fraction, fraction, fraction), {
        minLength: 1,
        maxLength: 4,
      }),
      ([x, y, z, p, q, r, vacuum], atoms) => {
        const height = vacuum ? z + 14 : z;
        const lattice = [x, 0, 0, p, y, 0, q, r, height];
        const s = structureOf(
          lattice,
          atoms.map(([e, f, g, h]) => [e, f, g, vacuum ? (h * z) / height : h]),
        );
        expect(
          namesOf(
            s,
            'complete',
            Array.from(s.numbers, (n) => (n === TI ? 4 : -2)),
          ),
        ).toEqual(bruteForce(s, vacuum));
      },
    ),
    { numRuns: 60 },
  );
});

test('nothing is added to a picture that is cut at the cell', () => {
  const s = structureOf([3.9, 0, 0, 0, 3.9, 0, 0, 0, 3.9], [[TI, 0, 0, 0]]);
  expect(namesOf(s, 'cell')).toEqual([]);
  expect(namesOf(s, 'complete')).toHaveLength(7);
});

test('an atom that has left its cell by more than a hundred lengths gets no images', () => {
  const cell = [4, 0, 0, 0, 4, 0, 0, 0, 4];
  const completed = (cells: number) =>
    namesOf(
      structureOf(cell, [
        [TI, 0.1, 0.5, 0.5],
        [O, 0.6 + cells, 0.5, 0.5],
      ]),
      'complete',
      [4, -2],
    );
  // The oxygen is drawn where it is; its images beside the titanium lie `cells` lengths back.
  expect(completed(99)).toEqual(['1:-100,0,0', '1:-99,0,0']);
  expect(completed(101)).toEqual([]);
});

test('a molecule cut by a face is whole where molecules are, and cut where only centres are completed', () => {
  // H–C≡N along a, its C on the far side of the face from H: N is bonded to C alone.
  const s = structureOf(
    [8, 0, 0, 0, 8, 0, 0, 0, 8],
    [
      [1, 0.95, 0.5, 0.5],
      [6, 0.0825, 0.5, 0.5],
      [7, 0.2275, 0.5, 0.5],
    ],
  );
  expect(namesOf(s, 'complete')).toEqual(['1:1,0,0']);
  expect(namesOf(s, 'molecules')).toEqual(['0:-1,0,0', '1:1,0,0', '2:1,0,0']);
});

test('an atom that vibrates about a face keeps its one image, on whichever side it is', () => {
  const cell = [5, 0, 0, 0, 5, 0, 0, 0, 5];
  const at = (x: number, y: number) => structureOf(cell, [[TI, x, y, 0.5]]);
  const rest = at(0, 0.3);
  const images = (x: number, y: number) => {
    const now = at(x, y);
    return Array.from(completingImages(now, bondsOf(now), [], 'complete', rest).cells);
  };
  expect(images(0.06, 0.3)).toEqual([1, 0, 0]);
  expect(images(-0.06, 0.3)).toEqual([1, 0, 0]);
  // A frame that is wrapped into the cell has it on the far side.
  expect(images(0.94, 0.3)).toEqual([-1, 0, 0]);
  // Another face is none of its own.
  expect(images(0.06, 0.004)).toEqual([1, 0, 0]);
});

test('images that something else leads to are added once, and an atom of the cell itself is none', () => {
  const images = { atom: Uint32Array.of(0), cells: Int16Array.of(1, 0, 0) };
  const more = withImages(images, [
    { atom: 0, cells: [1, 0, 0] },
    { atom: 2, cells: [0, 0, 0] },
    { atom: 2, cells: [0, -1, 0] },
  ]);
  expect(Array.from(more.atom)).toEqual([0, 2]);
  expect(Array.from(more.cells)).toEqual([1, 0, 0, 0, -1, 0]);
});
