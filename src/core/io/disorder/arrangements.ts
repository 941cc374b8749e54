import { applySymop, type Symop } from '#core/io/cif/symop.ts';
import { mulRow } from '#core/math/mat3.ts';
import { mapTuple, norm, sub, type Vec3 } from '#core/math/vec3.ts';
import { type Disordered, emptyPart, isOrdered } from './disorder.ts';
import {
  differentSupercells,
  isKept,
  numberOf,
  pointOf,
  pointsOf,
  type Supercell,
} from './supercells.ts';

// Ordered crystals with exactly the composition of a disordered one, in the smallest supercells that have it, each
// once: the enumeration of derivative structures of Hart and Forcade (Phys. Rev. B 77, 224115, 2008) at one composition.

/** Cells of a supercell, and atoms in it, at most. */
export const MAX_CELLS = 4;
export const MAX_ATOMS = 96;
/** Arrangements to look at, before those that symmetry makes alike are taken out. */
const MAX_LOOKED_AT = 20_000;
/** How far a number of atoms may be from a whole one, for the printed digits of occupancies. */
const WHOLE = 0.02;

export interface Arrangement {
  readonly supercell: Supercell;
  /** For each place of each cell (`cell · places + place`): which occupant, −1 for none. */
  readonly occupantOf: Int8Array;
}

export type Arrangements =
  | { readonly kind: 'found'; readonly all: readonly Arrangement[] }
  /** Why none are listed, in words. */
  | { readonly kind: 'none'; readonly reason: string };

/** How many of each occupant, the empty places last, a site has in some cells; null where that is not whole. */
function countsOf(d: Disordered, site: number, cells: number): number[] | null {
  const shared = d.sites[site]!;
  const places = cells * d.places.filter((_, p) => d.siteOf[p] === site).length;
  const parts = [...shared.occupants.map((o) => o.occupancy), emptyPart(shared)];
  const counts = parts.map((part) => Math.round(part * places));
  const isWhole = parts.every((part, k) => Math.abs(part * places - counts[k]!) <= WHOLE * cells);
  return isWhole && counts.reduce((sum, n) => sum + n, 0) === places ? counts : null;
}

/** All different arrangements. */
export function arrangements(d: Disordered): Arrangements {
  const shared = d.sites.flatMap((site, k) => (isOrdered(site) ? [] : [k]));
  for (let cells = 1; cells <= MAX_CELLS; cells++) {
    if (cells * d.places.length > MAX_ATOMS)
      return none(`the exact composition needs more than ${MAX_ATOMS} places`);
    const counts = shared.map((site) => countsOf(d, site, cells));
    if (counts.includes(null)) continue;
    const whole = counts as number[][];
    const each = whole.reduce((product, list) => product * multinomial(list), 1);
    const supercells = differentSupercells(cells, d.operations);
    if (!(each * supercells.length <= MAX_LOOKED_AT))
      return none(`there are more than ${MAX_LOOKED_AT} arrangements of the exact composition`);
    const all = supercells.flatMap((supercell) => inSupercell(d, supercell, shared, whole));
    return all.length > 0
      ? { kind: 'found', all }
      : none('in every arrangement of the exact composition two atoms are on top of each other');
  }
  return none(`the exact composition needs more than ${MAX_CELLS} cells`);
}

const none = (reason: string): Arrangements => ({ kind: 'none', reason });

function multinomial(counts: readonly number[]): number {
  let [ways, total] = [1, 0];
  for (const n of counts)
    for (let k = 1; k <= n; k++) {
      total++;
      ways *= total / k;
    }
  return Math.round(ways);
}

function inSupercell(
  d: Disordered,
  supercell: Supercell,
  shared: readonly number[],
  counts: readonly number[][],
): Arrangement[] {
  const cells = pointsOf(supercell).length;
  const n = d.places.length;
  /** Places of shared sites in all cells, and which of the shared sites each belongs to. */
  const open: number[] = [];
  const group: number[] = [];
  for (const [g, site] of shared.entries())
    for (let cell = 0; cell < cells; cell++)
      for (let p = 0; p < n; p++)
        if (d.siteOf[p] === site) {
          open.push(cell * n + p);
          group.push(g);
        }
  const images = permutations(d, supercell, open);
  const seen = new Set<string>();
  const found: Arrangement[] = [];
  const state = new Uint8Array(open.length);
  const left = counts.map((list) => [...list]);
  const place = (at: number): void => {
    if (at === open.length) {
      keep();
      return;
    }
    const remaining = left[group[at]!]!;
    for (let k = 0; k < remaining.length; k++) {
      if (remaining[k] === 0) continue;
      remaining[k]!--;
      state[at] = k;
      place(at + 1);
      remaining[k]!++;
    }
  };
  const keep = (): void => {
    if (seen.has(String.fromCharCode(...state))) return;
    for (const image of images) seen.add(String.fromCharCode(...image.map((k) => state[k]!)));
    const occupantOf = new Int8Array(cells * n);
    for (const [k, at] of open.entries()) {
      const { occupants } = d.sites[shared[group[k]!]!]!;
      occupantOf[at] = state[k]! < occupants.length ? state[k]! : -1;
    }
    found.push({ supercell, occupantOf });
  };
  place(0);
  return found;
}

/** For every operation and translation that keeps a supercell: which open place comes to each open place. */
function permutations(d: Disordered, supercell: Supercell, open: readonly number[]): number[][] {
  const n = d.places.length;
  const indexOf = new Map(open.map((at, k) => [at, k]));
  const points = pointsOf(supercell);
  const out = new Map<string, number[]>();
  for (const operation of d.operations) {
    if (!isKept(supercell, operation.rotation)) continue;
    const images = d.places.map((at) => imageOf(d, operation, at));
    for (const shift of points) {
      const image: number[] = new Array(open.length);
      for (const [k, at] of open.entries()) {
        const { place, steps } = images[at % n]!;
        const cell = points[Math.floor(at / n)]!;
        const r = operation.rotation;
        const moved = [0, 1, 2].map(
          (i) =>
            steps[i]! +
            shift[i]! +
            r[3 * i]! * cell[0] +
            r[3 * i + 1]! * cell[1] +
            r[3 * i + 2]! * cell[2],
        );
        const to = numberOf(supercell, pointOf(supercell, moved)) * n + place;
        image[indexOf.get(to)!] = k;
      }
      out.set(image.join(), image);
    }
  }
  return [...out.values()];
}

/** The place that an operation brings a place to, and by how many cells. */
function imageOf(
  d: Disordered,
  operation: Symop,
  at: Vec3,
): { readonly place: number; readonly steps: readonly number[] } {
  const image = applySymop(operation, at);
  let [best, place, steps]: [number, number, readonly number[]] = [Number.POSITIVE_INFINITY, 0, []];
  for (const [p, other] of d.places.entries()) {
    const away = sub(image, other);
    const whole = mapTuple(away, Math.round);
    const ang = norm(mulRow(sub(away, whole), d.lattice));
    if (ang < best) [best, place, steps] = [ang, p, whole];
  }
  return { place, steps };
}
