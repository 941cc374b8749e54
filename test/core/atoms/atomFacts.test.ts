import { describe, expect, test } from 'vitest';
import { atomFacts } from '#core/atoms/atomFacts.ts';
import { bondValence } from '#core/atoms/bondValence.ts';
import { coordination, limitsIn } from '#core/atoms/coordination.ts';
import { neighboursOf } from '#core/crystal/coordination/neighbours.ts';
import { SYMBOLS } from '#core/crystal/elements.ts';
import { mulRow } from '#core/math/mat3.ts';
import { build } from '#core/recipe/build.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { library } from '../../helpers/library.ts';
import { triclinicStack } from './triclinic.ts';

const triclinic = build(triclinicStack(1.03), library);
const paper = build(presetOf('cspbbr3-cds')!.recipe, library);

test('neighbours lie where their image and distance say, as many as are counted, on both sides of a face', () => {
  const { xyz, lattice } = triclinic.structure;
  const { now } = coordination(triclinic);
  const limits = limitsIn(triclinic);
  let crossing = 0;
  for (let i = 0; i < now.length; i++) {
    const found = neighboursOf(triclinic.structure, triclinic.charges, limits, i);
    expect(found).toHaveLength(now[i]!);
    for (const [k, { atom, image, distanceAng }] of found.entries()) {
      const shift = mulRow(image, lattice);
      const d = [0, 1, 2].map((x) => xyz[3 * atom + x]! + shift[x]! - xyz[3 * i + x]!);
      expect(Math.hypot(...d)).toBeCloseTo(distanceAng, 9);
      if (k > 0) expect(distanceAng).toBeGreaterThanOrEqual(found[k - 1]!.distanceAng);
      if (image.some((n) => n !== 0)) crossing++;
    }
  }
  expect(crossing).toBeGreaterThan(0);
});

describe('the bond valence sum', () => {
  const at = (distanceAng: number, count: number) =>
    Array.from({ length: count }, () => ({ atom: 1, image: [0, 0, 0] as const, distanceAng }));
  const sum = (cation: string, anion: string, charges: readonly number[], ang: number, n: number) =>
    bondValence([SYMBOLS.indexOf(cation), SYMBOLS.indexOf(anion)], charges, 0, at(ang, n))!;

  test('of known crystals is near the formal charge', () => {
    // Lengths from the lattice constants: MgO a = 4.2112, SrTiO3 a = 3.905, quartz 1.609 Å.
    expect(sum('Mg', 'O', [2, -2], 4.2112 / 2, 6).sumVu).toBeCloseTo(1.966, 2);
    expect(sum('Ti', 'O', [4, -2], 3.905 / 2, 6).sumVu).toBeCloseTo(4.14, 2);
    expect(sum('Sr', 'O', [2, -2], 3.905 / Math.SQRT2, 12).sumVu).toBeCloseTo(2.11, 2);
    expect(sum('Si', 'O', [4, -2], 1.609, 4).sumVu).toBeCloseTo(4.165, 2);
  });

  test('is the same from the anion, and falls by e over 0.37 Å', () => {
    const one = bondValence([16, 48], [-2, 2], 0, at(2.304, 1))!;
    expect(one.sumVu).toBeCloseTo(1, 12);
    expect(sum('Cd', 'S', [2, -2], 2.304 + 0.37, 1).sumVu).toBeCloseTo(Math.exp(-1), 12);
    expect(one.sources).toEqual([expect.stringContaining('Brown & Altermatt')]);
  });

  test('names pairs without a parameter, and knows the charge of the cation', () => {
    expect(sum('Fe', 'O', [3, -2], 2, 1).sumVu).toBeGreaterThan(
      sum('Fe', 'O', [2, -2], 2, 1).sumVu,
    );
    expect(sum('Fe', 'O', [4, -2], 2, 1)).toEqual({ sumVu: 0, sources: [], missing: ['Fe–O'] });
    expect(bondValence([14, 14], [Number.NaN, Number.NaN], 0, at(2.35, 4))).toBeNull();
    expect(bondValence([6, 6], [0, 0], 0, at(1.42, 3))).toBeNull();
    expect(bondValence([48, 16], [2, -2], 0, [])).toBeNull();
  });
});

describe('facts of an atom', () => {
  test('of a stack: its slab, plane, charge and bulk', () => {
    const lead = paper.structure.numbers.findIndex(
      (z, i) => SYMBOLS[z] === 'Pb' && paper.plane[i]! > 1,
    );
    const facts = atomFacts(paper.structure, paper, lead);
    const { xyz, lattice } = paper.structure;
    expect(facts.cartAng).toEqual([xyz[3 * lead], xyz[3 * lead + 1], xyz[3 * lead + 2]]);
    const back = mulRow(facts.frac, lattice);
    for (const x of [0, 1, 2]) expect(back[x]).toBeCloseTo(facts.cartAng[x]!, 9);
    expect(facts.inStack).toMatchObject({ slab: 0, charge: 2, bulkNeighbours: 6 });
    expect(facts.inStack!.plane).toBe(paper.plane[lead]! + 1);
    expect(facts.inStack!.planes).toBe(paper.slabs[0]!.slab.sequence.length);
    expect(facts.neighbours).toHaveLength(6);
    expect(facts.valence!.missing).toEqual([]);
    // Six bonds of half of a = 5.873 Å by R0 = 2.64 Å, strained by less than 2 %.
    expect(facts.valence!.sumVu).toBeCloseTo(6 * Math.exp((2.64 - 5.873 / 2) / 0.37), 0);
  });

  test('of a file: neighbours by covalent radii, and nothing that only a stack has', () => {
    const facts = atomFacts(paper.structure, null, 0);
    expect(facts.inStack).toBeNull();
    expect(facts.valence).toBeNull();
    expect(facts.neighbours.length).toBeGreaterThan(0);
  });
});
