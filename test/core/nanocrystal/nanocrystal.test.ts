import { expect, test } from 'vitest';
import { composition } from '#core/crystal/structure.ts';
import { buildNanocrystal } from '#core/nanocrystal/buildNanocrystal.ts';
import { facesBy } from '#core/nanocrystal/facets.ts';
import { NANOCRYSTAL_PRESETS } from '#core/nanocrystal/nanocrystalPresets.ts';
import type { CapShape, CoreSpec, NanocrystalRecipe } from '#core/nanocrystal/nanocrystalRecipe.ts';
import { library } from '../../helpers/library.ts';

const A = 5.898;

const of = (
  core: Partial<CoreSpec>,
  other: Partial<NanocrystalRecipe> = {},
): NanocrystalRecipe => ({
  epistackNanocrystal: 1,
  title: '',
  core: { material: 'CsPbBr3', cell: { a: A }, centre: [0, 0, 0], facets: [], ...core },
  cap: null,
  leastNeighbours: 0,
  neutral: false,
  marginNm: 1,
  ...other,
});
const built = (recipe: NanocrystalRecipe) => buildNanocrystal(recipe, library);

/** A cube of n cells of CsPbBr3 with Cs–Br faces. */
const cube = (n: number, other: Partial<NanocrystalRecipe> = {}): NanocrystalRecipe => {
  const middle = n % 2 === 0 ? 0 : 0.5;
  return of(
    {
      centre: [middle, middle, middle],
      facets: [{ hkl: [1, 0, 0], distanceNm: (n * A) / 20 + 0.05, species: ['Br', 'Cs'] }],
    },
    other,
  );
};

test.each([1, 2, 5, 8])('a cube of %d cells with Cs–Br faces has the counts of arithmetic', (n) => {
  const { structure, sizeNm, chargeE, facets } = built(cube(n));
  expect(composition(structure.numbers)).toEqual({
    Cs: (n + 1) ** 3,
    Pb: n ** 3,
    Br: 3 * n * n * (n + 1),
  });
  expect(sizeNm).toBeCloseTo((n * A) / 10, 10);
  expect(chargeE).toBe(3 * n + 1);
  expect(facets).toHaveLength(6);
  // Six faces of (n + 1)² Cs and n² Br, edges and corners of Cs shared; each surface atom is told once.
  const surface = 6 * n * n + (n + 1) ** 3 - (n - 1) ** 3;
  expect(facets.reduce((sum, f) => sum + f.atoms, 0)).toBe(surface);
  // Of these on edges: twelve of n − 1 Cs, and eight corners.
  expect(facets.reduce((sum, f) => sum + f.edgeAtoms, 0)).toBe(12 * (n - 1) + 8);
  expect(facets.reduce((sum, f) => sum + f.chargeE!, 0)).toBe(
    (n + 1) ** 3 - (n - 1) ** 3 - 6 * n * n,
  );
  // The Br of a face lies on no other.
  for (const { atoms } of facets) expect(atoms).toBeGreaterThanOrEqual(n * n);
});

test('a charge that stays is told of, and one that is unknown is neither told nor balanced', () => {
  const charged = /the particle is charged/;
  expect(built(cube(2)).warnings.join()).toMatch(charged);
  expect(built(cube(2, { neutral: true })).warnings.join()).not.toMatch(charged);
  const al = library.get('Al')!;
  const sites = al.sites.map((site) => ({ ...site, chargeE: null }));
  const unknown = built(
    of(
      { material: 'own', cell: { a: 4.05 }, sphereNm: 2 },
      { crystals: [{ ...al, id: 'own', sites }], neutral: true },
    ),
  );
  expect(unknown.chargeE).toBeNull();
  expect(unknown.warnings.join()).toMatch(/formal charges are unknown/);
  expect(unknown.warnings.join()).not.toMatch(/taken away/);
  expect(unknown.structure.numbers.length).toBeGreaterThan(200);
});

test('faces of Pb and Br, where these are asked for', () => {
  const n = 4;
  const recipe = of({
    centre: [0.5, 0.5, 0.5],
    facets: [{ hkl: [1, 0, 0], distanceNm: (n * A) / 20 + 0.05, species: ['Pb', 'Br'] }],
  });
  expect(composition(built(recipe).structure.numbers)).toEqual({
    Cs: n ** 3,
    Pb: (n + 1) ** 3,
    Br: 3 * n * (n + 1) ** 2,
  });
  const wrong = of({ facets: [{ hkl: [1, 0, 0], distanceNm: 2, species: ['Cs'] }] });
  expect(() => built(wrong)).toThrow(/Br,Cs, or Br,Pb|Br,Pb, or Br,Cs/);
});

