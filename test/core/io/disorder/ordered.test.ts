import { describe, expect, test } from 'vitest';
import { operationsFromHall } from '#core/crystal/hall.ts';
import { composition, formula } from '#core/crystal/structure.ts';
import { EpistackError } from '#core/errors.ts';
import { arrangements } from '#core/io/disorder/arrangements.ts';
import type { Disordered, Occupant } from '#core/io/disorder/disorder.ts';
import type { OrderedChoice } from '#core/io/disorder/ordered.ts';
import { differentSupercells } from '#core/io/disorder/supercells.ts';
import { readFrame } from '#core/io/readAtoms.ts';
import { det } from '#core/math/mat3.ts';

// Ordered models of disordered crystals, against counts that others published.

const IDENTITY = operationsFromHall('P 1').map((op) => ({
  ...op,
  rotation: Int8Array.from(op.rotation),
}));
const operations = (hall: string) =>
  operationsFromHall(hall).map((op) => ({ ...op, rotation: Int8Array.from(op.rotation) }));

/** The 48 operations of the cube on the primitive vectors of the face-centred lattice. */
function fcc(): Disordered['operations'] {
  const P = [0, 1, 1, 1, 0, 1, 1, 1, 0].map((x) => x / 2);
  // Columns of fractions: x_primitive = (Pᵀ)⁻¹ x_cubic, worked out by hand for this symmetric P.
  const inv = [-1, 1, 1, 1, -1, 1, 1, 1, -1];
  const mul = (p: ArrayLike<number>, q: ArrayLike<number>) =>
    Array.from({ length: 9 }, (_, k) =>
      [0, 1, 2].reduce((sum, j) => sum + p[3 * Math.floor(k / 3) + j]! * q[3 * j + (k % 3)]!, 0),
    );
  return operations('-P 4 2 3').map(({ rotation }) => ({
    rotation: Int8Array.from(mul(mul(inv, rotation), P), Math.round),
    translation: [0, 0, 0],
  }));
}

const one = (
  operations: Disordered['operations'],
  ...occupants: readonly Occupant[]
): Disordered => ({
  lattice: Float64Array.of(0, 2, 2, 2, 0, 2, 2, 2, 0),
  places: [[0, 0, 0]],
  siteOf: [0],
  sites: [{ label: 'M1', occupants, alternative: null }],
  operations,
});
const binary = (operations: Disordered['operations'], part: number) =>
  one(operations, { z: 29, occupancy: part }, { z: 79, occupancy: 1 - part });
const countOf = (d: Disordered) => {
  const found = arrangements(d);
  return found.kind === 'found' ? found.all.length : found.reason;
};

describe('arrangements', () => {
  test('superlattices of the face-centred cubic lattice (Hart and Forcade 2008, table I)', () => {
    const all = [2, 3, 4].map((n) => differentSupercells(n, fcc()).length);
    expect(all).toEqual([2, 3, 7]);
    // All of them, without symmetry: the sum over divisors of d times the sum of its divisors.
    expect([1, 2, 3, 4].map((n) => differentSupercells(n, IDENTITY).length)).toEqual([
      1, 7, 13, 35,
    ]);
  });

  test('binary structures on it: L1₀ and L1₁; three of MoPt₂ kind; A₃B seven and A₂B₂ five of index 4', () => {
    expect(countOf(binary(fcc(), 1 / 2))).toBe(2);
    expect(countOf(binary(fcc(), 1 / 3))).toBe(3);
    expect(countOf(binary(fcc(), 1 / 4))).toBe(7);
  });

  test('each has exactly the composition', () => {
    const found = arrangements(binary(fcc(), 1 / 4));
    if (found.kind === 'none') throw new Error(found.reason);
    for (const { occupantOf } of found.all)
      expect([...occupantOf].filter((k) => k === 0)).toHaveLength(1);
  });

  test('beyond the limits they are not listed, and it is said why', () => {
    expect(countOf(binary(fcc(), 0.13))).toBe('the exact composition needs more than 4 cells');
    const many: Disordered = {
      ...binary(IDENTITY, 0.5),
      places: Array.from({ length: 24 }, (_, k) => [k / 24, 0, 0] as const),
      siteOf: Array(24).fill(0),
    };
    expect(countOf(many)).toMatch(/more than 20000 arrangements/);
  });
});

const cif = (rows: readonly string[], symbol = 'F m -3 m', a = 4) => `data_x
${['a', 'b', 'c'].map((k) => `_cell_length_${k} ${a}`).join('\n')}
${['alpha', 'beta', 'gamma'].map((k) => `_cell_angle_${k} 90`).join('\n')}
_symmetry_space_group_name_H-M '${symbol}'
loop_
_atom_site_label
_atom_site_type_symbol
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
_atom_site_occupancy
_atom_site_disorder_group
${rows.join('\n')}
`;
const read = (text: string, ordered?: OrderedChoice) => {
  const { file } = readFrame(text, 'x.cif', 0, ordered === undefined ? {} : { ordered });
  return { ...file, formula: formula(composition(file.structure.numbers)) };
};
function refusal(text: string, ordered?: OrderedChoice) {
  try {
    read(text, ordered);
  } catch (error) {
    if (error instanceof EpistackError && error.failure.code === 'partial-occupancy')
      return error.failure;
    throw error;
  }
  throw new Error('it was read');
}

