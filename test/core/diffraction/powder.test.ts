import { expect, test } from 'vitest';
import type { Structure } from '#core/crystal/structure.ts';
import { formFactor, HEAVIEST } from '#core/diffraction/formFactors.ts';
import { CU_K_ALPHA_ANG, powderPattern } from '#core/diffraction/powder.ts';

const cell = (
  lattice: readonly number[],
  atoms: readonly (readonly [z: number, x: number, y: number, z: number])[],
): Structure => ({
  lattice: Float64Array.from(lattice),
  numbers: Uint8Array.from(atoms, ([z]) => z),
  xyz: Float64Array.from(
    atoms.flatMap(([, ...f]) =>
      [0, 1, 2].map((k) => f.reduce((sum, x, r) => sum + x * lattice[3 * r + k]!, 0)),
    ),
  ),
  layer: new Uint16Array(atoms.length),
});
const cubic = (a: number) => [a, 0, 0, 0, a, 0, 0, 0, a];
const FACES = [
  [0, 0, 0],
  [0, 0.5, 0.5],
  [0.5, 0, 0.5],
  [0.5, 0.5, 0],
] as const;
const CsPbBr3 = cell(cubic(5.898), [
  [55, 0, 0, 0],
  [82, 0.5, 0.5, 0.5],
  [35, 0.5, 0.5, 0],
  [35, 0.5, 0, 0.5],
  [35, 0, 0.5, 0.5],
]);
const CdS = cell(
  cubic(5.81),
  FACES.flatMap(([x, y, z]) => [
    [48, x, y, z] as const,
    [16, x + 0.25, y + 0.25, z + 0.25] as const,
  ]),
);
const lines = (structure: Structure, range: readonly [number, number] = [10, 70]) =>
  powderPattern(structure, CU_K_ALPHA_ANG, range);

/** 2θ and intensity by pymatgen 2022.11.7, for the same constants and wavelength. */
const PYMATGEN = {
  CsPbBr3: [
    [15.0211, 37.062],
    [21.3048, 87.816],
    [26.1697, 17.881],
    [30.3084, 100.0],
    [33.9882, 21.676],
    [37.3464, 43.277],
    [43.3942, 74.371],
    [46.1737, 11.84],
    [48.8293, 20.453],
    [51.3813, 7.167],
    [53.8454, 26.231],
    [56.2344, 5.321],
    [58.5586, 24.085],
    [63.0452, 12.265],
    [65.2211, 6.872],
    [67.3595, 12.042],
    [69.465, 2.796],
  ],
  CdS: [
    [26.5733, 100.0],
    [30.7787, 23.523],
    [44.0857, 55.859],
    [52.2177, 43.758],
    [54.7286, 6.205],
    [64.1128, 8.617],
  ],
} as const;

for (const [name, structure] of [
  ['CsPbBr3', CsPbBr3],
  ['CdS', CdS],
] as const)
  test(`${name}: lines where pymatgen has them, as strong to 0.3 of 100`, () => {
    const peaks = lines(structure);
    expect(peaks).toHaveLength(PYMATGEN[name].length);
    for (const [k, [twoTheta, intensity]] of PYMATGEN[name].entries()) {
      expect(Math.abs(peaks[k]!.twoTheta - twoTheta)).toBeLessThan(1e-3);
      expect(Math.abs(peaks[k]!.intensity - intensity)).toBeLessThan(0.3);
    }
  });

test('lines that fall together name both families', () => {
  expect(lines(CsPbBr3)[7]!.hkl).toEqual([
    [3, 0, 0],
    [2, 2, 1],
  ]);
});

/** Hexagonal, so that indices of one family are no permutations: (1 0 0), (0 1 0), (1 −1 0). */
const wurtzite = cell(
  [4.1365, 0, 0, -2.06825, (4.1365 * Math.sqrt(3)) / 2, 0, 0, 0, 6.716],
  [
    [48, 1 / 3, 2 / 3, 0],
    [48, 2 / 3, 1 / 3, 0.5],
    [16, 1 / 3, 2 / 3, 0.377],
    [16, 2 / 3, 1 / 3, 0.877],
  ],
);

