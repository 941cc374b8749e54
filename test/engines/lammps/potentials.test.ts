import { describe, expect, test } from 'vitest';
import { atomicNumber } from '#core/crystal/elements.ts';
import { forEachPair } from '#core/crystal/neighbors.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { EpistackError, type Failure } from '#core/errors.ts';
import { lammpsInput } from '#engines/lammps/lammpsInput.ts';
import { POTENTIAL_SETS } from '#engines/lammps/potentialSets.ts';
import { type PairParameters, parametersFor } from '#engines/lammps/potentials.ts';
import { POINT_PROTOCOL } from '#engines/lammps/protocols.ts';
import { runLammps } from '#engines/lammps/runLammps.ts';
import { fcc, perovskite, rocksalt, rutile, zincBlende } from '../../helpers/crystals.ts';

// Seconds alone; CI shares two cores with other test files.
const failureOf = (act: () => unknown): Failure | undefined => {
  try {
    act();
  } catch (error) {
    if (error instanceof EpistackError) return error.failure;
    throw error;
  }
  return undefined;
};
const numbersOf = (...symbols: string[]) => symbols.map((s) => atomicNumber(s)!);

describe('parameters', () => {
  test('published pairs are taken as printed, the others mixed and named', () => {
    const { pairs, assumptions, mixing } = parametersFor([55, 82, 35, 35, 35, 48, 16]);
    const pair = (a: string, b: string) => {
      const found = pairs.find((p) => p.a === a && p.b === b);
      if (found?.form !== 'lj/cut') throw new TypeError(`${a}-${b}: ${found?.form}`);
      return found;
    };
    expect(mixing).toBe('Lorentz–Berthelot');
    expect(pairs).toHaveLength(15);
    expect(pair('Pb', 'Br')).toMatchObject({
      epsilonKcalMol: 0.40794,
      sigmaAng: 3.06,
      origin: 'published',
    });
    // Lorentz–Berthelot of Cs–Cs and S–S, by hand
    expect(pair('Cs', 'S').sigmaAng).toBeCloseTo(4.76, 12);
    expect(pair('Cs', 'S').epsilonKcalMol).toBeCloseTo(0.0384041, 6);
    const mixed = pairs.filter((p) => p.origin === 'mixed');
    expect(mixed).toHaveLength(7);
    for (const p of mixed) expect(assumptions[0]).toContain(`${p.a}–${p.b}`);
  });

  test('units: 14.9 K, 120 K, 821.6 eV and 0.338e-19 J in kcal/mol', () => {
    const first = (...symbols: string[]) => parametersFor(numbersOf(...symbols)).pairs[0];
    const ar = first('Ar');
    // R = 1.987204 cal/(mol K); 1 eV = 23.06055 kcal/mol
    expect(ar?.form === 'lj/cut' && ar.epsilonKcalMol).toBeCloseTo(0.2384645, 6);
    const mgo = parametersFor(numbersOf('Mg', 'O')).pairs.find((p) => p.a !== p.b);
    expect(mgo?.form === 'buck' && mgo.aKcalMol).toBeCloseTo(821.6 * 23.06055, 1);
    const nacl = parametersFor(numbersOf('Na', 'Cl')).pairs.find((p) => p.a !== p.b);
    // 0.338e-19 J is 0.21096 eV; 11.2e-79 J m⁶ is 6.9905 eV Å⁶
    expect(nacl?.form === 'born' && nacl.aKcalMol).toBeCloseTo(0.210963 * 23.06055, 4);
    expect(nacl?.form === 'born' && nacl.cKcalMolAng6).toBeCloseTo(6.99049 * 23.06055, 3);
  });

  test('refuses what it has no parameters for, and cells that are not neutral', () => {
    expect(failureOf(() => parametersFor(numbersOf('Ga', 'As', 'Cs')))).toEqual({
      code: 'no-potential',
      species: ['Ga', 'As'],
    });
    const failure = failureOf(() => parametersFor([55, 82, 35, 35]));
    expect(failure).toMatchObject({ code: 'charged' });
    expect(failure?.code === 'charged' && failure.chargeE).toBeCloseTo(0.5068, 10);
  });

  test('never mixes across sets: the pairs without terms are named', () => {
    expect(failureOf(() => parametersFor(numbersOf('Na', 'Cl', 'Cd', 'S')))).toEqual({
      code: 'no-potential',
      species: ['Na–Cd', 'Na–S', 'Cl–Cd', 'Cl–S'],
    });
    // Two sets know titanium and oxygen, with other charges: alone they are rutile's, fitted to it.
    expect(parametersFor(numbersOf('Ti', 'O', 'O')).id).toBe('matsui-akaogi');
    expect(parametersFor(numbersOf('Sr', 'Ti', 'O', 'O', 'O')).id).toBe('lewis-catlow');
    expect(failureOf(() => parametersFor(numbersOf('Na', 'O', 'Cl')))).toEqual({
      code: 'no-potential',
      species: ['Na–O', 'O–Cl'],
    });
    // Both oxides are in one published set.
    const { pairs, mixing, assumptions } = parametersFor(numbersOf('Mg', 'O', 'Ca', 'O'));
    expect(mixing).toBe('none');
    expect(pairs.map((p) => `${p.a}-${p.b}`)).toEqual(['Mg-O', 'O-O', 'O-Ca']);
    expect(assumptions.join()).toContain('rigid ions');
  });

  test('every species of every set has a source, every listed pair two species of its set', () => {
    for (const { id, ions, pairs } of POTENTIAL_SETS) {
      for (const [symbol, [, source]] of Object.entries(ions)) {
        expect(atomicNumber(symbol), `${id} ${symbol}`).toBeDefined();
        expect(source.id).toMatch(/^(doi 10\.\d{4,}\/|arXiv:)\S+$/);
      }
      expect(new Set(pairs.map(([a, b]) => [a, b].sort().join())).size).toBe(pairs.length);
      for (const [a, b] of pairs) expect(ions[a] && ions[b], `${id} ${a}-${b}`).toBeTruthy();
    }
  });
});