test('balancing takes Cs from the corners first, then from edges', () => {
  const n = 4;
  const { structure, chargeE, warnings } = built(cube(n, { neutral: true }));
  expect(chargeE).toBe(0);
  expect(composition(structure.numbers)['Cs']).toBe((n + 1) ** 3 - (3 * n + 1));
  expect(warnings.join()).toContain(`${3 * n + 1} Cs`);
  const { xyz, numbers, lattice } = structure;
  // How many of the three coordinates lie on a face, by Cs that is left.
  const on = (i: number) =>
    [0, 1, 2].filter(
      (k) => Math.abs(Math.abs(xyz[3 * i + k]! - lattice[4 * k]! / 2) - (n * A) / 2) < 0.1,
    ).length;
  const cs = [...numbers.keys()].filter((i) => numbers[i] === 55);
  expect(cs.filter((i) => on(i) === 3)).toHaveLength(0);
  expect(cs.filter((i) => on(i) === 2)).toHaveLength(12 * (n - 1) - (3 * n + 1 - 8));
  expect(cs.filter((i) => on(i) === 1)).toHaveLength(6 * (n - 1) ** 2);
});

test('an octahedron has the volume and the areas of geometry, and d of each family is kept', () => {
  const d = 1.7;
  const { facets, coreVolumeNm3 } = built(of({ facets: [{ hkl: [1, 1, 1], distanceNm: d }] }));
  // Edge s = d √6; volume s³ √2 / 3; area of a face s² √3 / 4.
  const s = d * Math.sqrt(6);
  expect(coreVolumeNm3).toBeCloseTo((s ** 3 * Math.SQRT2) / 3, 8);
  expect(facets).toHaveLength(8);
  for (const { areaAng2 } of facets)
    expect(areaAng2! / 100).toBeCloseTo((s * s * Math.sqrt(3)) / 4, 8);
});

test('Wulff: distances go as energies, and a truncated cube has the area of its octagons', () => {
  const byEnergy = of({
    facets: [
      { hkl: [1, 0, 0], energy: 1 },
      { hkl: [1, 1, 1], energy: 1.5 },
    ],
    sizeNm: 4,
  });
  const byDistance = of({
    facets: [
      { hkl: [1, 0, 0], distanceNm: 2 },
      { hkl: [1, 1, 1], distanceNm: 3 },
    ],
  });
  const [p, q] = [built(byEnergy), built(byDistance)];
  expect(p.structure.numbers).toEqual(q.structure.numbers);
  expect(p.coreVolumeNm3).toBe(q.coreVolumeNm3);
  // A corner of the cube of 4 nm is cut off by x + y + z = 3√3: legs t = 6 − 3√3, eight times t³/6.
  expect(facesBy(byEnergy.core, 'distance')).toEqual(byDistance.core);
  expect(facesBy(byDistance.core, 'energy')).toEqual(byEnergy.core);
  const t = 6 - 3 * Math.sqrt(3);
  expect(p.coreVolumeNm3).toBeCloseTo(64 - (8 * t ** 3) / 6, 8);
  expect(p.facets[0]!.areaAng2! / 100).toBeCloseTo(16 - 2 * t * t, 8);
});

test('a whole family has the point symmetry of the crystal, a polar one of zinc blende half of it', () => {
  const { structure } = built(of({ facets: [{ hkl: [2, 1, 0], distanceNm: 1.6 }] }));
  const { xyz, numbers, lattice } = structure;
  const key = (z: number, at: readonly number[]) =>
    `${z} ${at.map((x) => (Math.round(x * 100) / 100 + 0).toFixed(1)).join(' ')}`;
  const middle = [0, 1, 2].map((k) => lattice[4 * k]! / 2);
  const places = [...numbers.keys()].map((i) => [0, 1, 2].map((k) => xyz[3 * i + k]! - middle[k]!));
  const all = new Set(places.map((at, i) => key(numbers[i]!, at)));
  for (const turned of [
    ([x, y, z]: number[]) => [y!, z!, x!],
    ([x, y, z]: number[]) => [-y!, x!, z!],
    ([x, y, z]: number[]) => [-x!, -y!, -z!],
  ])
    expect(places.every((at, i) => all.has(key(numbers[i]!, turned(at))))).toBe(true);
  const polar = of({
    material: 'CdS',
    cell: { a: 5.81 },
    facets: [{ hkl: [1, 1, 1], distanceNm: 1.5 }],
  });
  expect(built(polar).facets).toHaveLength(4);
});

