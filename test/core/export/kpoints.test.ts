import { expect, test } from 'vitest';
import { type CellParameters, latticeFromParameters } from '#core/crystal/lattice.ts';
import { isSymmetricMesh, type Mesh, meshOf, symmetricMesh } from '#core/export/kpoints.ts';
import { DEFAULT_EXPORT } from '#core/export/options.ts';
import { referencesOf } from '#core/export/references/references.ts';
import { setChecks } from '#core/export/setFiles.ts';
import { det, inverse, mul } from '#core/math/mat3.ts';
import { latticeRotations, reducedCell } from '#core/math/reducedCell.ts';
import { PRESETS, presetOf } from '#core/recipe/presets/presets.ts';
import { filesOf, sourceOf } from '../../helpers/export.ts';

const SPACING = 0.19;
const cubic = { a: 5.8, b: 5.8, c: 5.8, alpha: 90, beta: 90, gamma: 90 };
const cell = (p: CellParameters, rows: readonly number[] = [1, 0, 0, 0, 1, 0, 0, 0, 1]) =>
  mul(rows, latticeFromParameters(p));
const FCC = [0, 0.5, 0.5, 0.5, 0, 0.5, 0.5, 0.5, 0];
const BCC = [-0.5, 0.5, 0.5, 0.5, -0.5, 0.5, 0.5, 0.5, -0.5];
const HEX = { ...cubic, a: 4.759, b: 4.759, c: 12.991, gamma: 120 };
const R = [2 / 3, 1 / 3, 1 / 3, -1 / 3, 1 / 3, 1 / 3, -1 / 3, -2 / 3, 1 / 3];

/** Primitive cells, and the orders of their holohedries. */
const LATTICES: readonly (readonly [string, Float64Array, number])[] = [
  ['F-43m, zinc blende', cell(cubic, FCC), 48],
  ['Fd-3m, diamond', cell({ ...cubic, a: 5.431, b: 5.431, c: 5.431 }, FCC), 48],
  ['Pm-3m, perovskite', cell(cubic), 48],
  ['Im-3m, iron', cell({ ...cubic, a: 2.8665, b: 2.8665, c: 2.8665 }, BCC), 48],
  ['R-3c, corundum', cell(HEX, R), 12],
  ['P6_3mc, wurtzite', cell({ ...HEX, a: 3.189, b: 3.189, c: 5.185 }), 24],
  ['monoclinic', cell({ ...cubic, a: 5.1, b: 5.2, c: 5.3, beta: 99.2 }), 4],
  [
    'monoclinic C',
    cell({ ...cubic, a: 9.1, b: 5.2, c: 5.3, beta: 99.2 }, [0.5, 0.5, 0, -0.5, 0.5, 0, 0, 0, 1]),
    4,
  ],
];

/** det +1, far from the shortest vectors. */
const SKEW = [1, 1, 0, 0, 1, 0, 2, -1, 1];

test.each(LATTICES)(
  '%s: a mesh that every operation keeps, in a reduced cell and in a skew one',
  (_, lattice, order) => {
    expect(latticeRotations(lattice)).toHaveLength(order);
    const skew = mul(SKEW, lattice);
    const { reduced, basis } = reducedCell(skew);
    expect([...mul(basis, skew)]).toEqual([...reduced]);
    expect(det(reduced)).toBeCloseTo(Math.abs(det(lattice)), 9);
    expect(latticeRotations(skew)).toHaveLength(order);
    for (const rows of [reduced, lattice, skew]) {
      const mesh = symmetricMesh([rows], SPACING);
      expect(isSymmetricMesh(rows, mesh)).toBe(true);
      const least = meshOf(
        rows,
        { kind: 'spacing', spacingPerAng: SPACING },
        { vacuumAlongC: false },
      );
      for (const [k, n] of least.entries()) expect(mesh[k]!).toBeGreaterThanOrEqual(n);
    }
  },
);

