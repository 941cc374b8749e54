import { describe, expect, test } from 'vitest';
import { outputOf } from '#core/io/formats.ts';
import { readFrame } from '#core/io/readAtoms.ts';
import { fileText } from '#core/io/writeAtoms.ts';

// D and T are hydrogen in every format alike, and so is what is said of them.

const CELL = '4 0 0\n0 5 0\n0 0 6';
const CIF = (rows: string) =>
  `data_x\n_cell_length_a 4\n_cell_length_b 5\n_cell_length_c 6\n_cell_angle_alpha 90\n_cell_angle_beta 90\n_cell_angle_gamma 90\n_symmetry_Int_Tables_number 1\nloop_\n_symmetry_equiv_pos_as_xyz\n'x,y,z'\nloop_\n_atom_site_label\n_atom_site_type_symbol\n_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\n${rows}\n`;
const DATA = (masses: string) =>
  `title\n\n2 atoms\n2 atom types\n0 4 xlo xhi\n0 5 ylo yhi\n0 6 zlo zhi\n\nMasses\n\n1 15.999\n${masses}\n\nAtoms # atomic\n\n1 1 0 0 0\n2 2 1 0 0\n`;
const DUMP =
  'ITEM: TIMESTEP\n0\nITEM: NUMBER OF ATOMS\n2\nITEM: BOX BOUNDS pp pp pp\n0 4\n0 5\n0 6\nITEM: ATOMS id element x y z\n1 O 0 0 0\n2 D 1 0 0\n';
const SITES = [
  { species: [{ element: 'O', occu: 1 }], abc: [0, 0, 0] },
  { species: [{ element: 'D', occu: 1 }], abc: [0.25, 0, 0] },
];

describe('deuterium is hydrogen, and its isotope is said to be dropped, in', () => {
  test.each([
    ['POSCAR', `x\n1\n${CELL}\nO D\n1 1\nDirect\n0 0 0\n.25 0 0\n`],
    ['POSCAR with a potential', `x\n1\n${CELL}\nO D_h\n1 1\nDirect\n0 0 0\n.25 0 0\n`],
    ['extended XYZ', '2\nLattice="4 0 0 0 5 0 0 0 6"\nO 0 0 0\nD 1 0 0\n'],
    ['CIF', CIF('O1 O 0 0 0\nD1 D .25 0 0')],
    ['CIF, by a charged type', CIF('O1 O2- 0 0 0\nH1 D1+ .25 0 0')],
    ['XSF', `CRYSTAL\nPRIMVEC\n${CELL}\nPRIMCOORD\n2 1\nO 0 0 0\nD 1 0 0\n`],
    ['LAMMPS data by mass', DATA('2 2.014')],
    ['LAMMPS data by name', DATA('2 2.0141 # D')],
    ['a LAMMPS dump', DUMP],
    [
      'pymatgen JSON',
      JSON.stringify({
        lattice: {
          matrix: [
            [4, 0, 0],
            [0, 5, 0],
            [0, 0, 6],
          ],
        },
        sites: SITES,
      }),
    ],
  ])('%s', (_, text) => {
    const { structure, warnings } = readFrame(text, '', 0).file;
    expect([...structure.numbers]).toEqual([8, 1]);
    expect(
      warnings.filter((w) => /^D is read as hydrogen: the isotope is not kept/.test(w)),
    ).toHaveLength(1);
  });

  test('and tritium, beside it', () => {
    const { warnings } = readFrame(
      '3\nLattice="4 0 0 0 5 0 0 0 6"\nO 0 0 0\nT 1 0 0\nD 0 1 0\n',
      '',
      0,
    ).file;
    expect(warnings.join()).toMatch(/D and T are read as hydrogen/);
    expect(readFrame(CIF('O1 O 0 0 0\nX1 T .25 0 0'), '', 0).file.warnings.join()).toMatch(
      /^T is|,T is/,
    );
    expect(readFrame(DATA('2 3.016'), '', 0).file.warnings.join()).toMatch(/T is read as hydrogen/);
  });
});

test('a file without isotopes says nothing of them', () => {
  const text = `x\n1\n${CELL}\nO H Ti\n1 1 1\nDirect\n0 0 0\n.25 0 0\n.5 .5 .5\n`;
  expect(readFrame(text, '', 0).file.warnings.join()).not.toMatch(/isotope/);
  // A framework's tetrahedral place is not tritium.
  const label = CIF('T1 Si 0 0 0\nO1 O .25 0 0');
  expect(readFrame(label, '', 0).file.warnings.join()).not.toMatch(/isotope/);
});

test('pseudo-hydrogen is told from every file of a structure that Epistack writes its charge into', () => {
  const structure = {
    lattice: Float64Array.of(8, 0, 0, 0, 9, 0, 0, 0, 10),
    numbers: Uint8Array.of(16, 1, 1),
    xyz: Float64Array.of(1, 1, 1, 2.3, 1, 1, 1, 2.3, 1),
    layer: new Uint16Array(3),
  };
  const valencesE = Float64Array.of(Number.NaN, 0.5, 1.5);
  for (const id of ['poscar', 'extxyz', 'cif', 'lammps', 'dump'] as const) {
    const text = fileText(outputOf(id), structure, { valencesE }, null);
    const { structure: read, warnings } = readFrame(text, '', 0).file;
    expect([...read.numbers].sort(), id).toEqual([1, 1, 16]);
    const [note, ...more] = warnings.filter((w) => /pseudo-hydrogen/.test(w));
    expect(note, id).toMatch(/^H\.5, H1\.5 are pseudo-hydrogen in this file/);
    expect(more, id).toEqual([]);
  }
});