describe('a CIF', () => {
  const alloy = cif(['Fe1 Fe 0 0 0 0.75 .', 'Co1 Co 0 0 0 0.25 .', 'O1 O .5 .5 .5 1 .']);

  test('is refused with the models that there are', () => {
    expect(refusal(alloy)).toEqual({
      code: 'partial-occupancy',
      sites: ['Fe1/Co1: Fe 0.75, Co 0.25'],
      models: [
        { choice: 'majority', name: 'Fe at Fe1/Co1 (0.75)' },
        { choice: '1', name: '1 of 1, Fe3CoO4 in the cell' },
      ],
      reason: null,
    });
    expect(refusal(alloy, 2)).toEqual(refusal(alloy));
  });

  test('is read as the most frequent atoms, which its name and a warning say', () => {
    const { formula, title, warnings, spaceGroup } = read(alloy, 'majority');
    expect([formula, title]).toEqual(['Fe4O4', 'x, ordered: Fe at Fe1/Co1 (0.75)']);
    expect(warnings[0]).toMatch(/ordered model of it, .* may change the composition/);
    expect(spaceGroup).toBeNull();
  });

  test('is read as an arrangement: L1₂, as in Cu₃Au', () => {
    const { formula, structure, title } = read(alloy, 1);
    expect([formula, title]).toEqual(['Fe3CoO4', 'x, ordered: 1 of 1, Fe3CoO4 in the cell']);
    expect(det(structure.lattice)).toBeCloseTo(64, 9);
  });

  test('in a supercell, where its own cell has not the composition', () => {
    const text = cif(['Fe1 Fe 0 0 0 0.5 .', 'Co1 Co 0 0 0 0.5 .'], 'P m -3 m', 3);
    // Layers along [001], [110] and [111]: CsCl is the last.
    expect(refusal(text).models.map((m) => m.name)).toEqual([
      'Fe at Fe1/Co1 (0.5)',
      ...[1, 2, 3].map((k) => `${k} of 3, FeCo in 2 cells`),
    ]);
    for (const k of [1, 2, 3]) {
      const { structure, formula } = read(text, k);
      expect([det(structure.lattice), formula]).toEqual([54, 'FeCo']);
    }
  });

  test('empty places count as an occupant', () => {
    const text = cif(['Li1 Li 0 0 0 0.25 .', 'O1 O .5 .5 .5 1 .']);
    expect(read(text, 1).formula).toBe('LiO4');
    expect(read(text, 'majority').formula).toBe('O4');
    expect(read(text, 'majority').title).toBe('x, ordered: nothing at Li1 (0.75)');
  });

  test('a mixture with amounts is ordered as well, one without is not', () => {
    expect(read(cif(["M1 'Fe0.25 Co0.75' 0 0 0 1 ."]), 1).formula).toBe('FeCo3');
    expect(read(cif(["M1 '0.75Fe + 0.25Co' 0 0 0 1 ."]), 'majority').formula).toBe('Fe4');
    expect(refusal(cif(['M1 FeCo 0 0 0 1 .']))).toMatchObject({
      models: [],
      reason: expect.stringContaining('how much'),
    });
  });

  test('alternatives that are on top of each other are never both there', () => {
    const split = cif(['C1 C 0 0 0 1 .', 'O1 O 0.2 0 0 0.5 1', 'O2 O 0.25 0.05 0 0.5 2'], 'P 1', 6);
    expect(read(split, 'majority').formula).toBe('CO');
    const found = refusal(split).models.filter((m) => m.choice !== 'majority');
    expect(found.length).toBeGreaterThan(0);
    for (const { choice, name } of found) {
      expect(name).toMatch(/C2O2 in 2 cells/);
      expect(read(split, Number(choice)).formula).toBe('C2O2');
    }
  });

  test('of alternatives that are all called full, where occupancies are left out, the first is a model', () => {
    const split = cif(
      ['C1 C 0 0 0 . .', 'O1 O 0.2 0 0 . 1', 'O2 O 0.25 0.05 0 . 2', 'N1 N 0.5 0.5 0.5 . 1'],
      'P 1',
      6,
    );
    expect(refusal(split).models).toEqual([
      {
        choice: 'majority',
        name: 'O at O1 (1), nothing at O2 (alternative 2), N at N1 (1)',
      },
    ]);
    expect(read(split, 'majority').formula).toBe('CNO');
  });

  test('occupancies of one place that sum to more than 1 have no model', () => {
    const text = cif(['Fe1 Fe 0 0 0 0.8 .', 'Co1 Co 0 0 0 0.5 .']);
    expect(refusal(text)).toMatchObject({
      models: [],
      reason: expect.stringMatching(/more than 1/),
    });
  });
});

