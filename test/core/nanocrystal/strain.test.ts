import { expect, test } from 'vitest';
import { buildNanocrystal } from '#core/nanocrystal/buildNanocrystal.ts';
import { faceMisfit, misfitTexts } from '#core/nanocrystal/cap/faceMisfit.ts';
import { nanocrystalPreset } from '#core/nanocrystal/nanocrystalPresets.ts';
import type { CapSpec, NanocrystalRecipe } from '#core/nanocrystal/nanocrystalRecipe.ts';
import { parseNanocrystal } from '#core/nanocrystal/parseNanocrystal.ts';
import { library } from '../../helpers/library.ts';

const A = 5.898;
const B = 5.81;
/** A cube of CsPbBr3 with a plate of CdS, cube on cube. */
function plate(cap: Partial<CapSpec> = {}): NanocrystalRecipe {
  return {
    epistackNanocrystal: 1,
    title: '',
    core: {
      material: 'CsPbBr3',
      cell: { a: A },
      centre: [0, 0, 0],
      facets: [{ hkl: [1, 0, 0], distanceNm: 2 }],
    },
    cap: {
      material: 'CdS',
      cell: { a: B },
      shape: { kind: 'plate', lengthNm: 2, widthNm: 2, heightNm: 1.2 },
      facet: [0, 0, 1],
      plane: [0, 0, 1],
      directions: { core: [1, 0, 0], cap: [1, 0, 0] },
      gapAng: 2.5,
      shiftAng: [0, 0],
      ...cap,
    },
    leastNeighbours: 0,
    neutral: false,
    marginNm: 1,
  };
}

/** a on a, in primitive cells. */
const CELLS = faceMisfit(plate(), library)!.cells;

/** Distances along x between cadmium atoms of one plane, by the height of the plane. */
function spacings(recipe: NanocrystalRecipe): Map<number, number> {
  const { structure } = buildNanocrystal(recipe, library);
  const planes = new Map<number, number[]>();
  for (const [i, z] of structure.numbers.entries())
    if (z === 48) {
      const height = Number(structure.xyz[3 * i + 2]!.toFixed(3));
      planes.set(height, [...(planes.get(height) ?? []), structure.xyz[3 * i]!]);
    }
  const lowest = Math.min(...planes.keys());
  return new Map(
    [...planes].map(([height, xs]) => {
      const sorted = [...new Set(xs.map((x) => x.toFixed(4)))].map(Number).sort((p, q) => p - q);
      return [Number((height - lowest).toFixed(3)), sorted[1]! - sorted[0]!];
    }),
  );
}

test('planes up to the depth take the lengths of the core, those beyond keep their own, and heights stay', () => {
  const coherent = { depthNm: 0.7, cells: CELLS };
  const found = spacings(plate({ coherent }));
  const apart = spacings(plate());
  expect([...found.keys()].sort()).toEqual([...apart.keys()].sort());
  expect(found.size).toBeGreaterThan(3);
  for (const [height, spacing] of found) {
    expect(apart.get(height)).toBeCloseTo(B / 2, 3);
    expect(spacing, `${height} Å`).toBeCloseTo((height <= 7 ? A : B) / 2, 3);
  }
});

test('the strain is told with its sign, and is none without it', () => {
  const { capStrain } = buildNanocrystal(
    plate({ coherent: { depthNm: 1, cells: CELLS } }),
    library,
  );
  expect(capStrain!.xx).toBeCloseTo(A / B - 1, 9);
  expect(capStrain!.yy).toBeCloseTo(A / B - 1, 9);
  expect(capStrain!.xy).toBeCloseTo(0, 9);
  expect(buildNanocrystal(plate(), library).capStrain).toBeNull();
});

