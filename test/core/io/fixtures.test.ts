import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Structure } from '#core/crystal/structure.ts';
import { readAtoms, readFrame } from '#core/io/readAtoms.ts';
import { expectSameAtoms, expectSameCrystal } from './structures.ts';

// Files that ASE wrote: agreement with ourselves would not show a shared misunderstanding.

const bytes = (name: string) => readFileSync(`test/fixtures/${name}`);
const recorded: Record<string, { numbers: number[]; lattice: number[]; xyz: number[] }> =
  JSON.parse(bytes('expected.json').toString());
function expected(name: string): Structure {
  const { numbers, lattice, xyz } = recorded[name]!;
  return {
    numbers: Uint8Array.from(numbers),
    lattice: Float64Array.from(lattice),
    xyz: Float64Array.from(xyz),
    layer: new Uint16Array(numbers.length),
  };
}

describe('one structure', () => {
  test.each([
    ['ase-direct.vasp', 'poscar', 1e-8],
    ['ase-cartesian.vasp', 'poscar', 1e-8],
    ['ase.extxyz', 'extxyz', 1e-8],
  ] as const)('%s', (name, format, toleranceAng) => {
    const { file, frames } = readAtoms(bytes(name), name);
    expect(file.format).toBe(format);
    expect(frames).toBe(1);
    expectSameAtoms(file.structure, expected('ase'), { toleranceAng });
    expect([...file.frozen!]).toEqual([0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1]);
  });

  test('ase.cif: cell and fractions, since CIF has no orientation', () => {
    const { structure } = readAtoms(bytes('ase.cif'), 'ase.cif').file;
    const fractions = [0.1, 0.2, 0.3, 1.25, -0.4, 0.5, 0.05, 0.9, 0.77, 0.6, 0.55, 0.11];
    expect(structure.lattice[0]).toBeCloseTo(5.11273, 10);
    for (let i = 0; i < 4; i++)
      for (let k = 0; k < 3; k++)
        expect(structure.xyz[3 * i + k]).toBeCloseTo(
          [0, 1, 2].reduce(
            (sum, j) => sum + fractions[3 * i + j]! * structure.lattice[3 * j + k]!,
            0,
          ),
          9,
        );
  });
});

test.each(['ase-XDATCAR', 'ase-frames.extxyz'])('the frames of %s', (name) => {
  for (let k = 0; k < 3; k++) {
    const { file, frames } = readFrame(bytes(name), name, k);
    expect(frames).toBe(3);
    expectSameCrystal(file.structure, expected(`frame${k}`), 1e-6);
  }
});

test.each([
  ['perovskite-Pm-3m', 5, 0],
  ['perovskite-Pnma', 20, 0],
  ['corundum-R-3c', 30, 0],
  ['wurtzite-P63mc', 4, 1],
  ['spinel-Fd-3m', 56, 0],
  ['quartz-P3221', 9, 1],
])('ASE expands %s to the same %i atoms', (name, atoms, warnings) => {
  const { file } = readAtoms(bytes(`${name}.cif`), name);
  expect(file.structure.numbers.length).toBe(atoms);
  expectSameCrystal(file.structure, expected(name), 1e-3);
  // Thirds to four decimals are moved onto the special position, and the file says so.
  expect(file.warnings.length).toBe(warnings);
});
