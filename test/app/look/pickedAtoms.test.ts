import { beforeEach, expect, test } from 'vitest';
import { pickAtom, pickedStore, setPicked } from '#app/look/pickedAtoms.ts';

const picked = () => pickedStore.getState().atoms;
const own = (atom: number) => ({ atom, cells: [0, 0, 0] as const });
beforeEach(() => setPicked([]));

test('a fifth pick begins anew with that atom: a dihedral has four', () => {
  for (const atom of [7, 3, 9, 1]) pickAtom(own(atom));
  expect(picked()).toEqual([7, 3, 9, 1]);
  pickAtom(own(5));
  expect(picked()).toEqual([5]);
});

test('atoms chosen by number are those of the cell in which they are listed', () => {
  setPicked([3, 8]);
  expect(pickedStore.getState()).toEqual({
    atoms: [3, 8],
    cells: [
      [0, 0, 0],
      [0, 0, 0],
    ],
  });
});

test('a second click lets an atom go, and one on the background all of them', () => {
  for (const atom of [7, 3, 9, 1]) pickAtom(own(atom));
  pickAtom(own(3));
  expect(picked()).toEqual([7, 9, 1]);
  pickAtom(own(0));
  expect(picked()).toEqual([7, 9, 1, 0]);
  pickAtom(null);
  expect(picked()).toEqual([]);
});

test('the image that was clicked is kept beside its atom', () => {
  pickAtom(own(4));
  pickAtom({ atom: 7, cells: [1, 0, 0] });
  pickAtom({ atom: 9, cells: [0, -1, 0] });
  pickAtom(own(4));
  expect(pickedStore.getState()).toEqual({
    atoms: [7, 9],
    cells: [
      [1, 0, 0],
      [0, -1, 0],
    ],
  });
});
