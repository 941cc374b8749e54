import { expect, test } from 'vitest';
import { forEachPair } from '#core/crystal/neighbors.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { build } from '#core/recipe/build.ts';
import { relaxedStack } from '#core/recipe/edits/moved.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { closingOf, filmsOf } from '#core/recipe/recipe.ts';
import { relaxation } from '#engines/dynamics/relaxation.ts';
import { library } from '../../helpers/library.ts';

/** Morse pairs of 0.4 eV at 2.6 Å, whose forces and stress are the derivatives of the energy. */
const morse = (numbers: Uint8Array) => (xyz: Float64Array, lattice: Float64Array) => {
  const forces = new Float64Array(xyz.length);
  const stress = new Float64Array(9);
  let energyEv = 0;
  const volume = (lattice[0]! * lattice[4]! - lattice[1]! * lattice[3]!) * lattice[8]!;
  forEachPair(lattice, xyz, 9, (i, j, [p, q, r], ang) => {
    const e = Math.exp(-1.4 * (ang - 2.6));
    energyEv += 0.4 * (e * e - 2 * e);
    const slope = 0.4 * 1.4 * (2 * e - 2 * e * e);
    const d = [0, 1, 2].map(
      (k) =>
        xyz[3 * j + k]! -
        xyz[3 * i + k]! +
        p * lattice[k]! +
        q * lattice[3 + k]! +
        r * lattice[6 + k]!,
    );
    for (let k = 0; k < 3; k++) {
      forces[3 * i + k]! += (slope * d[k]!) / ang;
      forces[3 * j + k]! -= (slope * d[k]!) / ang;
      for (let l = 0; l < 3; l++) stress[3 * k + l]! += (slope * d[k]! * d[l]!) / ang / volume;
    }
  });
  expect(numbers).toHaveLength(xyz.length / 3);
  return { energyEv, forces, stress };
};

/** Four layers on top of each other, hollow over atom, compressed along c. */
const crowded: Structure = {
  lattice: Float64Array.of(3.1, 0, 0, 0, 3.1, 0, 0, 0, 7.2),
  numbers: Uint8Array.of(14, 14, 32, 32),
  xyz: Float64Array.of(0, 0, 0.1, 1.55, 1.55, 1.8, 0, 0, 3.7, 1.55, 1.55, 5.4),
  layer: Uint16Array.of(0, 0, 1, 1),
};
const field = morse(crowded.numbers);
const options = { forceEvAng: 1e-4, maxSteps: 2000, frozen: null } as const;

test.each([
  ['all atoms free', null],
  ['one atom frozen', Uint8Array.of(1, 0, 0, 0)],
])('atoms and c come to rest together: %s', (_, frozen) => {
  const steps = [...relaxation(crowded, field, { ...options, degrees: 'c', frozen })];
  const last = steps.at(-1)!;
  expect(last.converged).toBe(true);
  expect(last.energyEv).toBeLessThan(steps[0]!.energyEv - 0.05);
  expect(last.lattice[8]! - 7.2).toBeCloseTo(last.moves.cAng, 12);
  expect(Math.abs(last.moves.cAng)).toBeGreaterThan(0.1);
  expect(last.lattice[0]).toBe(3.1);
  if (frozen !== null) expect([...last.xyz.subarray(0, 3)]).toEqual([0, 0, 0.1]);
  // A longer or shorter cell costs energy, whether the atoms go with it or not.
  const c = last.lattice[8]!;
  const at = (change: number, go: boolean) => {
    const cell = last.lattice.map((x, k) => (k === 8 ? x + change : x));
    const xyz = last.xyz.map((x, k) => {
      const stays = !go || k % 3 !== 2 || frozen?.[Math.floor(k / 3)] === 1;
      return stays ? x : x * (1 + change / c);
    });
    return field(xyz, cell).energyEv - last.energyEv;
  };
  for (const go of [true, false])
    for (const change of [0.02, -0.02]) expect(at(change, go)).toBeGreaterThan(0);
});

