import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, test } from 'vitest';
import { crystalFromSites, unitCellStructure } from '#core/crystal/crystal.ts';
import { settingsOfNumber, settingsOfSymbol } from '#core/crystal/spaceGroups.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { writePoscar } from '#core/io/vasp/poscar.ts';
import { inverse, mul, mulRow, row } from '#core/math/mat3.ts';
import { axesText, type CrystalForm } from '#core/recipe/crystals/imported.ts';
import { dSpacingAng } from '#core/surface/miller.ts';
import { type Imported, importCrystal } from '#engines/symmetry/importCrystal.ts';
import { loadSymmetry } from '#engines/symmetry/symmetry.ts';

const wasm = createRequire(import.meta.url).resolve('@spglib/moyo-wasm/moyo_wasm_bg.wasm');
beforeAll(() => loadSymmetry(new Uint8Array(readFileSync(wasm))));

type Sites = readonly (readonly [symbol: string, x: number, y: number, z: number])[];
function cellOf(
  symbol: string,
  cell: Parameters<typeof crystalFromSites>[2],
  sites: Sites,
): Structure {
  const [setting] = settingsOfSymbol(symbol);
  const { number, hall } = setting!;
  return unitCellStructure(
    crystalFromSites(
      '',
      { number, symbol, hall },
      cell,
      sites.map(([s, x, y, z]) => ({ symbol: s, xyz: [x, y, z], chargeE: null })),
    ),
  );
}
const read = (s: Structure) => importCrystal({ data: writePoscar(s), name: 'POSCAR' });
const formOf = (imported: Imported, kind: CrystalForm['kind']) =>
  imported.forms.find((f) => f.kind === kind)!;
/** The same crystal by other vectors, `lattice = m · old`, of the same volume or a part of it. */
const by = (s: Structure, ...m: readonly number[]): Structure => ({
  ...s,
  lattice: mul(m, s.lattice),
});
const SAME = 'a′ = a, b′ = b, c′ = c';

/** @see Åhman, Svensson, Albertsson, Acta Cryst. C 1996, 52, 1336: the cell; sites rounded */
const GALLIA = cellOf('C 1 2/m 1', { a: 12.214, b: 3.0371, c: 5.7981, beta: 103.83 }, [
  ['Ga', 0.09, 0, 0.795],
  ['Ga', 0.159, 0.5, 0.314],
  ['O', 0.165, 0, 0.11],
  ['O', 0.173, 0, 0.563],
  ['O', 0.996, 0.5, 0.257],
]);
/** The cell of VO₂ M1 as a stranger brought it. */
const VANADIA = { a: 5.743, b: 4.517, c: 5.375, beta: 122.6 };
/** Not those of VO₂: general sites whose images keep 1.3 Å apart in every group below. */
const VANADIA_SITES: Sites = [
  ['V', 0.824, 0.025, 0.417],
  ['O', 0.824, 0.783, 0.647],
  ['O', 0.086, 0.435, 0.473],
];

describe('a monoclinic cell of the tables is kept', () => {
  test('β-Ga₂O₃, C 2/m', async () => {
    const imported = await read(GALLIA);
    const form = formOf(imported, 'conventional');
    expect(imported.group!.symbol).toBe('C2/m');
    expect(axesText(form.axes)).toBe(SAME);
    expect(form).toMatchObject({
      spaceGroup: { number: 12, symbol: 'C2/m', hall: '-C 2y' },
      cell: { a: 12.214, b: 3.0371, c: 5.7981, beta: 103.83 },
    });
    expect(form.sites.length).toBe(5);
    expect(imported.preferred).toBe('conventional');
    expect(imported.notes.join()).not.toContain('axes');
  });

  test.each([
    ['P 1 2_1/c 1', 'P2_1/c'],
    ['P 1 2_1/n 1', 'P2_1/n'],
    ['P 1 2_1/a 1', 'P2_1/a'],
  ])('VO₂ M1 by its axes as %s', async (symbol, short) => {
    const imported = await read(cellOf(symbol, VANADIA, VANADIA_SITES));
    const form = formOf(imported, 'conventional');
    expect(imported.group!.symbol).toBe('P2_1/c');
    expect(axesText(form.axes)).toBe(SAME);
    expect(form.spaceGroup).toEqual({
      number: 14,
      symbol: short,
      hall: settingsOfSymbol(symbol)[0]!.hall,
    });
    expect(form.cell).toEqual(VANADIA);
    expect(form.sites.length).toBe(3);
    expect(imported.preferred).toBe('conventional');
  });

  // Two glides share each of these planes by the centring: which one names the group is a matter of origin.
  test.each([
    ['C 1 2/c 1', 'C2/c'],
    ['C 1 2/n 1', 'C2/c'],
    ['A 1 2/n 1', 'A2/n'],
    ['A 1 2/a 1', 'A2/n'],
    ['I 1 2/a 1', 'I2/a'],
    ['I 1 2/c 1', 'I2/a'],
  ])('%s', async (symbol, short) => {
    const imported = await read(cellOf(symbol, VANADIA, VANADIA_SITES));
    const form = formOf(imported, 'conventional');
    expect(axesText(form.axes)).toBe(SAME);
    expect(form.spaceGroup).toMatchObject({ number: 15, symbol: short });
    expect(form.cell).toEqual(VANADIA);
    expect(form.sites.length).toBe(3);
  });

  test('an acute β and long axes too: whoever writes them names planes by them', async () => {
    for (const m of [
      [-1, 0, 0, 0, -1, 0, 0, 0, 1],
      [1, 0, 2, 0, 1, 0, 0, 0, 1],
      [1, 0, 1, 0, 1, 0, 0, 0, 1],
    ])
      expect(axesText(formOf(await read(by(GALLIA, ...m)), 'conventional').axes)).toBe(SAME);
  });
});

