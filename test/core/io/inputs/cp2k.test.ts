import { expect, test } from 'vitest';
import type { Structure } from '#core/crystal/structure.ts';
import { outputOf } from '#core/io/formats.ts';
import { fileText } from '#core/io/writeAtoms.ts';
import { fc } from '../../../helpers/property.ts';

const N = 8;
const chain: Structure = {
  lattice: Float64Array.of(20, 0, 0, 0, 5, 0, 0, 0, 5),
  numbers: new Uint8Array(N).fill(14),
  xyz: Float64Array.from({ length: 3 * N }, (_, i) => (i % 3 === 0 ? 0.8 * i : 0)),
  layer: new Uint16Array(N),
};

const textOf = (frozen: Uint8Array): string =>
  fileText(outputOf('cp2k'), chain, { frozen }, () => ({
    task: 'relax',
    mesh: [1, 1, 1],
    wavefunctionRy: 50,
    densityRy: 400,
    dispersion: 'none',
    moments: null,
    hubbard: null,
    dipole: null,
  }));

/** Axes that each FIXED_ATOMS section fixes, and its atoms from 0. */
const sectionsIn = (text: string) =>
  [...text.matchAll(/&FIXED_ATOMS\n([\s\S]*?)&END FIXED_ATOMS/g)].map(([, body = '']) => ({
    axes: /COMPONENTS_TO_FIX (\w+)/.exec(body)![1]!,
    atoms: [...body.matchAll(/LIST (\d+)(?:\.\.(\d+))?/g)].flatMap(([, p, q = p]) =>
      Array.from({ length: Number(q) - Number(p) + 1 }, (_, k) => Number(p) - 1 + k),
    ),
  }));

test('the fixed atoms are those that are frozen, along the same axes, however few they are', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(0, 0, 0, 1, 4, 7), { minLength: N, maxLength: N }),
      (masks) => {
        const flags = Uint8Array.from(
          { length: 3 * N },
          (_, i) => (masks[Math.floor(i / 3)]! >> (i % 3)) & 1,
        );
        const fixed = new Uint8Array(3 * N);
        for (const { axes, atoms } of sectionsIn(textOf(flags))) {
          expect(atoms.length).toBeGreaterThan(0);
          for (const i of atoms) for (const axis of axes) fixed[3 * i + 'XYZ'.indexOf(axis)] = 1;
        }
        expect(fixed).toEqual(flags);
      },
    ),
  );
});

test('the dipole correction jumps in the middle of the vacuum, inside the cell', () => {
  const place = (begin: number) =>
    /SURF_DIP_POS (\S+)/.exec(
      fileText(outputOf('cp2k'), chain, {}, () => ({
        task: 'static',
        mesh: [1, 1, 1],
        wavefunctionRy: 50,
        densityRy: 400,
        dispersion: 'none',
        moments: null,
        hubbard: null,
        dipole: { begin, width: 0.1, isPolar: true },
      })),
    )![1];
  expect(place(0.45)).toBe('2.500');
  // CP2K counts planes from the wall: the wall at the other end is one plane too far.
  for (const wall of [0.95, 0.95 - 1e-12, 0.95 + 1e-12]) expect(place(wall)).toBe('0.000');
});
