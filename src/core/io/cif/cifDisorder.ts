import { EpistackError } from '#core/errors.ts';
import type { Occupant, SharedSite } from '#core/io/disorder/disorder.ts';
import { oneLine } from '#core/io/text/text.ts';
import { mulRow } from '#core/math/mat3.ts';
import { norm } from '#core/math/vec3.ts';
import { mixtureParts, type ReadElement } from './cifElements.ts';
import type { ListedSite } from './orbits.ts';

/** Largest deviation from 1 of an occupancy that still means a full site. */
export const FULL_OCCUPANCY = 1e-3;
/** Rows nearer than this are on one place, Å. */
const SAME_PLACE_ANG = 0.05;

/** A site with what CIF says of it besides its place. */
export interface CifSite extends ListedSite {
  /** Type symbol as printed. */
  readonly type: string | undefined;
  /** Charge in the type symbol ("Pb2+"), e. */
  readonly chargeE: number | undefined;
  /** Atoms of this site in the cell. */
  readonly multiplicity: number | undefined;
  /** Who shares the place, and how; absent: one atom fills it. */
  readonly shared?: SharedSite;
}

/** Who is on the place of a site. */
export const sharedSite = ({ label, z, shared }: CifSite): SharedSite =>
  shared ?? { label, occupants: [{ z, occupancy: 1 }], alternative: null };

/** A row of the table of sites, as far as it could be read. */
export interface CifRow extends CifSite {
  /** null for a mixture of elements in the type symbol. */
  readonly element: ReadElement | null;
  readonly occupancy: number;
  /** Which of several alternatives the file calls it; null: none. */
  readonly alternative: string | null;
  /** Of pseudo-hydrogen, e, as Epistack writes it; undefined for other atoms and in other files. */
  readonly nuclearChargeE: number | undefined;
}

/**
 * Rows that are not full sites by themselves, by their places.
 * @returns by the first row of a place: the rows of one element that it is whole with; who shares its place
 * @throws `partial-occupancy` for a mixture without amounts, which cannot be ordered
 */
export function sharedPlaces(
  rows: readonly CifRow[],
  lattice: Float64Array,
): {
  readonly merged: ReadonlyMap<CifRow, readonly CifRow[]>;
  readonly shared: ReadonlyMap<CifRow, SharedSite>;
} {
  const merged = new Map<CifRow, readonly CifRow[]>();
  const shared = new Map<CifRow, SharedSite>();
  const taken = new Set<CifRow>();
  for (const row of rows) {
    if (taken.has(row)) continue;
    const here = rows.filter(
      (other) => !taken.has(other) && awayAng(lattice, row, other) < SAME_PLACE_ANG,
    );
    for (const other of here) taken.add(other);
    const sum = here.reduce((total, other) => total + other.occupancy, 0);
    const isOne = here.every((other) => other.z === row.z && other.z > 0);
    if (here.length > 1 && isOne && Math.abs(sum - 1) <= FULL_OCCUPANCY * here.length)
      merged.set(row, here.slice(1));
    else
      shared.set(row, {
        label: here.map(labelOf).join('/'),
        occupants: summed(here.flatMap(occupantsOf)),
        alternative: row.alternative,
      });
  }
  return { merged, shared };
}

const labelOf = (row: CifRow): string =>
  row.element === null ? `${row.label}, ${oneLine(row.type!)}` : row.label;

function occupantsOf(row: CifRow): readonly Occupant[] {
  if (row.element !== null) return [{ z: row.z, occupancy: row.occupancy }];
  const parts = mixtureParts(row.type!);
  if (parts === null)
    throw new EpistackError({
      code: 'partial-occupancy',
      sites: [labelOf(row)],
      models: [],
      reason: 'the file does not say how much of each element there is',
    });
  return parts.map(({ z, amount }) => ({ z, occupancy: amount * row.occupancy }));
}

/** One occupant for each element. */
function summed(occupants: readonly Occupant[]): readonly Occupant[] {
  const sums = new Map<number, number>();
  for (const { z, occupancy } of occupants) sums.set(z, (sums.get(z) ?? 0) + occupancy);
  return [...sums].flatMap(([z, occupancy]) => (occupancy > 0 ? [{ z, occupancy }] : []));
}

function awayAng(lattice: Float64Array, p: ListedSite, q: ListedSite): number {
  const [x, y, z] = [0, 1, 2].map((k) => {
    const d = p.at[k]! - q.at[k]!;
    return d - Math.round(d);
  });
  return norm(mulRow([x!, y!, z!], lattice));
}