test('cells that do not lie on each other, and a shell, are refused', () => {
  const [a, b] = CELLS.core;
  const wrong = { core: [[2 * a[0], 2 * a[1]], b], cap: CELLS.cap } as const;
  expect(() =>
    buildNanocrystal(plate({ coherent: { depthNm: 1, cells: wrong } }), library),
  ).toThrow(/found anew/);
  const [u, v] = CELLS.cap;
  const turned = { core: CELLS.core, cap: [v, [-u[0], -u[1]]] } as const;
  expect(() =>
    buildNanocrystal(plate({ coherent: { depthNm: 1, cells: turned } }), library),
  ).toThrow(/found anew/);
  const shell = { shape: { kind: 'shell', thicknessNm: 1 } } as const;
  expect(() =>
    buildNanocrystal(plate({ ...shell, coherent: { depthNm: 1, cells: CELLS } }), library),
  ).toThrow(/no single plane/);
});

test('the spacing of misfit dislocations is the length after which the two crystals are out of step by one vector', () => {
  const misfit = faceMisfit(plate(), library)!;
  expect(misfit.strain.xx).toBeCloseTo(A / B - 1, 9);
  expect(misfit.areaAng2).toBeCloseTo(A * A, 6);
  const { dislocations } = faceMisfit(nanocrystalPreset('cspbbr3-cds-5.5nm').recipe, library)!;
  // Across: 2 × 4.108 of CdS on 8.341 of CsPbBr3, so 4.108 on 4.1706.
  const [f, s] = [B / Math.SQRT2, (A * Math.SQRT2) / 2];
  expect(dislocations[1]!.spacingAng).toBeCloseTo((f * s) / Math.abs(f - s), 3);
  expect(dislocations[1]!.burgersAng).toBeCloseTo(f, 6);
  expect(misfitTexts(misfit)[0]).toMatch(
    /keeps its own lengths, and would be strained in it by xx \+1\.51 %/,
  );
  // What a recipe has chosen is not searched for.
  const chosen = plate({ coherent: { depthNm: 1, cells: CELLS } });
  expect(faceMisfit(chosen, library)).toMatchObject({ cells: CELLS, isStrained: true });
  expect(faceMisfit({ ...plate(), cap: null }, library)).toBeNull();
});

test('the smallest common cell nearest to the orientation is taken: cube on cube, not a smaller strain turned', () => {
  const { strain, turnRad } = faceMisfit(nanocrystalPreset('cds-zns-core-shell').recipe, library)!;
  expect(Math.abs(turnRad)).toBeLessThan(1e-9);
  expect(strain.xx).toBeCloseTo(5.81 / 5.4093 - 1, 6);
});

test('a direction that does not lie in its plane is refused with the nearest that do', () => {
  const away = plate({ directions: { core: [1, 0, 1], cap: [1, 0, 0] } });
  expect(() => buildNanocrystal(away, library)).toThrow(
    /nearest to \[1 0 1\] are \[1 0 0\] \(45\.0° away\), /,
  );
  expect(() =>
    buildNanocrystal(plate({ directions: { core: [1, 0, 0], cap: [0, 0, 0] } }), library),
  ).toThrow(/h u \+ k v \+ l w = 0$/);
});

test('a strained second crystal is read back as it is, and what is none is refused by its field', () => {
  const recipe = plate({ coherent: { depthNm: 1, cells: CELLS } });
  expect(parseNanocrystal(JSON.parse(JSON.stringify(recipe)))).toEqual(recipe);
  const spoiled = (coherent: unknown) => () =>
    parseNanocrystal({ ...recipe, cap: { ...recipe.cap, coherent } });
  expect(spoiled({ depthNm: 0, cells: CELLS })).toThrow(/cap\.coherent\.depthNm/);
  expect(spoiled({ depthNm: 1, cells: { core: CELLS.core } })).toThrow(/cells\.cap/);
  expect(
    spoiled({
      depthNm: 1,
      cells: {
        core: [
          [0, 1],
          [1, 0],
        ],
        cap: CELLS.cap,
      },
    }),
  ).toThrow(/positive determinant/);
});
