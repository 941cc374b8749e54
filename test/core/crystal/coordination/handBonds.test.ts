import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type HandBond,
  isSameBond,
  movedHandBonds,
  withHandBondEnds,
  withHandBonds,
} from '#core/crystal/coordination/handBonds.ts';
import { bondsOf, isBondByRule } from '#core/crystal/neighbors.ts';
import type { IntVec3 } from '#core/math/integer.ts';
import { mulRow, row } from '#core/math/mat3.ts';
import { add, norm, sub } from '#core/math/vec3.ts';

/** Rock salt of one formula unit, so that a pair of atoms has six bonds that differ in the image only. */
const lattice = Float64Array.of(0, 2.1, 2.1, 2.1, 0, 2.1, 2.1, 2.1, 0);
const salt = {
  lattice,
  numbers: Uint8Array.of(12, 8),
  xyz: Float64Array.of(0, 0, 0, 2.1, 2.1, 2.1),
  layer: new Uint16Array(2),
};
const bonds = bondsOf(salt, [2, -2]);
const listed = (of: typeof bonds): string[] =>
  Array.from(of.a, (a, k) => `${a} ${of.b[k]} ${of.image.slice(3 * k, 3 * k + 3).join(' ')}`);
const imageOf = (k: number): IntVec3 => [...bonds.image.slice(3 * k, 3 * k + 3)] as never;

test('one of the bonds between the same two atoms is hidden, from either end, and the others stay', () => {
  expect(bonds.a).toHaveLength(6);
  for (let k = 0; k < 6; k++) {
    const bond = { a: bonds.a[k]!, b: bonds.b[k]!, image: imageOf(k), isDrawn: false };
    const turned = { ...bond, a: bond.b, b: bond.a, image: bond.image.map((n) => -n) as never };
    const others = listed(bonds).filter((_, l) => l !== k);
    expect(listed(withHandBonds(bonds, [bond]))).toEqual(others);
    expect(listed(withHandBonds(bonds, [turned]))).toEqual(others);
    expect(isSameBond(bond, turned)).toBe(true);
  }
});

test('a bond is drawn once, also where the rule draws it; the last word counts; none given changes nothing', () => {
  const far: HandBond = { a: 0, b: 0, image: [1, 0, 0], isDrawn: true };
  expect(listed(withHandBonds(bonds, [far, far]))).toEqual([...listed(bonds), '0 0 1 0 0']);
  const known = { a: 1, b: 0, image: imageOf(0).map((n) => 0 - n) as never, isDrawn: true };
  expect(withHandBonds(bonds, [known]).a).toHaveLength(6);
  expect(withHandBonds(bonds, [known, { ...known, isDrawn: false }]).a).toHaveLength(5);
  expect(withHandBonds(bonds, [])).toBe(bonds);
});

test('both ends of a drawn bond through a face have an atom to end at, a hidden one none', () => {
  const none = { atom: new Uint32Array(0), cells: new Int16Array(0) };
  const bond: HandBond = { a: 0, b: 1, image: [1, 0, -2], isDrawn: true };
  const { atom, cells } = withHandBondEnds(none, [bond]);
  expect([...atom]).toEqual([1, 0]);
  expect([...cells]).toEqual([1, 0, -2, -1, 0, 2]);
  expect(withHandBondEnds(none, [{ ...bond, isDrawn: false }]).atom).toHaveLength(0);
});

test('in a frame of any cell a bond goes where its atoms go, wherever the frame lists them', () => {
  const number = (size: number) => fc.double({ min: -size, max: size, noNaN: true });
  const cells = fc.tuple(...[0, 1, 2].map(() => fc.integer({ min: -3, max: 3 })));
  fc.assert(
    fc.property(
      cells,
      cells,
      cells,
      fc.array(number(0.1), { minLength: 6, maxLength: 6 }),
      (image, p, q, shake) => {
        const bond: HandBond = { a: 0, b: 1, image: image as never, isDrawn: true };
        const shifts = [p, q].map((n) => mulRow(n as never, lattice));
        const now = {
          lattice,
          xyz: salt.xyz.map((x, k) => x + shake[k]! + shifts[Math.floor(k / 3)]![k % 3]!),
        };
        const vector = (at: typeof now, { image: to }: HandBond) =>
          add(sub(row(at.xyz, 1), row(at.xyz, 0)), mulRow(to, lattice));
        const [moved] = movedHandBonds([bond], salt, now);
        expect(norm(sub(vector(now, moved!), vector(salt, bond)))).toBeLessThan(0.5);
        const [back] = movedHandBonds([moved!], now, salt);
        expect(back!.image.map((n) => n + 0)).toEqual(image);
      },
    ),
  );
});

test('what one pair is told by the rules is what the list of all bonds holds', () => {
  const pair = { ...salt, layer: Uint16Array.of(0, 1) };
  for (const [structure, charges, rules] of [
    [salt, [], { 'Mg-Mg': 0 }],
    [salt, [2, -2], {}],
    [salt, [2, 2], { 'Mg-Mg': 0 }],
    [pair, [], { 'Mg-Mg': 0 }],
    [pair, [], { 'Mg-Mg': 0, 'Mg-O': 3 }],
    [salt, [], { 'Mg-Mg': 0, 'Mg-O': 1 }],
  ] as const) {
    expect(isBondByRule(structure, charges, rules, [0, 1], 2.1)).toBe(
      bondsOf(structure, charges, rules).a.length > 0,
    );
  }
});
