import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  atomicNumber,
  COVALENT_RADIUS_ANG,
  ELECTRONEGATIVITY,
  MASS_U,
  OXIDATION_STATES,
  SYMBOLS,
  VDW_RADIUS_ANG,
} from '#core/crystal/elements.ts';

/** Tables of another program, written by it. */
const ase = JSON.parse(readFileSync('test/reference/elements-ase.json', 'utf8')) as {
  readonly symbols: readonly string[];
  readonly covalentAng: readonly number[];
  readonly vdwAng: readonly (number | null)[];
  readonly massU: readonly number[];
};
const elements = SYMBOLS.slice(1).map((symbol, k) => [symbol, k + 1] as const);

test.each(elements)('%s has the number, the radii and the mass that ASE gives it', (symbol, z) => {
  expect(ase.symbols[z]).toBe(symbol);
  expect(atomicNumber(symbol)).toBe(z);
  expect(COVALENT_RADIUS_ANG[z]).toBeCloseTo(ase.covalentAng[z]!, 9);
  const vdw = ase.vdwAng[z];
  if (vdw === null) expect(VDW_RADIUS_ANG[z]).toBeNaN();
  else expect(VDW_RADIUS_ANG[z]).toBeCloseTo(vdw!, 9);
  // Where no isotope is stable, one of them stands for the weight.
  expect(Math.abs(MASS_U[z]! - ase.massU[z]!)).toBeLessThan(
    z > 82 || z === 43 || z === 61 ? 1.1 : 0.013,
  );
});

test('the tables are of one length, and a metal is less electronegative than what it is bound to', () => {
  for (const table of [COVALENT_RADIUS_ANG, VDW_RADIUS_ANG, MASS_U, ELECTRONEGATIVITY])
    expect(table).toHaveLength(SYMBOLS.length);
  for (const [symbol, states] of Object.entries(OXIDATION_STATES)) {
    const z = atomicNumber(symbol)!;
    // What is usually an anion is more electronegative than what is always a cation.
    if (states[0]! < 0) expect(ELECTRONEGATIVITY[z]).toBeGreaterThan(2);
    if (states.every((s) => s > 0) && ELECTRONEGATIVITY[z]! > 0)
      expect(ELECTRONEGATIVITY[z]).toBeLessThan(2.55);
  }
});
