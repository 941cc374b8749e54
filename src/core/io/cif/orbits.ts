import { CLASH_ANG, SAME_SITE_ANG, specialPosition } from '#core/crystal/crystal.ts';
import { EpistackError } from '#core/errors.ts';
import { checkAtomCount } from '#core/io/text/limits.ts';
import { refuse } from '#core/io/text/text.ts';
import { hypot } from '#core/math/hypot.ts';
import { det, inverse, mulRow, row } from '#core/math/mat3.ts';
import { norm, sub, type Vec3 } from '#core/math/vec3.ts';
import { applySymop, isIdentity, type Symop } from './symop.ts';

/** One line of an atom list, before symmetry. */
export interface ListedSite {
  readonly label: string;
  readonly z: number;
  /** Fractions, as printed. */
  readonly at: Vec3;
  /** In the file, for messages. */
  readonly line: number;
  /** What the last printed digit of a coordinate leaves open, Å. */
  readonly roundingAng: number;
}

export interface Orbits {
  readonly numbers: Uint8Array;
  /** 3N fractions; in [0, 1) when an operation other than the identity was applied. */
  readonly fractions: Float64Array;
  /** N, index of the site that an atom is an image of. */
  readonly siteOf: Uint32Array;
  /**
   * For each atom the first of its site that it is an alternative of, itself where there is none: symmetry puts several
   * images where there is room for one atom.
   */
  readonly splitOf: Uint32Array;
  /** Some atoms are too close to be neighbours. */
  readonly isCrowded: boolean;
  readonly warnings: readonly string[];
}

/** The words of the warning about atoms under {@link CLASH_ANG}. */
const TOO_CLOSE = 'too close to be neighbours';
/** Larger shifts than this are reported: they are more than rounding. */
const MOVED_ANG = 1e-6;
/** Bins along an axis: keys of three stay whole numbers. */
const MAX_BINS = 1e5;
/** More atoms than any crystal has in a cubic Å; a limit to the work as well. */
const MAX_PER_ANG3 = 4;
/** A fraction this close below 1 is 0 with rounding. */
const WRAP_SLACK = 1e-10;

/**
 * All atoms of a cell from its sites.
 *
 * A site within rounding of a special position is moved onto it: to the mean of its images under
 * the operations that leave it in place. That is exact for (0.3333, 0.6667) as for any other
 * special position, and leaves a general position such as x = 0.3333 alone; replacing printed
 * thirds and sixths instead would move general positions too, and miss (0.125, 0.1249).
 *
 * @param operations a whole group; the identity alone leaves positions as printed
 * @throws `atoms-overlap` when two elements share a place; `parse` when an image lies neither
 * on its site nor apart from it, and more digits would tell; `too-large`
 */
export function expandSites(
  lattice: Float64Array,
  sites: readonly ListedSite[],
  operations: readonly Symop[],
): Orbits {
  checkAtomCount(sites.length * operations.length);
  const trivial = operations.every(isIdentity);
  const ops = trivial ? operations.slice(0, 1) : operations;
  const places = placesIn(lattice);
  const numbers: number[] = [];
  const siteOf: number[] = [];
  const split = new Set<number>();
  const moved: { label: string; ang: number }[] = [];
  const repeated = new Set<string>();
  const close = new Set<string>();
  const mostAtoms = Math.max(64, MAX_PER_ANG3 * Math.abs(det(lattice)));
  for (const [s, site] of sites.entries()) {
    const at = trivial ? site.at : specialPosition(site.at, ops, lattice);
    const ang = lengthAng(lattice, sub(at, site.at));
    if (ang > MOVED_ANG) moved.push({ label: site.label, ang });
    for (const op of ops) {
      const image = trivial ? at : wrap(applySymop(op, at));
      const found = places.nearest(image);
      if (found.ang < CLASH_ANG) {
        const other = sites[siteOf[found.atom]!]!;
        const own = other === site;
        if (found.ang < SAME_SITE_ANG) {
          if (other.z !== site.z) refuseSharedPlace(other, site, found.ang);
          if (!own) repeated.add(site.label);
          continue;
        }
        if (own) {
          checkOwnImage(site, found.ang);
          split.add(s);
        } else close.add(`${other.label} and ${site.label}, ${found.ang.toFixed(2)} Å`);
      }
      if (numbers.length >= mostAtoms)
        refuse(
          'CIF',
          site.line,
          `at most ${MAX_PER_ANG3} atoms in a cubic Å: are the lengths of the cell and the operations right?`,
        );
      places.add(image);
      numbers.push(site.z);
      siteOf.push(s);
    }
  }
  const farthestAng = Math.max(0, ...moved.slice(0, 1000).map((m) => m.ang)).toPrecision(1);
  return {
    numbers: Uint8Array.from(numbers),
    fractions: Float64Array.from(places.fractions),
    siteOf: Uint32Array.from(siteOf),
    splitOf: alternatives(lattice, places.fractions, siteOf, split),
    isCrowded: close.size > 0,
    warnings: [
      ...note(
        `moved by up to ${farthestAng} Å onto special positions, which the printed digits miss by rounding`,
        moved.map((m) => m.label),
      ),
      ...note('listed although their places are taken by images of other sites; kept once', [
        ...repeated,
      ]),
      ...note(TOO_CLOSE, [...close]),
    ],
  };
}