function pairEnergy(p: PairParameters, r: number): number {
  switch (p.form) {
    case 'lj/cut':
      return 4 * p.epsilonKcalMol * ((p.sigmaAng / r) ** 12 - (p.sigmaAng / r) ** 6);
    case 'buck':
      return p.aKcalMol * Math.exp(-r / p.rhoAng) - p.cKcalMolAng6 / r ** 6;
    case 'born':
      return (
        p.aKcalMol * Math.exp((p.sigmaAng - r) / p.rhoAng) -
        p.cKcalMolAng6 / r ** 6 -
        p.dKcalMolAng8 / r ** 8
      );
    default:
      return p satisfies never;
  }
}

/** Sum over pairs, written anew from the formulas: the check on the input, not on LAMMPS. */
function energyByHand(s: Structure): number {
  const { pairs, species, dampingPerAng: alpha, cutoffAng } = parametersFor(s.numbers);
  const charge = new Map(species.map((p) => [atomicNumber(p.symbol)!, p.chargeE]));
  const terms = new Map<string, PairParameters>();
  for (const p of pairs) {
    const [a, b] = [atomicNumber(p.a)!, atomicNumber(p.b)!];
    terms.set(`${a} ${b}`, p).set(`${b} ${a}`, p);
  }
  const [rc, coulomb] = [12, 332.06371];
  const erfcx = (r: number) => erfc(alpha * r);
  const force =
    erfcx(rc) / rc ** 2 +
    ((2 * alpha) / Math.sqrt(Math.PI)) * (Math.exp(-((alpha * rc) ** 2)) / rc);
  let energy = 0;
  for (const z of s.numbers)
    energy -=
      coulomb *
      charge.get(z)! ** 2 *
      ((erfcx(rc) / rc + force * rc) / 2 + alpha / Math.sqrt(Math.PI));
  forEachPair(s.lattice, s.xyz, rc, (i, j, _image, r) => {
    const [zi, zj] = [s.numbers[i]!, s.numbers[j]!];
    const term = terms.get(`${zi} ${zj}`);
    if (term && r < cutoffAng) energy += pairEnergy(term, r);
    energy +=
      coulomb *
      charge.get(zi)! *
      charge.get(zj)! *
      (erfcx(r) / r - erfcx(rc) / rc + force * (r - rc));
  });
  return energy;
}

/** Series of erf: exact to rounding for the small arguments here. */
function erfc(x: number): number {
  let [term, sum] = [x, x];
  for (let n = 1; Math.abs(term) > 1e-18; n++) {
    term *= -(x * x) / n;
    sum += term / (2 * n + 1);
  }
  return 1 - (2 / Math.sqrt(Math.PI)) * sum;
}

describe('energy', () => {
  test.each([
    ['CsPbBr3', perovskite(5.898)],
    ['CdS', zincBlende('Cd', 5.81)],
    ['ZnS', zincBlende('Zn', 5.4)],
    ['Ar', fcc('Ar', 5.3)],
    ['MgO', rocksalt('Mg', 'O', 4.2)],
    ['NaCl', rocksalt('Na', 'Cl', 5.6)],
    ['TiO2', rutile(4.5, 3)],
  ])('%s: LAMMPS computes the sum that the formulas give', async (_, s) => {
    const expected = energyByHand(s);
    const { last } = await runLammps(lammpsInput(s, POINT_PROTOCOL, { seed: 1 }), {});
    expect(Math.abs(last.potentialKcalMol / expected - 1)).toBeLessThan(1e-5);
  });

  test('Ar: −8.61 ε an atom at 1.542 σ without a cut-off; 10 Å lose the tail of 3 %', async () => {
    // Kittel, Introduction to Solid State Physics: sums 12.13188 and 14.45392 of the fcc lattice.
    const edge = 3.4 * Math.SQRT2 * ((2 * 12.13188) / 14.45392) ** (1 / 6);
    expect(edge).toBeCloseTo(5.242, 3);
    const { last } = await runLammps(lammpsInput(fcc('Ar', edge), POINT_PROTOCOL, { seed: 1 }), {});
    const perAtomInEpsilon = last.potentialKcalMol / 4 / 0.2384645;
    // Tail of the attraction outside 10 Å, evenly spread atoms: −(8/3)π n σ³ (σ/rc)³ ε, a quarter of ε
    const tail = -(8 / 3) * Math.PI * (4 / edge ** 3) * 3.4 ** 3 * 0.34 ** 3;
    expect(Math.abs(perAtomInEpsilon + tail + 14.45392 ** 2 / (2 * 12.13188))).toBeLessThan(0.1);
  });
});
