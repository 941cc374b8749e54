import { COVALENT_RADIUS_ANG, SYMBOLS } from '#core/crystal/elements.ts';
import { forEachPair } from '#core/crystal/neighbors.ts';
import type { Structure } from '#core/crystal/structure.ts';

/**
 * Bonds of the model's data are hardly shorter than this part of the sum of covalent radii: the triple bonds of N₂ and CO
 * have 0.77 and 0.79 of it.
 */
const SHORTEST = 0.7;

/**
 * Where atoms are so close that the model was shown nothing like it: its energies there are guesses.
 * @returns sentences for people, none for an ordinary structure
 */
export function trustNotes({ lattice, numbers, xyz }: Structure): string[] {
  const radius = (i: number): number => COVALENT_RADIUS_ANG[numbers[i]!]!;
  const reach = 2 * SHORTEST * Math.max(...Array.from(numbers, (z) => COVALENT_RADIUS_ANG[z]!));
  let [count, least, pair, at] = [0, Number.POSITIVE_INFINITY, '', 0];
  forEachPair(lattice, xyz, reach, (i, j, _image, ang) => {
    const part = ang / (radius(i) + radius(j));
    if (part >= SHORTEST) return;
    count++;
    if (part < least)
      [least, pair, at] = [part, `${SYMBOLS[numbers[i]!]}–${SYMBOLS[numbers[j]!]}`, ang];
  });
  if (count === 0) return [];
  return [
    `${count === 1 ? 'One pair of atoms is' : `${count} pairs of atoms are`} far closer than any bond in the model’s data (${pair} at ${at.toFixed(2)} Å, ${least.toFixed(2)} of the sum of covalent radii): energies and forces are guesses there.`,
  ];
}