describe('a cell with other axes', () => {
  test('the primitive cell of a centred monoclinic lattice gets the shortest axes; its own are preselected', async () => {
    const primitive = by(GALLIA, 0.5, -0.5, 0, 0.5, 0.5, 0, 0, 0, 1);
    const half = Math.round(primitive.numbers.length / 2);
    // One atom of each pair that the centring joins: crystalFromSites puts them side by side per orbit.
    const imported = await importCrystal({ data: writePoscar(unique(primitive)), name: 'POSCAR' });
    expect(imported.atoms).toBe(half);
    const form = formOf(imported, 'conventional');
    expect(form.cell.a).toBeCloseTo(12.214, 6);
    expect(form.cell.c).toBeCloseTo(5.7981, 6);
    expect(form.cell.beta).toBeCloseTo(103.83, 6);
    expect(imported.preferred).toBe('given');
  });

  test('c unique: b is, in the conventional cell, and the given axes are preselected', async () => {
    const turned = by(cellOf('P 1 2_1/c 1', VANADIA, VANADIA_SITES), 0, 0, 1, 1, 0, 0, 0, 1, 0);
    const imported = await read(turned);
    const form = formOf(imported, 'conventional');
    // The shortest a and c of this lattice that leave the glide along c.
    expect(form.spaceGroup.hall).toBe(settingsOfNumber(14).find((s) => s.standard)!.hall);
    expect(form.cell.a).toBeCloseTo(5.349, 3);
    expect(form.cell.c).toBeCloseTo(5.375, 6);
    expect(form.cell.beta).toBeCloseTo(115.24, 2);
    expect(imported.preferred).toBe('given');
  });

  test('P b n m: Pnma is offered, the axes of the file are preselected', async () => {
    const name = 'test/fixtures/perovskite-Pnma.cif';
    const pnma = await importCrystal({ data: readFileSync(name), name });
    expect(pnma.preferred).toBe('conventional');
    const pbnm = await read(by(pnma.structure, 0, 0, 1, 1, 0, 0, 0, 1, 0));
    expect(axesText(formOf(pbnm, 'conventional').axes)).not.toBe(SAME);
    expect(pbnm.preferred).toBe('given');
  });

  test('primitive cells whose conventional one symmetry gives: it is preselected', async () => {
    const name = 'test/reference/Si.cif';
    const si = await importCrystal({ data: readFileSync(name), name });
    const fcc = unique(by(si.structure, 0, 0.5, 0.5, 0.5, 0, 0.5, 0.5, 0.5, 0));
    const imported = await read(fcc);
    expect(imported.atoms).toBe(2);
    expect(imported.preferred).toBe('conventional');
    expect(formOf(imported, 'conventional').cell.a).toBeCloseTo(si.cell.a, 9);
  });

  test('a triclinic cell is kept, whatever its angles', async () => {
    const [setting] = settingsOfSymbol('P -1');
    const s = cellOf('P -1', { a: 4, b: 5, c: 6, alpha: 80, beta: 75, gamma: 95 }, [
      ['Ti', 0.1, 0.2, 0.3],
      ['O', 0.4, 0.8, 0.1],
      ['O', 0.7, 0.3, 0.6],
    ]);
    const imported = await read(by(s, 1, 1, 0, 0, 1, 0, 0, 2, 1));
    expect(imported.group!.symbol).toBe('P-1');
    const form = formOf(imported, 'conventional');
    expect(axesText(form.axes)).toBe(SAME);
    expect([form.spaceGroup.hall, form.sites.length]).toEqual([setting!.hall, 3]);
  });
});

test('a plane of a conventional cell has the spacing it has in the file', async () => {
  const imported = await read(GALLIA);
  const form = formOf(imported, 'conventional');
  const { a, b, c, beta } = form.cell;
  const kept = cellOf('C 1 2/m 1', { a, b: b!, c: c!, beta: beta! }, [['Ga', 0, 0, 0]]);
  for (const hkl of [
    [1, 0, 0],
    [2, 0, -1],
    [0, 0, 1],
  ] as const)
    expect(dSpacingAng(kept.lattice, hkl)).toBeCloseTo(dSpacingAng(GALLIA.lattice, hkl), 9);
});

/** One atom of those that are equal up to the vectors of a smaller cell. */
function unique(s: Structure): Structure {
  const kept: number[] = [];
  const places: string[] = [];
  const toFrac = inverse(s.lattice);
  for (let i = 0; i < s.numbers.length; i++) {
    const f = mulRow(row(s.xyz, i), toFrac).map(
      (x) => Math.round(1e4 * (x - Math.floor(x + 1e-6))) % 1e4,
    );
    const key = `${s.numbers[i]} ${f}`;
    if (places.includes(key)) continue;
    places.push(key);
    kept.push(i);
  }
  return {
    lattice: s.lattice,
    numbers: Uint8Array.from(kept, (i) => s.numbers[i]!),
    xyz: Float64Array.from(kept.flatMap((i) => [...row(s.xyz, i)])),
    layer: new Uint16Array(kept.length),
  };
}