test('a hexagonal crystal: one family for a line, absences of the screw axis', () => {
  const peaks = lines(wurtzite);
  for (const { hkl } of peaks) expect(hkl).toHaveLength(1);
  expect(peaks[0]!.hkl).toEqual([[1, 0, 0]]);
  expect(peaks[0]!.d).toBeCloseTo((4.1365 * Math.sqrt(3)) / 2, 10);
  const indices = peaks.map(({ hkl }) => hkl[0]!.join(''));
  expect(indices).toContain('002');
  expect(indices).toContain('110');
  expect(indices).not.toContain('001');
});

test('the pattern does not depend on the choice of cell, its orientation, origin or the order of atoms', () => {
  const doubled = cell(
    [...wurtzite.lattice].map((x, k) => (k < 3 ? 2 * x : x)),
    [0, 0.5].flatMap((shift) => [
      [48, 1 / 6 + shift, 2 / 3, 0] as const,
      [48, 1 / 3 + shift, 1 / 3, 0.5] as const,
      [16, 1 / 6 + shift, 2 / 3, 0.377] as const,
      [16, 1 / 3 + shift, 1 / 3, 0.877] as const,
    ]),
  );
  // c, a, b for x, y, z; moved.
  const turned: Structure = {
    ...wurtzite,
    lattice: wurtzite.lattice.map((_, k) => wurtzite.lattice[k - (k % 3) + ((k + 1) % 3)]!),
    xyz: wurtzite.xyz.map((_, k) => wurtzite.xyz[k - (k % 3) + ((k + 1) % 3)]! + 1.7),
  };
  const expected = lines(wurtzite, [10, 100]);
  for (const other of [doubled, turned]) {
    const peaks = lines(other, [10, 100]);
    expect(peaks.map(({ twoTheta }) => twoTheta.toFixed(6))).toEqual(
      expected.map(({ twoTheta }) => twoTheta.toFixed(6)),
    );
    for (const [k, { intensity }] of peaks.entries())
      expect(intensity).toBeCloseTo(expected[k]!.intensity, 6);
  }
});

test('planes of one spacing that scatter differently are two families', () => {
  // Pyrite has no fourfold axis: (3 2 1) and (3 1 2) are not alike, and (1 2 0) is absent.
  const x = 0.385;
  const sulphur = [1, -1].flatMap((s) =>
    [
      [x, x, x],
      [0.5 + x, 0.5 - x, -x],
      [-x, 0.5 + x, 0.5 - x],
      [0.5 - x, -x, 0.5 + x],
    ].map(([a, b, c]) => [16, s * a!, s * b!, s * c!] as const),
  );
  const pyrite = cell(cubic(5.4166), [...FACES.map((f) => [26, ...f] as const), ...sulphur]);
  const at = (sum: number) =>
    lines(pyrite).find(({ d }) => Math.abs(d - 5.4166 / Math.sqrt(sum)) < 1e-6)!.hkl;
  expect(at(5)).toEqual([[2, 1, 0]]);
  expect(at(14)).toEqual([
    [3, 2, 1],
    [3, 1, 2],
  ]);
});

test('a form factor begins at the number of electrons and falls', () => {
  for (let z = 1; z <= HEAVIEST; z++) {
    expect(Math.abs(formFactor(z, 0) / z - 1)).toBeLessThan(2e-3);
    expect(formFactor(z, 0.5)).toBeLessThan(formFactor(z, 0.2));
  }
});

test('what cannot be computed is refused', () => {
  expect(() => powderPattern(CdS, 0, [10, 70])).toThrow(/wavelength/);
  expect(() => powderPattern(CdS, 1.5, [70, 10])).toThrow(/2θ/);
  expect(() =>
    powderPattern({ ...CdS, numbers: CdS.numbers.map(() => 99) }, 1.5, [10, 70]),
  ).toThrow(/form factor for 99/);
  expect(() => powderPattern(cell(cubic(2000), [[29, 0, 0, 0]]), 0.5, [0, 170])).toThrow(/limit/);
  expect(powderPattern(CdS, 1.54184, [1, 2])).toEqual([]);
});
