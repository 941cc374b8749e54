import { signed } from '#core/math/decimals.ts';
import type { Lost } from '#core/recipe/handEdits/applyHandEdits.ts';
import { LOST_TEXTS } from '#core/recipe/handEdits/editText.ts';

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
      /** Atoms of that slab were edited by hand. */
      readonly isEdited: boolean;
      /** One of them is of the next copy along c, which the vacuum parts. */
      readonly isAcrossVacuum: boolean;
    }
  | {
      /** A bond that the strain has made shorter than it can be. */
      readonly code: 'crushed';
      readonly atoms: readonly [number, number];
      readonly pair: string;
      readonly distanceAng: number;
      /** The same bond in the unstrained crystal; null where it has none. */
      readonly bulkAng: number | null;
      /** Atoms of the slab were edited by hand. */
      readonly isEdited: boolean;
    }
  | {
      /** The contact across an interface that is farthest below the sum of the radii. */
      readonly code: 'short-contact';
      /** From 0, bottom to top; null where there is only one. */
      readonly interface: number | null;
      readonly pair: string;
      readonly distanceAng: number;
      /** Van der Waals radii where neither side cuts a bond, else covalent ones. */
      readonly radii: 'covalent' | 'van der Waals';
      readonly radiiAng: number;
    }
  | {
      /** An empty layer inside a slab, which is not one slab then. */
      readonly code: 'gap-in-slab';
      readonly slab: string;
      readonly gapAng: number;
    }
  | {
      /** Parts of molecules or polyatomic ions that are cut or have lost atoms. */
      readonly code: 'broken-molecule';
      readonly slab: string;
      /** Formulas of the parts. */
      readonly pieces: readonly string[];
    }
  | {
      /** A slab ends inside a layer, chain or molecule. */
      readonly code: 'broken-layer';
      readonly slab: string;
      readonly face: 'top' | 'bottom';
      readonly unit: 'molecule' | 'chain' | 'layer';
      /** Bonds cut per primitive in-plane cell. */
      readonly bonds: number;
    }
  | {
      /** An edit by hand that does not find atoms which it names, or nothing to do. */
      readonly code: 'edit-lost';
      /** From 1, in the order of the document. */
      readonly edit: number;
      readonly what: string;
      readonly lost: number;
      readonly named: number;
      readonly why: Lost;
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
      /** Atoms of the stack and of its next copy along c as near as a bond; null where none are. */
      readonly contact: {
        readonly pair: string;
        readonly distanceAng: number;
        readonly radiiAng: number;
      } | null;
    };