test('a sphere holds as many atoms as its volume, within its surface', () => {
  const { structure, sizeNm, facets } = built(
    of({ material: 'CdS', cell: { a: 5.81 }, sphereNm: 8 }),
  );
  const expected = ((Math.PI / 6) * 8 ** 3 * 8) / 0.581 ** 3;
  expect(Math.abs(structure.numbers.length / expected - 1)).toBeLessThan(0.02);
  expect(sizeNm).toBeLessThanOrEqual(8);
  expect(sizeNm).toBeGreaterThan(7.8);
  expect(facets).toEqual([]);
});

test('a sphere of a hexagonal crystal is as full, around any middle', () => {
  const [a, c] = [4.135, 6.749];
  const { structure, sizeNm } = built(
    of({ material: 'CdS-wurtzite', cell: { a, c }, centre: [0.1, 2.3, -1.4], sphereNm: 6 }),
  );
  const expected = ((Math.PI / 6) * 60 ** 3 * 4) / ((Math.sqrt(3) / 2) * a * a * c);
  expect(Math.abs(structure.numbers.length / expected - 1)).toBeLessThan(0.03);
  expect(sizeNm).toBeGreaterThan(5.7);
  // As far to one side as to the other.
  for (let k = 0; k < 3; k++) expect(structure.lattice[4 * k]!).toBeGreaterThan(57 + 20);
});

test('a single face cuts one side only', () => {
  const recipe = cube(6);
  const { facets } = recipe.core;
  const cut = of({
    ...recipe.core,
    facets: [...facets, { hkl: [1, 1, 0], distanceNm: 2, single: true }],
  });
  const { facets: found, coreVolumeNm3 } = built(cut);
  expect(found.map((f) => f.hkl)).toContainEqual([1, 1, 0]);
  expect(found).toHaveLength(7);
  // The face is 2 (L/√2 − d) wide and as long as the edge; the body stands on the faces of Cs and Br.
  const edge = (6 * A) / 10;
  const width = 2 * (edge / Math.SQRT2 - 2);
  expect(found[6]!.areaAng2! / 100).toBeCloseTo(width * edge, 6);
  expect(coreVolumeNm3).toBeCloseTo(edge ** 3 - (edge * width * width) / 4, 6);
});

test('atoms with too few neighbours are left out, and what lost its own by it', () => {
  const all = built(cube(3));
  // A Cs at a corner has 3 Br, on an edge 5; Br on a face has 5 of 6.
  const least = built(cube(3, { leastNeighbours: 4 }));
  expect(
    composition(all.structure.numbers)['Cs']! - composition(least.structure.numbers)['Cs']!,
  ).toBe(8);
  expect(least.warnings.join()).toContain('fewer than 4 bonded neighbours: 8 of CsPbBr3');
  // A lone cell holds together by nothing that has six neighbours.
  expect(() => built(cube(1, { leastNeighbours: 12 }))).toThrow(/at least one atom/);
});

const withCap = (shape: CapShape, n = 6): NanocrystalRecipe =>
  cube(n, {
    cap: {
      material: 'CdS',
      cell: { a: 5.81 },
      shape,
      facet: [1, 0, 0],
      plane: [2, -1, -1],
      directions: { core: [0, 0, 1], cap: [1, 1, 1] },
      gapAng: 2.8,
      shiftAng: [0, 0],
    },
  });

test.each([
  [{ kind: 'hemisphere', radiusNm: 2.5 }, (2 / 3) * Math.PI * 2.5 ** 3],
  [{ kind: 'cap', radiusNm: 3, heightNm: 1.5 }, ((Math.PI * 1.5) / 6) * (3 * 9 + 1.5 ** 2)],
  [{ kind: 'plate', lengthNm: 4, widthNm: 3, heightNm: 2 }, 24],
] as const)('%o fills its volume, above the gap', (shape, volumeNm3) => {
  const { structure, parts, facets } = built(withCap(shape));
  const expected = (8 * volumeNm3) / 0.581 ** 3;
  expect(Math.abs(parts[1]!.atoms / expected - 1)).toBeLessThan(0.12);
  const heights = (layer: number) =>
    [...structure.layer.keys()]
      .filter((i) => structure.layer[i] === layer)
      .map((i) => structure.xyz[3 * i]!);
  expect(Math.min(...heights(1)) - Math.max(...heights(0))).toBeCloseTo(2.8, 6);
  expect(facets.filter((f) => f.isCovered).map((f) => f.hkl)).toEqual([[1, 0, 0]]);
});