function refuseSharedPlace(first: ListedSite, second: ListedSite, distanceAng: number): never {
  throw new EpistackError({
    code: 'atoms-overlap',
    pair: [first.label, second.label],
    distanceAng,
    at: { format: 'CIF', line: second.line },
  });
}

/** Rounding puts the images of one atom apart by a few times what one coordinate is off. */
const ROUNDING_SPREAD = 6;

/** For each atom the first that a chain of close images of a split site leads to. */
function alternatives(
  lattice: Float64Array,
  fractions: readonly number[],
  siteOf: readonly number[],
  split: ReadonlySet<number>,
): Uint32Array {
  const firstOf = Uint32Array.from(siteOf.keys());
  for (const site of split) {
    const own = [...siteOf.keys()].filter((i) => siteOf[i] === site);
    for (const [k, i] of own.entries())
      for (const j of own.slice(0, k)) {
        if (firstOf[i] === firstOf[j]) continue;
        const away = minimumImage(sub(row(fractions, i), row(fractions, j)));
        if (lengthAng(lattice, away) >= CLASH_ANG) continue;
        const [first, second] = [firstOf[i]!, firstOf[j]!].toSorted((p, q) => p - q);
        for (const a of own) if (firstOf[a] === second) firstOf[a] = first!;
      }
  }
  return firstOf;
}

/** @throws `parse` where more digits would tell whether an atom is spread over several places */
function checkOwnImage(site: ListedSite, ang: number): void {
  if (ang > ROUNDING_SPREAD * site.roundingAng) return;
  refuse(
    'CIF',
    site.line,
    `${site.label} on a special position or away from it, not ${ang.toFixed(3)} Å from its own image (more digits?)`,
  );
}

const note = (what: string, labels: readonly string[]): string[] =>
  labels.length === 0
    ? []
    : [
        `${labels.slice(0, 5).join('; ')}${labels.length > 5 ? ` and ${labels.length - 5} more` : ''}: ${what}`,
      ];

const lengthAng = (lattice: Float64Array, v: Vec3): number => norm(mulRow(v, lattice));

/** The nearest image by fractions: the nearest in space only for short vectors, which are the ones asked about. */
const minimumImage = (v: Vec3): Vec3 => [
  v[0] - Math.round(v[0]),
  v[1] - Math.round(v[1]),
  v[2] - Math.round(v[2]),
];

const wrap = (v: Vec3): Vec3 => [wrap1(v[0]), wrap1(v[1]), wrap1(v[2])];

function wrap1(x: number): number {
  const inside = x - Math.floor(x);
  return inside > 1 - WRAP_SLACK ? 0 : inside;
}

/** Points of a cell in bins of at least CLASH_ANG, so that neighbours are in adjacent bins. */
function placesIn(lattice: Float64Array) {
  const inv = inverse(lattice);
  // Height of the cell along axis k = 1 / length of the k-th column of the inverse.
  const bins = [0, 1, 2].map((k) => {
    const height = 1 / hypot(inv[k]!, inv[3 + k]!, inv[6 + k]!);
    return Math.min(MAX_BINS, Math.max(1, Math.floor(height / CLASH_ANG)));
  });
  const [nx, ny, nz] = bins as [number, number, number];
  const filled = new Map<number, number[]>();
  const fractions: number[] = [];
  const binOf = (x: number, n: number) => Math.min(n - 1, Math.floor((x - Math.floor(x)) * n));
  const around = (x: number, n: number) => {
    const bin = binOf(x, n);
    return n < 3 ? [...Array(n).keys()] : [bin, (bin + 1) % n, (bin + n - 1) % n];
  };
  return {
    fractions: fractions as readonly number[],
    add(v: Vec3): void {
      const key = (binOf(v[0], nx) * ny + binOf(v[1], ny)) * nz + binOf(v[2], nz);
      const atom = fractions.length / 3;
      fractions.push(...v);
      const bin = filled.get(key);
      if (bin) bin.push(atom);
      else filled.set(key, [atom]);
    },
    /** The nearest point within CLASH_ANG, or one infinitely far away. */
    nearest(v: Vec3): { atom: number; ang: number } {
      let best = { atom: -1, ang: Number.POSITIVE_INFINITY };
      for (const i of around(v[0], nx))
        for (const j of around(v[1], ny))
          for (const k of around(v[2], nz))
            for (const atom of filled.get((i * ny + j) * nz + k) ?? []) {
              const other: Vec3 = [
                fractions[3 * atom]!,
                fractions[3 * atom + 1]!,
                fractions[3 * atom + 2]!,
              ];
              const ang = lengthAng(lattice, minimumImage(sub(v, other)));
              if (ang < best.ang) best = { atom, ang };
            }
      return best;
    },
  };
}