test('films move as wholes first, then all atoms: the way of each film is told', () => {
  const tall = { ...crowded, lattice: crowded.lattice.map((x, k) => (k === 8 ? 30 : x)) };
  const far = { ...tall, xyz: tall.xyz.map((x, k) => (k === 8 || k === 11 ? x + 0.9 : x)) };
  const steps = [...relaxation(far, field, { ...options, degrees: 'd0' })];
  expect(steps.map(({ step }) => step)).toEqual(steps.map((_, k) => k));
  const rigid = steps.filter(
    ({ xyz }) => Math.abs(xyz[11]! - xyz[8]! - far.xyz[11]! + far.xyz[8]!) < 1e-12,
  );
  expect(rigid.length).toBeGreaterThan(5);
  const stands = rigid.at(-1)!;
  const { forces } = field(stands.xyz, far.lattice);
  expect(Math.abs(forces[8]! + forces[11]!)).toBeLessThan(1e-4);
  expect(stands.moves.filmsAng).toHaveLength(1);
  expect(stands.xyz[8]! - far.xyz[8]!).toBeCloseTo(stands.moves.filmsAng[0]!, 12);
  expect([...stands.xyz.subarray(0, 6)]).toEqual([...far.xyz.subarray(0, 6)]);
  const last = steps.at(-1)!;
  expect(last.converged).toBe(true);
  expect(last.moves).toEqual(stands.moves);
  expect(last.energyEv).toBeLessThan(stands.energyEv);
  // The same minimum as atoms alone find.
  const alone = [...relaxation(far, field, { ...options, degrees: 'atoms' })].at(-1)!;
  expect(last.energyEv).toBeCloseTo(alone.energyEv, 5);
  expect(alone.moves).toEqual({ filmsAng: [0], cAng: 0 });
});

test('a film that holds a frozen atom does not move as a whole', () => {
  const frozen = Uint8Array.of(0, 0, 0, 1);
  const steps = [...relaxation(crowded, field, { ...options, degrees: 'd0', frozen })];
  expect(steps.at(-1)!.moves.filmsAng).toEqual([0]);
  expect([...steps.at(-1)!.xyz.subarray(9)]).toEqual([...crowded.xyz.subarray(9)]);
});

test('moved films and a longer c are kept as d₀ and gap, and the atoms stand where the run left them', () => {
  const { recipe } = presetOf('ge-si');
  const built = build(recipe, library);
  const { structure } = built;
  const moved = structure.xyz.map((x, k) => {
    const isFilm = structure.layer[Math.floor(k / 3)] === 1;
    return x + 0.05 * Math.sin(k) + (isFilm && k % 3 === 2 ? 0.3 : 0);
  });
  const one = relaxedStack(recipe, library, moved, 'n', { filmsAng: [0.3], cAng: 0 });
  expect(filmsOf(one)[0]!.separationAng).toBeCloseTo(filmsOf(recipe)[0]!.separationAng + 0.3, 4);
  const again = build(one, library);
  for (const [k, x] of again.structure.xyz.entries())
    expect(Math.abs(x - moved[k]!)).toBeLessThan(6e-4);
  // What is left as displacements is what the film did not do as a whole.
  expect(Math.max(...one.relaxed!.milliAng.map(Math.abs))).toBeLessThan(51);

  const gap = { kind: 'superlattice', separationAng: 1.4 } as const;
  const repeating = { ...recipe, steps: [...recipe.steps.slice(0, -1), gap] };
  const start = build(repeating, library).structure;
  const longer = relaxedStack(repeating, library, start.xyz, 'n', { filmsAng: [], cAng: 0.25 });
  expect(closingOf(longer)).toEqual({ ...gap, separationAng: 1.65 });
  const end = build(longer, library).structure;
  expect(end.lattice[8]! - start.lattice[8]!).toBeCloseTo(0.25, 9);
  // As a whole it may lie higher: what is empty is halved between both ends of the cell.
  const raised = end.xyz[2]! - start.xyz[2]!;
  for (const [k, x] of end.xyz.entries())
    expect(Math.abs(x - start.xyz[k]! - (k % 3 === 2 ? raised : 0))).toBeLessThan(1e-3);
});