describe('an atom that symmetry puts on several places', () => {
  test('in a ring of six about the centre of a cube: one of them, whatever the file says of its occupancy', () => {
    for (const occupancy of ['1', '0.16667', '.']) {
      const text = cif(['Cs1 Cs 0 0 0 1 .', `Br1 Br 0.55 0.5 0.5 ${occupancy} .`], 'P m -3 m', 4.2);
      expect(refusal(text).models).toEqual([
        { choice: 'majority', name: 'one Br at Br1, split over 6 places' },
        { choice: '1', name: '1 of 1, CsBr in the cell' },
      ]);
      for (const choice of ['majority', 1] as const) {
        const { formula, structure, warnings } = read(text, choice);
        expect(formula).toBe('CsBr');
        const [x, y, z] = [...structure.xyz.slice(3)].map((c) => c / 4.2).toSorted((p, q) => p - q);
        // One of the six at 0.05 a from the centre.
        expect(Math.abs(x! - 0.5) + Math.abs(y! - 0.5) + Math.abs(z! - 0.5)).toBeCloseTo(0.05, 9);
        expect(warnings.some((w) => w.includes('read as if they were, by 1/6'))).toBe(
          occupancy !== '0.16667',
        );
      }
    }
  });

  test('opposite places of a ring are alternatives too, far as they are', () => {
    // 0.36 Å from the centre: neighbours in the ring are 0.51 Å apart, and no chain of close ones joins them.
    const text = (x: number) =>
      cif(['Cs1 Cs 0 0 0 1 .', `H1 H ${x} 0.5 0.5 0.16667 .`], 'P m -3 m', 4.2);
    expect(refusal(text(0.58)).models.map((m) => m.name)).toEqual([
      'one H at H1, split over 6 places',
      '1 of 1, CsH in the cell',
    ]);
  });

  test('half filled it is refused with its reason where that is more than one atom', () => {
    const text = cif(['Cs1 Cs 0 0 0 1 .', 'Br1 Br 0.55 0.5 0.5 0.5 .'], 'P m -3 m', 4.2);
    expect(refusal(text)).toMatchObject({
      models: [],
      reason: expect.stringMatching(/room for one atom, and their occupancies sum to more than 1/),
    });
  });
});

describe('the symmetry of a disordered crystal is that of its places', () => {
  const sites = [
    [0, 0, 0],
    [0, 0.5, 0.5],
    [0.5, 0, 0.5],
    [0.5, 0.5, 0],
  ];
  const rows = sites.flatMap(([x, y, z], k) => [
    `Cu${k + 1} Cu ${x} ${y} ${z} 0.75 .`,
    `Au${k + 1} Au ${x} ${y} ${z} 0.25 .`,
  ]);
  const listedCif = cif(rows, 'P 1', 4);
  const byGroup = cif(['Cu1 Cu 0 0 0 0.75 .', 'Au1 Au 0 0 0 0.25 .'], 'F m -3 m', 4);
  const pymatgen = JSON.stringify({
    lattice: { a: 4, b: 4, c: 4, alpha: 90, beta: 90, gamma: 90 },
    sites: sites.map((abc) => ({
      species: [
        { element: 'Cu', occu: 0.75 },
        { element: 'Au', occu: 0.25 },
      ],
      abc,
    })),
  });
  const optimade = JSON.stringify({
    attributes: {
      lattice_vectors: [
        [4, 0, 0],
        [0, 4, 0],
        [0, 0, 4],
      ],
      cartesian_site_positions: sites.map((at) => at.map((x) => 4 * x)),
      species_at_sites: sites.map(() => 'M'),
      species: [{ name: 'M', chemical_symbols: ['Cu', 'Au'], concentration: [0.75, 0.25] }],
    },
  });

  test.each([
    ['a CIF with operations', byGroup],
    ['a CIF that lists all atoms', listedCif],
    ['pymatgen JSON', pymatgen],
    ['OPTIMADE JSON', optimade],
  ])('%s of Cu₃Au has one arrangement in its cell, L1₂', (_, text) => {
    const names = refusal(text).models.map((m) => m.name);
    expect(names).toHaveLength(2);
    expect(names[1]).toBe('1 of 1, Cu3Au in the cell');
    const { structure } = read(text, 1);
    expect([det(structure.lattice), structure.numbers.length]).toEqual([64, 4]);
  });

  test('sites with other amounts stay apart', () => {
    const text = cif(
      rows.map((r, k) => (k < 2 ? r.replace(/0\.[27]5 \.$/, '0.5 .') : r)),
      'P 1',
      4,
    );
    expect(refusal(text).models[0]!.name).toBe(
      'Cu at Cu1/Au1 (0.5), Cu at Cu2/Au2 … Cu4/Au4 (0.75)',
    );
  });
});
