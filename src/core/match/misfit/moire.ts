import {
  type Cell2,
  det2,
  dot2,
  type IntMat2,
  inverse2,
  length2,
  mul2,
  reduceCell,
  rowTimes,
  type Vec2,
} from '#core/math/plane2.ts';

/**
 * How the registry of two unstrained plane lattices changes from place to place: from one of a family of parallel
 * fringes to the next the film gains or loses one vector, `step`, against the substrate.
 */
export interface Fringes {
  /** Normal of the fringes with 1/spacing as its length, 1/Å: a difference of two reciprocal vectors, without 2π. */
  readonly wave: Vec2;
  /** Distance of neighbouring fringes, Å; infinite where the two lattices fit along this way. */
  readonly spacingAng: number;
  /** Lattice vector of the film, Å. */
  readonly step: Vec2;
}

/** The two families of fringes of a pair of plane lattices, and the lattice that they make. */
export interface Moire {
  readonly fringes: readonly [Fringes, Fringes];
  /** Rows, Å, Gauss-reduced, right-handed; null unless both families are there. */
  readonly cell: Cell2 | null;
}

/** Cells of film and substrate whose vectors correspond, row by row. */
export interface Corresponding {
  readonly film: Cell2;
  readonly substrate: Cell2;
  /** Whether these are primitive cells of two lattices of one kind; else they are parts of cells, or more than one. */
  readonly isAlike: boolean;
}

/** Fringes farther apart belong to rounding: 0.1 mm, Å. */
const MOST_SPACING_ANG = 1e6;

/**
 * The moiré of two cells whose vectors correspond. Its reciprocal vectors are the differences of theirs: at r the film's
 * registry is r · (film⁻¹ − substrate⁻¹) of a cell away from that at the origin.
 * @param film, substrate rows as they lie over each other, unstrained, Å
 * @see W. Bollmann, Crystal Defects and Crystalline Interfaces, Springer 1970: the O-lattice
 */
export function moireOf({ film, substrate }: Pick<Corresponding, 'film' | 'substrate'>): Moire {
  const waves = differences(film, substrate);
  const fringes = waves.map((wave, k): Fringes => {
    const spacing = 1 / length2(wave);
    const isThere = spacing < MOST_SPACING_ANG;
    return {
      wave: isThere ? wave : [0, 0],
      spacingAng: isThere ? spacing : Number.POSITIVE_INFINITY,
      step: film[k]!,
    };
  }) as [Fringes, Fringes];
  const isWhole = fringes.every((f) => Number.isFinite(f.spacingAng)) && !areParallel(...waves);
  return { fringes, cell: isWhole ? rightHanded(reduceCell(reciprocal(waves)).cell) : null };
}

/** Rows b with bᵢ · aⱼ = 1 for i = j, else 0: reciprocal without 2π, and its own inverse. */
function reciprocal(cell: Cell2): Cell2 {
  const [[a, b], [c, d]] = inverse2(cell);
  return [
    [a, c],
    [b, d],
  ];
}

function differences(film: Cell2, substrate: Cell2): readonly [Vec2, Vec2] {
  const [f, s] = [reciprocal(film), reciprocal(substrate)];
  return [minus(f[0], s[0]), minus(f[1], s[1])];
}

const minus = (u: Vec2, v: Vec2): Vec2 => [u[0] - v[0], u[1] - v[1]];

/** Two families that are parallel make stripes and no lattice. */
const MIN_SINE = 1e-6;
const areParallel = (u: Vec2, v: Vec2): boolean =>
  !(Math.abs(det2([u, v])) > MIN_SINE * length2(u) * length2(v));

const rightHanded = ([a, b]: Cell2): Cell2 => (det2([a, b]) > 0 ? [a, b] : [a, [-b[0], -b[1]]]);

/** Lattices are of one kind where reciprocal vectors differ by less than this part of the shortest one. */
const ALIKE = 0.4;
/** Reciprocal vectors of others correspond where the map between them moves none by more than this part of it. */
const NEAR = 0.2;
/** Orders of reciprocal vectors that are looked at; with {@link NEAR} some are near each other long before. */
const MOST_ORDER = 6;