test('the second crystal is turned as its planes and directions say, and keeps its hand', () => {
  const { structure } = built(withCap({ kind: 'hemisphere', radiusNm: 2 }));
  const cap = [...structure.layer.keys()].filter((i) => structure.layer[i] === 1);
  const at = (i: number) => [0, 1, 2].map((k) => structure.xyz[3 * i + k]!);
  // [1 1 1] of CdS lies along z: from Cd to the S a quarter of the diagonal above.
  const bond = (5.81 * Math.sqrt(3)) / 4;
  const cd = cap.filter((i) => structure.numbers[i] === 48);
  const s = cap.filter((i) => structure.numbers[i] === 16).map(at);
  const above = cd.filter((i) => {
    const [x, y, z] = at(i);
    return s.some(
      ([u, v, w]) => Math.hypot(u! - x!, v! - y!) < 1e-6 && Math.abs(w! - z! - bond) < 1e-6,
    );
  });
  expect(above.length).toBeGreaterThan(0.7 * cd.length);
});

test('a shell lies all around, at the gap from every face', () => {
  const { structure, parts, facets } = built(withCap({ kind: 'shell', thicknessNm: 1 }, 4));
  const edge = (4 * A) / 10;
  const inner = edge + 2 * 0.28;
  const volume = (inner + 2) ** 3 - inner ** 3;
  expect(Math.abs(parts[1]!.atoms / ((8 * volume) / 0.581 ** 3) - 1)).toBeLessThan(0.1);
  const half = (4 * A) / 2;
  const middle = [0, 1, 2].map((k) => structure.lattice[4 * k]! / 2);
  for (let i = 0; i < structure.layer.length; i++) {
    if (structure.layer[i] !== 1) continue;
    const out =
      Math.max(...[0, 1, 2].map((k) => Math.abs(structure.xyz[3 * i + k]! - middle[k]!))) - half;
    // The box is that of the atoms, so that its middle may be off by a part of a cell.
    expect(out).toBeGreaterThan(2.8 - 3);
    expect(out).toBeLessThan(12.8 + 3);
  }
  expect(facets.every((f) => f.isCovered)).toBe(true);
});

test('a rod holds the core in its middle, along the direction, and nothing within the gap', () => {
  // A cube of 4 cells along z, which is [111] of CdS.
  const { structure, parts, facets } = built(
    withCap({ kind: 'rod', radiusNm: 2.5, lengthNm: 8 }, 4),
  );
  const hole = ((4 * A) / 10 + 2 * 0.28) ** 3;
  const expected = (8 * (Math.PI * 2.5 ** 2 * 8 - hole)) / 0.581 ** 3;
  expect(Math.abs(parts[1]!.atoms / expected - 1)).toBeLessThan(0.06);
  const of = (layer: number, k: number) =>
    [...structure.layer.keys()]
      .filter((i) => structure.layer[i] === layer)
      .map((i) => structure.xyz[3 * i + k]!);
  const middle = [0, 1, 2].map((k) => (Math.min(...of(0, k)) + Math.max(...of(0, k))) / 2);
  const [x, y, z] = [0, 1, 2].map((k) => of(1, k).map((u) => u - middle[k]!)) as [
    number[],
    number[],
    number[],
  ];
  expect(Math.max(...z.map(Math.abs))).toBeLessThan(40.1);
  expect(Math.max(...z)).toBeGreaterThan(37);
  expect(Math.max(...x.map((u, i) => Math.hypot(u, y[i]!)))).toBeLessThan(25.1);
  const out = x.map((u, i) => Math.max(Math.abs(u), Math.abs(y[i]!), Math.abs(z[i]!)) - 2 * A);
  expect(Math.min(...out)).toBeGreaterThan(2.79);
  expect(facets.every((f) => f.isCovered)).toBe(true);
  expect(() => built(withCap({ kind: 'rod', radiusNm: 1, lengthNm: 8 }, 4))).toThrow(/around/);
});

test('atoms of a face are told by element, and their formal charges add up', () => {
  const { facets } = built(cube(3));
  const charge: Record<string, number> = { Cs: 1, Pb: 2, Br: -1 };
  for (const { atoms, composition, chargeE } of facets) {
    expect(Object.values(composition).reduce((p, q) => p + q, 0)).toBe(atoms);
    expect(Object.entries(composition).reduce((sum, [e, n]) => sum + charge[e]! * n, 0)).toBe(
      chargeE,
    );
  }
});

test('the box holds the particle with its margin on every side', () => {
  const { structure, extentsNm } = built(cube(3, { marginNm: 1.5 }));
  for (let k = 0; k < 3; k++) {
    const along = [...structure.layer.keys()].map((i) => structure.xyz[3 * i + k]!);
    expect(Math.min(...along)).toBeCloseTo(15, 8);
    expect(structure.lattice[4 * k]! - Math.max(...along)).toBeCloseTo(15, 8);
    expect(extentsNm[k]).toBeCloseTo((3 * A) / 10, 8);
  }
});