/** The text a person reads: what is doubtful, and what can be done. */
export function describeWarning(w: Warning): string {
  switch (w.code) {
    case 'overlap': {
      const [a, b] = w.atoms.map((i, k) => `${w.symbols[k]} ${i + 1}`);
      const more = w.others > 0 ? ` (and ${w.others} more pairs)` : '';
      const advice = w.isAcrossVacuum
        ? 'One is of the next copy of the stack along c: widen the vacuum.'
        : w.slab === null
          ? 'Widen d₀ or move the shift.'
          : w.isEdited
            ? `Both are in ${w.slab}, whose atoms were edited by hand: take that edit out, or move them apart.`
            : `Both are in ${w.slab}: its strain pushes them together, and d₀ changes nothing. Choose cells that match better.`;
      return `Atoms overlap: ${a} and ${b} are ${w.distanceAng.toFixed(3)} Å apart; their covalent radii add up to ${w.radiiAng.toFixed(2)} Å${more}. ${advice}`;
    }
    case 'crushed': {
      const bulk =
        w.bulkAng === null ? '' : `; in the unstrained crystal it is ${w.bulkAng.toFixed(3)} Å`;
      if (w.isEdited)
        return `${w.pair} at ${w.distanceAng.toFixed(3)} Å is crushed by an edit or the strain${bulk}. Move the atoms apart, or choose cells that match better.`;
      return `${w.pair} at ${w.distanceAng.toFixed(3)} Å is crushed by the strain${bulk}. Choose cells that match better.`;
    }
    case 'short-contact': {
      const where = w.interface === null ? '' : `Interface ${w.interface + 1}: `;
      const judged =
        w.radii === 'covalent'
          ? `short even for a bond (covalent radii add up to ${w.radiiAng.toFixed(2)} Å)`
          : `far too short for two faces that cut no bond (van der Waals radii add up to ${w.radiiAng.toFixed(2)} Å)`;
      return `${where}${w.pair} across the interface is ${w.distanceAng.toFixed(3)} Å, ${judged}. Widen d₀ or move the shift.`;
    }
    case 'gap-in-slab':
      return `${w.slab}: ${w.gapAng.toFixed(1)} Å inside the slab hold no atom, as if it were cut through vacuum. Choose the termination at the other end of the gap, or fewer planes.`;
    case 'broken-molecule':
      return `${w.slab}: molecules or ions of the crystal are broken, and ${listed(w.pieces)} left over. Choose a termination that cuts no molecule, or let planes be whole molecules.`;
    case 'broken-layer':
      return `${w.slab}: its ${w.face} ends inside a ${w.unit} (${w.bonds} bond${w.bonds === 1 ? '' : 's'} cut per in-plane cell). Choose a termination between ${w.unit}s${w.unit === 'layer' ? ', or leave it where edges or single planes are meant' : ''}.`;
    case 'edit-lost': {
      const head = `Edit ${w.edit} (${w.what})`;
      if (w.named === 0 || w.lost === 0) return `${head} does nothing: ${LOST_TEXTS[w.why]}.`;
      const which =
        w.lost === w.named
          ? 'does not find its atoms'
          : `does not find ${w.lost} of its ${w.named} atoms`;
      return `${head} ${which}: ${LOST_TEXTS[w.why]}. No other atom was taken in their place. Take the edit out, or make it anew.`;
    }
    case 'charged':
      return `The formal charges of the cell add up to ${signed(w.chargeE, 0)} e. ${countedElectrons(w.chargeE)} End a slab on another plane, or remove a species from one.`;
    case 'unknown-charges':
      return 'Formal charges are unknown for at least one crystal: neutrality and dipole are not judged.';
    case 'dipole':
      return `${w.slab}: asymmetric slab with a formal dipole of ${signed(w.dipoleEAng, 1)} e·Å along c. ${w.hasVacuum ? 'Use a dipole correction, or make its two faces alike.' : 'A superlattice has no vacuum for a dipole correction: make its two faces alike.'}`;
    case 'like-charges':
      return `Interface ${w.interface + 1}: the closest contact is ${w.pair} at ${w.distanceAng.toFixed(3)} Å, between like charges. Move the shift or change a termination.`;
    case 'large-strain':
      return `${w.slab} is strained by up to ${(100 * w.strain).toFixed(1)} %: more than most crystals bear without dislocations.`;
    case 'thin-vacuum':
      if (w.contact !== null)
        return `${w.vacuumAng.toFixed(2)} Å of vacuum are no gap: ${w.contact.pair} of the stack and its next copy along c are ${w.contact.distanceAng.toFixed(3)} Å apart (covalent radii add up to ${w.contact.radiiAng.toFixed(2)} Å). Widen the vacuum, or make the stack a superlattice.`;
      return `Only ${w.vacuumAng.toFixed(1)} Å of vacuum${w.isRelaxed ? ' between the positions taken over' : ''}: periodic images along c interact. 15 Å or more is usual.`;
    default:
      return w satisfies never;
  }
}

/**
 * What a formal charge of the whole cell is to codes. Their atoms bring their own electrons, so a cell without a set
 * charge is neutral whatever its formal charges: these count how many electrons closed shells have too many or too few.
 */
export function countedElectrons(chargeE: number): string {
  const many = Math.abs(chargeE) === 1 ? '1 electron' : `${Math.abs(chargeE)} electrons`;
  const dft =
    chargeE > 0
      ? `${many} more than closed shells take fill bands above the gap`
      : `${many} are missing from closed shells and leave holes in the bands below the gap`;
  return `A DFT code counts electrons and keeps the cell neutral: ${dft}, so the surface comes out metallic or doped. Only point charges make the cell itself charged, for which a uniform background is added.`;
}

/** "CH3 is", "CH3 and NH3 are". */
const listed = (names: readonly string[]): string =>
  names.length === 1
    ? `${names[0]} is`
    : `${names.slice(0, -1).join(', ')} and ${names.at(-1)} are`;

/** A warning as the terminal's JSON has it. */
export const warningJson = (w: Warning) => ({
  code: w.code,
  message: describeWarning(w),
  ...('atoms' in w ? { atoms: w.atoms } : {}),
  ...('edit' in w ? { edit: w.edit } : {}),
  ...('distanceAng' in w ? { distance: w.distanceAng } : {}),
});