/**
 * Which vectors of two lattices belong together. Two lattices of one kind, a little longer and turned, correspond as they
 * are: the basis with the smallest differences of reciprocal vectors, each below 0.4 of the shortest. Of others the two
 * shortest reciprocal vectors of the substrate count that a map which moves nothing by more than a fifth takes to
 * reciprocal vectors of the film.
 * @param film, substrate primitive cells as they lie over each other, Å
 * @returns null where nothing corresponds, which no pair of crystals was found to do
 */
export function corresponding(film: Cell2, substrate: Cell2): Corresponding | null {
  const alike = alikeCell(film, substrate);
  return alike === null ? nearPairs(film, substrate) : { film: alike, substrate, isAlike: true };
}

function alikeCell(film: Cell2, substrate: Cell2): Cell2 | null {
  const shortest = length2(reduceCell(reciprocal(substrate)).cell[0]);
  let best: Cell2 | null = null;
  let least = ALIKE * shortest;
  for (const m of unimodularNear(mul2(substrate, inverse2(film)))) {
    const cell = mul2(m, film);
    const size = Math.max(...differences(cell, substrate).map(length2));
    if (size >= least * (1 - TIE)) continue;
    best = cell;
    least = size;
  }
  return best;
}

/** Lengths this near, relatively, are equal: what is first then decides, and not rounding. */
const TIE = 1e-9;

/** Integer matrices, det 1, whose entries are those of `m` rounded down or up. */
function unimodularNear(m: Cell2): readonly IntMat2[] {
  const either = (x: number) => [Math.floor(x), Math.ceil(x)];
  const out: IntMat2[] = [];
  for (const p of either(m[0][0]))
    for (const q of either(m[0][1]))
      for (const r of either(m[1][0]))
        for (const s of either(m[1][1]))
          if (p * s - q * r === 1)
            out.push([
              [p, q],
              [r, s],
            ]);
  return out;
}

interface NearPair {
  readonly film: Vec2;
  readonly substrate: Vec2;
}

/** The two shortest reciprocal vectors of the substrate that a small map takes to reciprocal vectors of the film. */
function nearPairs(film: Cell2, substrate: Cell2): Corresponding | null {
  const [above, below] = [reciprocal(film), reduceCell(reciprocal(substrate)).cell];
  const toFilm = inverse2(above);
  const pairs: NearPair[] = [];
  for (let h = 0; h <= MOST_ORDER; h++)
    for (let k = h === 0 ? 1 : -MOST_ORDER; k <= MOST_ORDER; k++) {
      const g = rowTimes([h, k], below);
      const [x, y] = rowTimes(g, toFilm).map(Math.round) as [number, number];
      const near = rowTimes([x, y], above);
      if (length2(minus(near, g)) < NEAR * length2(g)) pairs.push({ film: near, substrate: g });
    }
  pairs.sort((p, q) => {
    const [lp, lq] = [length2(p.substrate), length2(q.substrate)];
    return Math.abs(lp - lq) > TIE * lq ? lp - lq : 0;
  });
  for (const [k, second] of pairs.entries())
    for (const first of pairs.slice(0, k)) {
      const [f, s]: [Cell2, Cell2] = [
        [first.film, second.film],
        [first.substrate, second.substrate],
      ];
      if (areParallel(...s) || !(change(s, f) < NEAR)) continue;
      return { film: reciprocal(f), substrate: reciprocal(s), isAlike: false };
    }
  return null;
}

/** The most that the map from one cell to another moves any vector, as a part of its length. */
function change(from: Cell2, to: Cell2): number {
  const [[a, b], [c, d]] = mul2(inverse2(from), to);
  const [p, q, r, s] = [a - 1, b, c, d - 1];
  const [sum, det] = [p * p + q * q + r * r + s * s, p * s - q * r];
  return Math.sqrt((sum + Math.sqrt(Math.max(0, sum * sum - 4 * det * det))) / 2);
}

/**
 * How many fringes of a family pass through a cell: one or more where it is as wide across them as their spacing.
 * @param cell rows, Å
 */
export const fringesAcross = ({ wave }: Pick<Fringes, 'wave'>, cell: Cell2): number =>
  Math.abs(dot2(wave, cell[0])) + Math.abs(dot2(wave, cell[1]));
