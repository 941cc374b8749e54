import {
  type FreeCell,
  freeConstants,
  type Site,
  type SpaceGroupName,
} from '#core/crystal/crystal.ts';
import { cellParameters } from '#core/crystal/lattice.ts';
import { reducedFormula } from '#core/crystal/structure.ts';
import { EpistackError } from '#core/errors.ts';
import { fnv1a } from '#core/recipe/hash.ts';
import { type Material, OWN_CRYSTAL } from './library.ts';
import { MAX_SITES } from './parseCrystal.ts';

/** Which axes an imported crystal is kept in, its own or standard ones: Miller indices refer to them. */
export type FormKind = 'given' | 'conventional' | 'primitive';

/** An imported crystal in one choice of axes, without charges. */
export interface CrystalForm {
  readonly kind: FormKind;
  readonly spaceGroup: SpaceGroupName;
  readonly cell: FreeCell;
  readonly sites: readonly FormSite[];
  /** Atoms of each element in this cell. */
  readonly counts: Readonly<Record<string, number>>;
  /** 3×3, rows: these axes in the given ones, `lattice = axes · given lattice` up to a rotation. */
  readonly axes: Float64Array;
}

export interface FormSite {
  readonly symbol: string;
  readonly xyz: readonly [number, number, number];
  /** Index of what its charge is given by: an element, or one of its states in the file. */
  readonly species: number;
}

/** What one formal charge belongs to: an element, or those of its atoms to which the file gives one. */
export interface Species {
  readonly symbol: string;
  /** Atoms in the given cell. */
  readonly count: number;
  /** e; null where nothing is known. */
  readonly stateE: number | null;
  readonly from: 'file' | 'guess' | 'unknown';
}

export const P1: SpaceGroupName = { number: 1, symbol: 'P1', hall: 'P 1' };

/** Decimals of lengths and fractions that are kept: 1e-10 Å, and a link stays short. */
const DECIMALS = 10;
const rounded = (x: number): number => Number(x.toFixed(DECIMALS));

/** Lengths and angles of a lattice as they are kept: six, or the free ones of a space group. */
export function freeCellOf(spaceGroup: number, lattice: ArrayLike<number>): FreeCell {
  const p = cellParameters(lattice);
  const mean = (...lengths: number[]) => lengths.reduce((sum, x) => sum + x, 0) / lengths.length;
  // Lengths that symmetry makes equal differ by rounding only: their mean favours none.
  const a = spaceGroup >= 195 ? mean(p.a, p.b, p.c) : spaceGroup >= 75 ? mean(p.a, p.b) : p.a;
  const all = { ...p, a };
  // Its keys are those that the space group leaves free.
  return Object.fromEntries(
    freeConstants(spaceGroup).map((key) => [key, rounded(all[key])]),
  ) as unknown as FreeCell;
}

/** A fraction as it is kept, in [0, 1). */
export function keptFraction(x: number): number {
  const inside = rounded(x - Math.floor(x));
  return inside >= 1 ? 0 : inside;
}

/** What a person says of an imported crystal; the rest is read off the form. */
export interface ImportChoices {
  readonly name: string;
  /** e per species of the form; null where none is known. */
  readonly statesE: readonly (number | null)[];
  /** Where it comes from, in words: "imported from rutile.cif". */
  readonly source: string;
  /** The detected group: "P4_2/mnm (136)". */
  readonly groupText: string;
}

const AXES_TEXT: Readonly<Record<FormKind, string>> = {
  given: 'axes as given',
  conventional: 'conventional cell',
  primitive: 'primitive cell',
};

/**
 * The crystal that a recipe carries. The same form and choices give the same id.
 * @throws `too-large` for more sites than a link can hold
 */
export function materialOfForm(form: CrystalForm, choices: ImportChoices): Material {
  if (form.sites.length > MAX_SITES)
    throw new EpistackError({
      code: 'too-large',
      what: 'atom sites of a crystal',
      count: form.sites.length,
      limit: MAX_SITES,
    });
  const sites: Site[] = form.sites.map(({ symbol, xyz, species }) => ({
    symbol,
    xyz,
    chargeE: choices.statesE[species] ?? null,
  }));
  const reduced = reducedFormula(form.counts);
  const { spaceGroup, cell } = form;
  const hash = fnv1a(JSON.stringify([spaceGroup.hall, cell, sites]));
  return {
    id: `${OWN_CRYSTAL}${reduced.slice(0, 60)}-${hash}`,
    name: choices.name.trim().slice(0, 100) || reduced,
    formula: reduced,
    phase: `${choices.groupText}, ${AXES_TEXT[form.kind]}`.slice(0, 200),
    spaceGroup,
    sites,
    constants: [
      {
        id: 'given',
        label: form.kind === 'given' ? 'as given' : `as given, ${AXES_TEXT[form.kind]}`,
        kind: 'given',
        cell,
        source: choices.source.slice(0, 200),
      },
    ],
  };
}

/** Whether axes are the given ones. */
export const areGivenAxes = (axes: ArrayLike<number>): boolean =>
  Array.from(axes).every((x, k) => Math.abs(x - (k % 4 === 0 ? 1 : 0)) < 1e-4);

/** "a′ = a + b, b′ = −a + b, c′ = c" from rows. */
export const axesText = (axes: ArrayLike<number>): string =>
  [0, 1, 2]
    .map((i) => {
      const terms = [0, 1, 2].flatMap((k) => {
        const x = axes[3 * i + k]!;
        const size = Math.abs(x);
        if (size < 1e-4) return [];
        const factor = Math.abs(size - 1) < 1e-4 ? '' : fractionText(size);
        return [`${x < 0 ? '−' : '+'} ${factor}${'abc'[k]}`];
      });
      return `${'abc'[i]}′ = ${terms.join(' ').replace(/^\+ /, '').replace(/^− /, '−')}`;
    })
    .join(', ');

/** Halves to sixths as such: "2/3 "; whole numbers without a bar. */
function fractionText(x: number): string {
  for (const d of [1, 2, 3, 4, 6])
    if (Math.abs(x * d - Math.round(x * d)) < 1e-4)
      return d === 1 ? `${Math.round(x)}` : `${Math.round(x * d)}/${d} `;
  return `${x.toFixed(3)} `;
}
