/** What is legal and doubtful in a built stack, with the values that were measured. */
export type Warning =
  | {
      /** Two atoms nearer than any bond; the nearest pair. */
      readonly code: 'overlap';
      /** Indices from 0. */
      readonly atoms: readonly [number, number];
      readonly symbols: readonly [string, string];
      readonly distanceAng: number;
      /** Sum of the covalent radii. */
      readonly radiiAng: number;
      /** Other pairs that overlap. */
      readonly others: number;
      /** The slab that both are of; null for two slabs, which d₀ parts. */
      readonly slab: string | null;
    }
  | {
      /** A bond that the strain has made shorter than it can be. */
      readonly code: 'crushed';
      readonly atoms: readonly [number, number];
      readonly pair: string;
      readonly distanceAng: number;
      /** The same bond in the unstrained crystal; null where it has none. */
      readonly bulkAng: number | null;
    }
  | {
      /** The shortest contact across an interface, far below the covalent radii. */
      readonly code: 'short-contact';
      /** From 0, bottom to top; null where there is only one. */
      readonly interface: number | null;
      readonly pair: string;
      readonly distanceAng: number;
      readonly radiiAng: number;
    }
  | { readonly code: 'charged'; readonly chargeE: number }
  | { readonly code: 'unknown-charges' }
  | {
      readonly code: 'dipole';
      readonly slab: string;
      readonly dipoleEAng: number;
      /** A superlattice has no vacuum in which a code could correct it. */
      readonly hasVacuum: boolean;
    }
  | {
      /** The closest contact of an interface is between ions of one sign. */
      readonly code: 'like-charges';
      readonly interface: number;
      readonly pair: string;
      readonly distanceAng: number;
    }
  | {
      readonly code: 'large-strain';
      readonly slab: string;
      /** Largest component in size, a fraction. */
      readonly strain: number;
    }
  | {
      readonly code: 'thin-vacuum';
      readonly vacuumAng: number;
      /** Measured between positions taken over from a relaxation. */
      readonly isRelaxed: boolean;
    };

/** The text a person reads: what is doubtful, and what can be done. */
export function describeWarning(w: Warning): string {
  switch (w.code) {
    case 'overlap': {
      const [a, b] = w.atoms.map((i, k) => `${w.symbols[k]} ${i + 1}`);
      const more = w.others > 0 ? ` (and ${w.others} more pairs)` : '';
      const advice =
        w.slab === null
          ? 'Widen d₀ or move the shift.'
          : `Both are in ${w.slab}: its strain pushes them together, and d₀ changes nothing. Choose cells that match better.`;
      return `Atoms overlap: ${a} and ${b} are ${w.distanceAng.toFixed(3)} Å apart; their covalent radii add up to ${w.radiiAng.toFixed(2)} Å${more}. ${advice}`;
    }
    case 'crushed': {
      const bulk =
        w.bulkAng === null ? '' : `; in the unstrained crystal it is ${w.bulkAng.toFixed(3)} Å`;
      return `${w.pair} at ${w.distanceAng.toFixed(3)} Å is crushed by the strain${bulk}. Choose cells that match better.`;
    }
    case 'short-contact': {
      const where = w.interface === null ? '' : `Interface ${w.interface + 1}: `;
      return `${where}${w.pair} across the interface is ${w.distanceAng.toFixed(3)} Å, short even for a bond (covalent radii add up to ${w.radiiAng.toFixed(2)} Å). Widen d₀ or move the shift.`;
    }
    case 'charged':
      return `The cell carries ${signed(w.chargeE)} e in formal charges. A code adds a uniform background for it: end a slab on another plane, or remove a species from one.`;
    case 'unknown-charges':
      return 'Formal charges are unknown for at least one crystal: neutrality and dipole are not judged.';
    case 'dipole':
      return `${w.slab}: asymmetric slab with a formal dipole of ${signed(w.dipoleEAng, 1)} e·Å along c. ${w.hasVacuum ? 'Use a dipole correction, or make its two faces alike.' : 'A superlattice has no vacuum for a dipole correction: make its two faces alike.'}`;
    case 'like-charges':
      return `Interface ${w.interface + 1}: the closest contact is ${w.pair} at ${w.distanceAng.toFixed(3)} Å, between like charges. Move the shift or change a termination.`;
    case 'large-strain':
      return `${w.slab} is strained by up to ${(100 * w.strain).toFixed(1)} %: more than most crystals bear without dislocations.`;
    case 'thin-vacuum':
      return `Only ${w.vacuumAng.toFixed(1)} Å of vacuum${w.isRelaxed ? ' between the positions taken over' : ''}: periodic images along c interact. 15 Å or more is usual.`;
    default:
      return w satisfies never;
  }
}

/** A warning as the terminal's JSON has it. */
export const warningJson = (w: Warning) => ({
  code: w.code,
  message: describeWarning(w),
  ...('atoms' in w ? { atoms: w.atoms } : {}),
  ...('distanceAng' in w ? { distance: w.distanceAng } : {}),
});

const signed = (x: number, digits = 0): string =>
  `${x < 0 ? '−' : '+'}${Math.abs(x).toFixed(digits)}`;
