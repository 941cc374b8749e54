import { COVALENT_RADIUS_ANG, SYMBOLS } from '#core/crystal/elements.ts';
import { forEachPair } from '#core/crystal/neighbors.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { signed } from '#core/math/decimals.ts';
import { pseudoAsHydrogen } from '#core/recipe/handEdits/pseudoHydrogen.ts';

/**
 * Bonds of the model's data are hardly shorter than this part of the sum of covalent radii: the triple bonds of N₂ and CO
 * have 0.77 and 0.79 of it.
 */
const SHORTEST = 0.7;

/** A sum of formal charges below this is neutral, e. */
const NEUTRAL_E = 1e-3;

const AS_NEUTRAL =
  'The model computes such cells as neutral, as all of its data are, with electrons too few or too many for closed shells: it has seen few of them.';

/** What is known of a structure besides its atoms. */
export interface KnownCharges {
  /** Sum of the formal charges, e; null where they are unknown. */
  readonly chargeE: number | null;
  /** N nuclear charges of pseudo-hydrogen, e, NaN for all other atoms; null where there is none. */
  readonly valencesE: Float64Array | null;
}

/** What was built: a stack, or a particle, which nobody has capped by hand. */
interface BuiltAtoms {
  readonly structure: Structure;
  /** N formal charges, e; NaN where unknown. */
  readonly charges: Float64Array;
  readonly byHand?: Pick<KnownCharges, 'valencesE'> | null;
}

const UNKNOWN: KnownCharges = { chargeE: null, valencesE: null };

/**
 * Where the model was shown nothing like a structure: atoms that are too close, pseudo-hydrogen, charges that do not add up.
 * @returns sentences for people, none for an ordinary structure
 */
export const trustNotes = (
  structure: Structure,
  { chargeE, valencesE }: KnownCharges = UNKNOWN,
): string[] => [
  ...closeNotes(structure),
  ...[pseudoAsHydrogen(valencesE)].filter((note) => note !== null),
  ...(chargeE === null || Math.abs(chargeE) < NEUTRAL_E
    ? []
    : [`The formal charges of this stack add up to ${signed(chargeE, 2)} e. ${AS_NEUTRAL}`]),
];

/** The notes of a stack or a particle. */
export const builtNotes = ({ structure, charges, byHand }: BuiltAtoms): string[] =>
  trustNotes(structure, {
    chargeE: charges.includes(Number.NaN) ? null : charges.reduce((sum, q) => sum + q, 0),
    valencesE: byHand?.valencesE ?? null,
  });

/** Said of slabs that end so on both sides. @param faces formal charge of each, e a cell; null where unknown */
export function facesNotes(
  faces: readonly { readonly label: string; readonly chargeE: number | null }[],
): string[] {
  const charged = faces.filter(({ chargeE }) => Math.abs(chargeE ?? 0) >= NEUTRAL_E);
  if (charged.length === 0) return [];
  const names = new Set(charged.map((f) => `${f.label} ${signed(f.chargeE!, 2)} e`));
  return [
    `Slabs of formal charges that do not add up (${[...names].join(', ')} a face and cell). ${AS_NEUTRAL}`,
  ];
}

/** Said of energies of rigid slabs in many places. @param close places with atoms that are too close, of how many */
export const placesNotes = (close: number, places: number): string[] =>
  close === 0
    ? []
    : [
        `In ${close} of the ${places} places that were tried some atoms are far closer than any bond in the model’s data (under ${SHORTEST} of the sum of covalent radii): energies there are guesses.`,
      ];

/** Whether atoms are closer than any bond in the model's data. */
export const isTooClose = (structure: Structure): boolean => closePairs(structure).count > 0;

function closeNotes(structure: Structure): string[] {
  const { count, least, pair, at } = closePairs(structure);
  if (count === 0) return [];
  return [
    `${count === 1 ? 'One pair of atoms is' : `${count} pairs of atoms are`} far closer than any bond in the model’s data (${pair} at ${at.toFixed(2)} Å, ${least.toFixed(2)} of the sum of covalent radii): energies and forces are guesses there.`,
  ];
}

function closePairs({ lattice, numbers, xyz }: Structure) {
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
  return { count, least, pair, at };
}
