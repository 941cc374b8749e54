import { expect, test } from 'vitest';
import { bondsOf, forEachPair, pairCell } from '#core/crystal/neighbors.ts';
import { det, mul, mulRow, row } from '#core/math/mat3.ts';
import { build } from '#core/recipe/build.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import type { Recipe, Step } from '#core/recipe/recipe.ts';
import { reportOf } from '#core/recipe/report/reportOf.ts';
import { library } from '../../helpers/library.ts';
import { fc } from '../../helpers/property.ts';

const pairsOf = (lattice: ArrayLike<number>, xyz: ArrayLike<number>, cutoffAng: number) => {
  const found: { i: number; j: number; image: readonly number[]; ang: number }[] = [];
  forEachPair(lattice, xyz, cutoffAng, (i, j, image, ang) => found.push({ i, j, image, ang }));
  return found;
};

const cell = Float64Array.of(4.1, 0, 0, 0.3, 5.2, 0, -0.7, 0.4, 6.3);
const atoms = Float64Array.of(0.1, 0.2, 0.3, 2.2, 2.9, 3.1, 9, -4, 5, -3.3, 1.8, 2.6);

test('a sheared cell of the same crystal has the same pairs, each once, its images in its own vectors', () => {
  const straight = pairsOf(cell, atoms, 5);
  fc.assert(
    fc.property(
      fc.tuple(...Array.from({ length: 6 }, () => fc.integer({ min: -60, max: 60 }))),
      ([p, q, r, s, t, u]) => {
        // Both triangular with ones on the diagonal: the determinant stays one.
        const upper = Float64Array.of(1, p!, q!, 0, 1, r!, 0, 0, 1);
        const lower = Float64Array.of(1, 0, 0, s!, 1, 0, t!, u!, 1);
        const lattice = mul(mul(lower, upper), cell);
        const found = pairsOf(lattice, atoms, 5);
        expect(found).toHaveLength(straight.length);
        const lengths = (pairs: typeof found) => pairs.map((f) => f.ang).sort((x, y) => x - y);
        for (const [k, ang] of lengths(found).entries())
          expect(ang).toBeCloseTo(lengths(straight)[k]!, 5);
        const seen = new Set<string>();
        for (const { i, j, image, ang } of found) {
          const cells = mulRow(image as never, lattice);
          const [x, y, z] = [0, 1, 2].map((k) => row(atoms, j)[k]! + cells[k]! - row(atoms, i)[k]!);
          expect(Math.hypot(x!, y!, z!)).toBeCloseTo(ang, 5);
          expect(i < j || (i === j && image.find((n) => n !== 0)! > 0)).toBe(true);
          seen.add([i, j, ...image].join());
        }
        expect(seen.size).toBe(found.length);
      },
    ),
    { numRuns: 40 },
  );
});

test('the work for one atom does not grow with the shear, nor with the length of the cell', () => {
  const square = [6, 0, 0, 0, 6, 0, 0, 0, 60];
  // 200 atoms in 200 cells, however these lie.
  const matrices = [1, 50, 100, 199].flatMap((s) => [
    [s + 1, s, 0, s, s, 0, 0, 0, 1],
    [1, s, 0, 0, 199, 0, 0, 0, 1],
    [200, 199 - s, 0, 1, 1, 0, 0, 0, 1],
  ]);
  for (const m of matrices) {
    const lattice = mul(m, square);
    const cells = Math.abs(det(m));
    if (cells === 0) continue;
    expect(pairCell(lattice, 10 * cells, 5).workPerAtom, m.join()).toBeLessThan(250);
  }
  for (const length of [10, 1000, 100_000])
    expect(pairCell([6 * length, 0, 0, 0, 6, 0, 0, 0, 6], 4 * length, 5).workPerAtom).toBeLessThan(
      250,
    );
});

test('a sheared supercell of some thousand atoms has the report and the sticks of a straight one', () => {
  const of = (matrix: readonly (readonly [number, number])[]): Recipe => ({
    ...DEFAULT_PRESET.recipe,
    preset: null,
    steps: DEFAULT_PRESET.recipe.steps.map(
      (s): Step =>
        'slab' in s
          ? {
              ...s,
              // A shift is a fraction of the cell: of another cell it is another shift.
              ...(s.kind === 'film' ? { registryShift: [0, 0] as const } : {}),
              slab: { ...s.slab, planes: 4, remove: [], matrix: matrix as never },
            }
          : s,
    ),
  });
  const numbers = (recipe: Recipe) => {
    const built = build(recipe, library);
    const { atoms: count, closest, contacts, warnings } = reportOf(built);
    return {
      count,
      closest: closest?.distance.toFixed(6),
      contacts: contacts.map((c) => [c.pair, c.nearestMean.toFixed(6), c.withinCount]),
      warnings: warnings.map((w) => w.code),
      sticks: bondsOf(built.structure, built.charges).a.length,
    };
  };
  // Both span the cells of [1, 0] and [0, 199]: the second one as [200, 199], [199, 199] less shear.
  const straight = numbers(
    of([
      [1, 0],
      [0, 199],
    ]),
  );
  expect(straight.count).toBe(5174);
  expect(
    numbers(
      of([
        [1, 150],
        [0, 199],
      ]),
    ).count,
  ).toBe(5174);
  expect(
    numbers(
      of([
        [200, 199],
        [199, 199],
      ]),
    ),
  ).toEqual(straight);
});