test('what makes no particle is refused by name', () => {
  expect(() => built(of({ facets: [{ hkl: [1, 0, 0], distanceNm: 2, single: true }] }))).toThrow(
    /enclose/,
  );
  const sides = [
    [1, 0, 0],
    [-1, 0, 0],
    [0, 1, 0],
    [0, -1, 0],
    [0, 0, 1],
  ] as const;
  expect(() =>
    built(of({ facets: sides.map((hkl) => ({ hkl, distanceNm: 1.5, single: true })) })),
  ).toThrow(/enclose/);
  const lost = withCap({ kind: 'hemisphere', radiusNm: 2 });
  expect(() => built({ ...lost, cap: { ...lost.cap!, facet: [1, 1, 0] } })).toThrow(
    /face that the core has/,
  );
  expect(() =>
    built({ ...lost, cap: { ...lost.cap!, directions: { core: [1, 0, 0], cap: [1, 1, 1] } } }),
  ).toThrow(/h u \+ k v \+ l w = 0/);
  expect(() => built(withCap({ kind: 'cap', radiusNm: 2, heightNm: 3 }))).toThrow(/hemisphere/);
  expect(() => built(cube(300))).toThrow(/limit/);
});

test('a second crystal that hangs over its face is told by how much', () => {
  const overhang = (recipe: NanocrystalRecipe) =>
    built(recipe)
      .warnings.map((w) => /over an edge of the face \((.*)\) by (.*) nm/.exec(w))
      .flatMap((found) => (found === null ? [] : [[found[1], Number(found[2])]]));
  // A cube of half edge h whose edge is cut at a distance t: the cut is 2 (√2 h − t) wide.
  const preset = NANOCRYSTAL_PRESETS[0]!.recipe;
  const [h, t] = preset.core.facets.map((f) => f.distanceNm!) as [number, number];
  const { radiusNm } = preset.cap!.shape as { radiusNm: number };
  const told = overhang(preset);
  expect(told).toEqual([['1 1 0', expect.closeTo(radiusNm - (Math.SQRT2 * h - t), 2)]]);
  const small = { kind: 'hemisphere', radiusNm: Math.SQRT2 * h - t } as const;
  expect(overhang({ ...preset, cap: { ...preset.cap!, shape: small } })).toEqual([]);
  // A plate along [001] has the whole edge of the cube, and half of the cut across.
  const plate = (lengthNm: number, widthNm: number) =>
    overhang({
      ...preset,
      cap: { ...preset.cap!, shape: { kind: 'plate', lengthNm, widthNm, heightNm: 1 } },
    });
  const along = preset.cap!.directions.core.join();
  expect(along).toBe('0,0,1');
  expect(plate(2 * h, 2)).toEqual([]);
  expect(plate(2 * h + 1, 2)).toEqual([['1 1 0', expect.closeTo(0.5, 2)]]);
  expect(plate(2, 4)).toEqual([['1 1 0', expect.closeTo(2 - (Math.SQRT2 * h - t), 2)]]);
  // A sphere of radius R that is cut at d carries a circle of √(R² − d²).
  const cut = of(
    { sphereNm: 8, facets: [{ hkl: [1, 0, 0], distanceNm: 2, single: true }] },
    { cap: withCap({ kind: 'hemisphere', radiusNm: 4 }).cap },
  );
  expect(overhang(cut)).toEqual([['1 0 0', expect.closeTo(4 - Math.sqrt(16 - 4), 2)]]);
});

test('a plate covers the atoms of the face that lie below it', () => {
  const [lengthNm, widthNm] = [2.5, 1.5];
  const bare = built(cube(6));
  const capped = built(withCap({ kind: 'plate', lengthNm, widthNm, heightNm: 1 }));
  const { xyz, numbers, lattice } = bare.structure;
  const place = (i: number, k: number) => xyz[3 * i + k]! - lattice[4 * k]! / 2;
  const below = [...numbers.keys()].filter(
    (i) =>
      place(i, 0) > 3 * A - 0.1 &&
      Math.abs(place(i, 2)) <= 5 * lengthNm &&
      Math.abs(place(i, 1)) <= 5 * widthNm,
  );
  expect(below.length).toBeGreaterThan(10);
  const onFace = ({ facets }: typeof bare) => facets.find((f) => f.hkl.join() === '1,0,0')!.atoms;
  expect(onFace(bare) - onFace(capped)).toBe(below.length);
});