test('unequal counts along like axes break the symmetry', () => {
  const fcc = LATTICES[0]![1];
  expect(isSymmetricMesh(fcc, [9, 9, 9])).toBe(true);
  expect(isSymmetricMesh(fcc, [9, 9, 8])).toBe(false);
  // The cell in which CdS (110) was exported, and its mesh.
  const cds = cell({ ...cubic, a: 4.1083, b: 5.81, c: 4.1083, alpha: 45, beta: 60 });
  expect(isSymmetricMesh(cds, [12, 10, 17])).toBe(false);
  // Layers need few points across, and keep them.
  const graphene = cell({ ...HEX, a: 2.46, b: 2.46, c: 20 });
  expect(symmetricMesh([graphene], SPACING)).toEqual([16, 16, 2]);
});

const meshIn = (text: string): Mesh =>
  text.split('\n')[3]!.split(' ').map(Number) as unknown as Mesh;

test.each(PRESETS.map((p) => p.id).filter((id) => !id.startsWith('twisted')))(
  '%s: the bulks among the references keep their symmetry, strained and unstrained on one mesh',
  (id) => {
    const source = sourceOf(presetOf(id).recipe);
    const files = filesOf(source, 'references');
    const bulks = referencesOf(source.built, source.report, source.built.structure).all.filter(
      (r) => !r.slab,
    );
    const meshes = bulks.map((r) => meshIn(files.get(`${r.folder}/KPOINTS`)!));
    for (const [i, r] of bulks.entries())
      expect(isSymmetricMesh(r.structure.lattice, meshes[i]!), r.folder).toBe(true);
    expect([meshes[0], meshes[2]]).toEqual([meshes[1], meshes[3]]);
    const found = setChecks(source, 'references', DEFAULT_EXPORT);
    for (const r of bulks)
      expect(found.find((c) => c.id === `mesh-${r.folder}`)).toMatchObject({ level: 'ok' });
  },
);

test('a mesh is as compact as it can be: as many points along each of three like axes', () => {
  const files = filesOf(sourceOf(presetOf('cspbbr3-cds').recipe), 'references');
  expect(meshIn(files.get('7-film-bulk-unstrained/KPOINTS')!)).toEqual([10, 10, 10]);
});

test('a mesh has the symmetry of its lattice when its own points do, rotated one by one', () => {
  // A centred rectangle: its mirror takes the second row to the first less the second.
  const rows = Float64Array.of(6, 0, 0, 3, 2, 0, 0, 0, 7);
  const reciprocal = inverse(rows);
  const mirror = Float64Array.of(1, 0, 0, 0, -1, 0, 0, 0, 1);
  /** Fractions of a Cartesian wave vector along b₁, b₂, b₃. */
  const fractions = (k: readonly number[]) =>
    [0, 1, 2].map((i) => k.reduce((sum, x, j) => sum + x * rows[3 * i + j]!, 0));
  const isOnMesh = (k: readonly number[], mesh: Mesh) =>
    fractions(k).every((f, i) => Math.abs(f * mesh[i]! - Math.round(f * mesh[i]!)) < 1e-9);
  for (let a = 1; a <= 5; a++)
    for (let b = 1; b <= 5; b++) {
      const mesh: Mesh = [a, b, 1];
      let isSymmetric = true;
      for (let p = 0; p < a; p++)
        for (let q = 0; q < b; q++) {
          const k = [0, 1, 2].map(
            (j) => (p / a) * reciprocal[3 * j]! + (q / b) * reciprocal[3 * j + 1]!,
          );
          expect(isOnMesh(k, mesh)).toBe(true);
          if (!isOnMesh([k[0]!, -k[1]!, k[2]!], mesh)) isSymmetric = false;
        }
      expect([mesh, isSymmetricMesh(rows, mesh, [mirror])]).toEqual([mesh, isSymmetric]);
    }
});
