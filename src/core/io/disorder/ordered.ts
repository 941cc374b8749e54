import { COVALENT_RADIUS_ANG, SYMBOLS } from '#core/crystal/elements.ts';
import { composition, formula } from '#core/crystal/structure.ts';
import { inverse, mul, mulRow } from '#core/math/mat3.ts';
import { add, norm, sub, type Vec3 } from '#core/math/vec3.ts';
import { type Arrangement, arrangements } from './arrangements.ts';
import { type Disordered, emptyPart, isOrdered, isOverfull } from './disorder.ts';
import { pointsOf, rowsOf, type Supercell } from './supercells.ts';

/** How a person wants a disordered crystal ordered: the main occupant of each place, or an arrangement from 1. */
export type OrderedChoice = 'majority' | number;

/** One ordered crystal that stands for a disordered one. */
export interface OrderedModel {
  readonly choice: OrderedChoice;
  /** What becomes the name of the crystal, after "ordered": "Fe at Fe1 (0.6)", "1 of 3, Fe3Co in 2 cells". */
  readonly name: string;
}

export interface OrderedModels {
  readonly models: readonly OrderedModel[];
  /** Why arrangements, or any models, are missing; null when they are there. */
  readonly reason: string | null;
}

/** The atoms of a model. */
export interface OrderedAtoms {
  readonly lattice: Float64Array;
  readonly numbers: Uint8Array;
  readonly xyz: Float64Array;
  /** Site of the file that each atom is on. */
  readonly siteOf: Uint32Array;
}

const ONE_CELL: Supercell = [1, 0, 1, 0, 0, 1];

interface Built extends OrderedModel {
  readonly arrangement: Arrangement;
}

/** What an ordered crystal can be made of a disordered one. */
export function orderedModels(d: Disordered): OrderedModels {
  const { built, reason } = allModels(d);
  return { models: built.map(({ choice, name }) => ({ choice, name })), reason };
}

/** @returns null for a choice that there is not */
export function orderedAtoms(
  d: Disordered,
  choice: OrderedChoice,
): { readonly model: OrderedModel; readonly atoms: OrderedAtoms } | null {
  const found = allModels(d).built.find((m) => m.choice === choice);
  return found === undefined ? null : { model: found, atoms: atomsOf(d, found.arrangement) };
}

function allModels(d: Disordered): {
  readonly built: readonly Built[];
  readonly reason: string | null;
} {
  if (d.sites.some(isOverfull))
    return { built: [], reason: 'some occupancies of one place sum to more than 1' };
  // A file that leaves occupancies out calls each of several alternatives full.
  const main = majority(d) ?? majority(d, firstAlternative(d));
  const found = arrangements(d);
  const all =
    found.kind === 'none'
      ? []
      : found.all.filter((a) => !isDoubled(d, a) && !isCrowded(d, atomsOf(d, a)));
  const built: Built[] = [];
  if (main !== null) built.push(main);
  for (const [k, arrangement] of all.entries()) {
    const cells = pointsOf(arrangement.supercell).length;
    const { numbers } = atomsOf(d, arrangement);
    built.push({
      choice: k + 1,
      name: `${k + 1} of ${all.length}, ${formula(composition(numbers))} in ${cells === 1 ? 'the cell' : `${cells} cells`}`,
      arrangement,
    });
  }
  const reason =
    found.kind === 'none'
      ? found.reason
      : all.length === 0
        ? 'in every arrangement of the exact composition two atoms are on top of each other'
        : null;
  return { built, reason };
}

/**
 * The main occupant on each place; null where that puts atoms on top of each other.
 * @param only of the alternatives of the file, the one to take; null takes each that is more often there than not
 */
