import { beforeEach, expect, test } from 'vitest';
import { pickAtom, pickedStore, setPicked } from '#app/look/pickedAtoms.ts';

const picked = () => pickedStore.getState().atoms;
beforeEach(() => setPicked([]));

test('a fifth pick begins anew with that atom: a dihedral has four', () => {
  for (const atom of [7, 3, 9, 1]) pickAtom(atom);
  expect(picked()).toEqual([7, 3, 9, 1]);
  pickAtom(5);
  expect(picked()).toEqual([5]);
});

test('a second click lets an atom go, and one on the background all of them', () => {
  for (const atom of [7, 3, 9, 1]) pickAtom(atom);
  pickAtom(3);
  expect(picked()).toEqual([7, 9, 1]);
  pickAtom(0);
  expect(picked()).toEqual([7, 9, 1, 0]);
  pickAtom(null);
  expect(picked()).toEqual([]);
});