function majority(d: Disordered, only: string | null = null): Built | null {
  const occupantOf = new Int8Array(d.places.length);
  const told: string[] = [];
  const first = firstAlternative(d);
  for (const [s, site] of d.sites.entries()) {
    const own = Array.from(d.places.keys()).filter((p) => d.siteOf[p] === s);
    if (isOrdered(site) || own.length === 0) continue;
    const { occupants, label, alternative } = site;
    const most = occupants.reduce((m, o, k) => (o.occupancy > occupants[m]!.occupancy ? k : m), 0);
    const { z, occupancy } = occupants[most] ?? { z: 0, occupancy: 0 };
    const split = own.map((p) => firstOfSplit(d, p));
    const parts = own.length / new Set(split).size;
    const empty = parts > 1 ? 1 - parts * (1 - emptyPart(site)) : emptyPart(site);
    // Of two alternatives that are equally frequent one is taken, the first of the file.
    const amount = occupancy * parts;
    const isOther = only !== null && alternative !== null && alternative !== only;
    const isTaken =
      !isOther &&
      (amount > empty || (amount === empty && (alternative === null || alternative === first)));
    for (const [k, p] of own.entries()) occupantOf[p] = isTaken && split[k] === p ? most : -1;
    told.push(
      isTaken && parts > 1
        ? `one ${SYMBOLS[z]} at ${label}`
        : isTaken
          ? `${SYMBOLS[z]} at ${label} (${rounded(occupancy)})`
          : isOther
            ? `nothing at ${label} (alternative ${alternative})`
            : `nothing at ${label} (${rounded(empty)})`,
    );
  }
  const arrangement = { supercell: ONE_CELL, occupantOf };
  const atoms = atomsOf(d, arrangement);
  if (atoms.numbers.length === 0 || isCrowded(d, atoms)) return null;
  const more = told.length > 6 ? ` and ${told.length - 6} more` : '';
  return { choice: 'majority', name: `${told.slice(0, 6).join(', ')}${more}`, arrangement };
}

const firstOfSplit = (d: Disordered, place: number): number => d.splitOf?.[place] ?? place;

/** Whether an atom that is split over several places is on more than one of them. */
function isDoubled(d: Disordered, { supercell, occupantOf }: Arrangement): boolean {
  const n = d.places.length;
  const taken = new Set<number>();
  for (const cell of pointsOf(supercell).keys())
    for (let p = 0; p < n; p++) {
      if (occupantOf[cell * n + p]! < 0) continue;
      const at = cell * n + firstOfSplit(d, p);
      if (taken.has(at)) return true;
      taken.add(at);
    }
  return false;
}

const firstAlternative = (d: Disordered): string | null =>
  d.sites.find((s) => s.alternative !== null)?.alternative ?? null;

const rounded = (x: number): string => String(Number(x.toFixed(3)));

function atomsOf(d: Disordered, { supercell, occupantOf }: Arrangement): OrderedAtoms {
  const n = d.places.length;
  const numbers: number[] = [];
  const xyz: number[] = [];
  const siteOf: number[] = [];
  for (const [cell, point] of pointsOf(supercell).entries())
    for (const [p, place] of d.places.entries()) {
      const k = occupantOf[cell * n + p]!;
      if (k < 0) continue;
      const site = d.siteOf[p]!;
      numbers.push(d.sites[site]!.occupants[k]!.z);
      siteOf.push(site);
      // A point of the supercell has three coordinates.
      xyz.push(...mulRow(add(place, point as unknown as Vec3), d.lattice));
    }
  return {
    lattice: mul(rowsOf(supercell), d.lattice),
    numbers: Uint8Array.from(numbers),
    xyz: Float64Array.from(xyz),
    siteOf: Uint32Array.from(siteOf),
  };
}

/** Two atoms nearer than this part of the sum of their covalent radii cannot both be there. */
const TOO_CLOSE = 0.6;

/** Whether an atom on a shared site is on top of another: the two are alternatives of each other. */
function isCrowded(d: Disordered, { lattice, numbers, xyz, siteOf }: OrderedAtoms): boolean {
  const toFrac = inverse(lattice);
  const at = Array.from(numbers, (_, i) =>
    mulRow([xyz[3 * i]!, xyz[3 * i + 1]!, xyz[3 * i + 2]!], toFrac),
  );
  const shared = d.sites.map((site) => !isOrdered(site));
  for (let i = 0; i < at.length; i++) {
    if (!shared[siteOf[i]!]) continue;
    for (let j = 0; j < at.length; j++) {
      if (i === j) continue;
      const v = sub(at[i]!, at[j]!);
      // Rounding finds the nearest image of atoms that are this close.
      const [x, y, z] = v.map((c) => c - Math.round(c)) as [number, number, number];
      const limit =
        TOO_CLOSE * (COVALENT_RADIUS_ANG[numbers[i]!]! + COVALENT_RADIUS_ANG[numbers[j]!]!);
      if (norm(mulRow([x, y, z], lattice)) < limit) return true;
    }
  }
  return false;
}
