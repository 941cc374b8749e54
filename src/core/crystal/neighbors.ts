import { det, inverse, mulRow, row } from '#core/math/mat3.ts';
import { reducedCell } from '#core/math/reducedCell.ts';
import { cross, mapTuple, norm } from '#core/math/vec3.ts';
import { COVALENT_RADIUS_ANG, isNonMetal, SYMBOLS } from './elements.ts';
import type { Structure } from './structure.ts';

type PairVisitor = (
  i: number,
  j: number,
  image: readonly [number, number, number],
  ang: number,
) => void;

/** Bins of a neighbour list, and how many of them each way an atom's neighbours can lie in. */
interface Bins {
  readonly counts: readonly [number, number, number];
  readonly reach: readonly [number, number, number];
}

/** Most bins per atom, and of small structures in all: empty bins cost only memory. */
const BINS_PER_ATOM = 4;
const MIN_BINS = 4096;

function binsFor(lattice: ArrayLike<number>, atoms: number, cutoffAng: number): Bins {
  const volume = Math.abs(det(lattice));
  const heights = [0, 1, 2].map(
    (k) => volume / norm(cross(row(lattice, (k + 1) % 3), row(lattice, (k + 2) % 3))),
  );
  const counts = heights.map((h) => Math.max(1, Math.floor(h / cutoffAng)));
  const most = Math.max(MIN_BINS, BINS_PER_ATOM * atoms);
  for (;;) {
    const total = counts[0]! * counts[1]! * counts[2]!;
    if (!(total > most)) break;
    const longest = counts.indexOf(Math.max(...counts));
    counts[longest] = Math.max(
      1,
      Math.floor(Math.min(counts[longest]! / 2, (counts[longest]! * most) / total)),
    );
  }
  const reach = heights.map((h, k) => Math.ceil((cutoffAng * counts[k]!) / h));
  return {
    counts: [counts[0]!, counts[1]!, counts[2]!],
    reach: [reach[0]!, reach[1]!, reach[2]!],
  };
}

function workPerAtom({ counts, reach }: Bins, atoms: number): number {
  const [bins, visited] = [counts, reach.map((r) => 2 * r + 1)].map((n) =>
    n.reduce((product, x) => product * x, 1),
  ) as [number, number];
  return visited * (1 + atoms / bins);
}

/**
 * Visits every pair of atoms closer than a cutoff, each once, in a periodic cell of any shape: a sheared cell is looked
 * at in its reduced one, where a sphere reaches few images.
 * @param xyz 3N Cartesian Å; need not be inside the cell
 * @param visit (i, j, image, distance): atom j translated by `image` cells lies `distance` Å from i.
 *   i < j, or i = j with a positive image
 */
export function forEachPair(
  lattice: ArrayLike<number>,
  xyz: ArrayLike<number>,
  cutoffAng: number,
  visit: PairVisitor,
): void {
  const { cell, basis, bins } = pairCell(lattice, xyz.length / 3, cutoffAng);
  if (basis === null) {
    visitPairs(cell, xyz, cutoffAng, bins, visit);
    return;
  }
  visitPairs(cell, xyz, cutoffAng, bins, (i, j, image, ang) => {
    // Plus zero: no −0 among the images.
    const [p, q, r] = mapTuple(mulRow(image, basis), (x) => x + 0);
    const isPositive = p > 0 || (p === 0 && (q > 0 || (q === 0 && r > 0)));
    visit(i, j, i === j && !isPositive ? [0 - p, 0 - q, 0 - r] : [p, q, r], ang);
  });
}

/** The cell in which neighbours are looked for. */
interface PairCell {
  readonly cell: ArrayLike<number>;
  /** Rows of whole numbers, `cell = basis · lattice`; null where it is the given one. */
  readonly basis: Float64Array | null;
  readonly bins: Bins;
  /** Bins that are looked into for one atom, and the atoms in them, on average. */
  readonly workPerAtom: number;
}

/** The given cell, or the reduced one where that is less work. */
export function pairCell(lattice: ArrayLike<number>, atoms: number, cutoffAng: number): PairCell {
  const choice = (cell: ArrayLike<number>, basis: Float64Array | null): PairCell => {
    const bins = binsFor(cell, atoms, cutoffAng);
    return { cell, basis, bins, workPerAtom: workPerAtom(bins, atoms) };
  };
  const given = choice(lattice, null);
  const { reduced, basis } = knownReduced(lattice);
  const compact = choice(reduced, basis);
  return compact.workPerAtom < given.workPerAtom ? compact : given;
}

/** Reducing a lattice of high symmetry takes longer than finding the pairs of a small cell, and the same few are asked for. */
const reducedCells = new Map<string, ReturnType<typeof reducedCell>>();
const MOST_KNOWN = 64;

function knownReduced(lattice: ArrayLike<number>): ReturnType<typeof reducedCell> {
  const key = Array.from(lattice).join(' ');
  const known = reducedCells.get(key);
  if (known !== undefined) return known;
  if (reducedCells.size >= MOST_KNOWN) reducedCells.clear();
  const found = reducedCell(lattice);
  reducedCells.set(key, found);
  return found;
}

function visitPairs(
  lattice: ArrayLike<number>,
  xyz: ArrayLike<number>,
  cutoffAng: number,
  { counts, reach }: Bins,
  visit: PairVisitor,
): void {
  const n = xyz.length / 3;
  const inv = inverse(lattice);
  const [nx, ny, nz] = counts;
  // Wrapped positions and the cell each atom was taken from, so that images refer to the input.
  const wrapped = new Float64Array(3 * n);
  const home = new Int32Array(3 * n);
  const head = new Int32Array(nx * ny * nz).fill(-1);
  const next = new Int32Array(n);
  const bin = new Int32Array(3 * n);
  for (let i = 0; i < n; i++) {
    const [x, y, z] = [xyz[3 * i]!, xyz[3 * i + 1]!, xyz[3 * i + 2]!];
    let [wx, wy, wz] = [0, 0, 0];
    for (let k = 0; k < 3; k++) {
      const f = x * inv[k]! + y * inv[3 + k]! + z * inv[6 + k]!;
      const cell = Math.floor(f);
      home[3 * i + k] = cell;
      const g = f - cell;
      bin[3 * i + k] = Math.min(counts[k]! - 1, Math.floor(g * counts[k]!));
      wx += g * lattice[3 * k]!;
      wy += g * lattice[3 * k + 1]!;
      wz += g * lattice[3 * k + 2]!;
    }
    wrapped[3 * i] = wx;
    wrapped[3 * i + 1] = wy;
    wrapped[3 * i + 2] = wz;
    const b = (bin[3 * i]! * ny + bin[3 * i + 1]!) * nz + bin[3 * i + 2]!;
    next[i] = head[b]!;
    head[b] = i;
  }
  const limit = cutoffAng * cutoffAng;
  for (let i = 0; i < n; i++)
    for (let dx = -reach[0]; dx <= reach[0]; dx++)
      for (let dy = -reach[1]; dy <= reach[1]; dy++)
        for (let dz = -reach[2]; dz <= reach[2]; dz++) {
          const [bx, by, bz] = [bin[3 * i]! + dx, bin[3 * i + 1]! + dy, bin[3 * i + 2]! + dz];
          const [cx, cy, cz] = [Math.floor(bx / nx), Math.floor(by / ny), Math.floor(bz / nz)];
          const b = ((bx - cx * nx) * ny + (by - cy * ny)) * nz + (bz - cz * nz);
          const sx = cx * lattice[0]! + cy * lattice[3]! + cz * lattice[6]! - wrapped[3 * i]!;
          const sy = cx * lattice[1]! + cy * lattice[4]! + cz * lattice[7]! - wrapped[3 * i + 1]!;
          const sz = cx * lattice[2]! + cy * lattice[5]! + cz * lattice[8]! - wrapped[3 * i + 2]!;
          for (let j = head[b]!; j >= 0; j = next[j]!) {
            if (j < i) continue;
            if (j === i && (cx < 0 || (cx === 0 && (cy < 0 || (cy === 0 && cz <= 0))))) continue;
            const [ex, ey, ez] = [
              wrapped[3 * j]! + sx,
              wrapped[3 * j + 1]! + sy,
              wrapped[3 * j + 2]! + sz,
            ];
            const d2 = ex * ex + ey * ey + ez * ez;
            if (d2 > limit) continue;
            visit(
              i,
              j,
              [
                cx + home[3 * i]! - home[3 * j]!,
                cy + home[3 * i + 1]! - home[3 * j + 1]!,
                cz + home[3 * i + 2]! - home[3 * j + 2]!,
              ],
              Math.sqrt(d2),
            );
          }
        }
}

/** Pairs to draw as sticks; `image` holds three cell translations of atom b for each. */
export interface BondList {
  readonly a: Uint32Array;
  readonly b: Uint32Array;
  readonly image: Int16Array;
}

/** A stick is drawn up to this multiple of the covalent radii. */
const BOND_FACTOR = 1.2;

/**
 * Of atoms that meet in no crystal, such as those of two slabs: where nothing says how long their bonds are, the stricter
 * measure of bonded units holds, so that a contact is none.
 */
export const BONDED_RATIO = 1.15;

/** Ionic spacers whose large radius would join them to everything: drawn without sticks where no crystal says more. */
const NO_STICKS: ReadonlySet<number> = new Set([11, 19, 20, 37, 38, 55, 56, 87, 88]);

/** No crystal has more bonds per atom: beyond this the atoms overlap, and drawn bonds would hide that. */
const MAX_STICKS_PER_ATOM = 14;

/** The longest stick between two elements, Å, by {@link pairName}; 0 draws none, a pair without a rule goes by its radii. */
export type BondRules = Readonly<Record<string, number>>;

/** The longest bond that a rule may ask for, Å. */
export const MAX_RULE_ANG = 6;

export const NO_RULES: BondRules = {};

/** "Cd-S": two elements in the order of their atomic numbers, the greater first. */
export const pairName = (p: number, q: number): string =>
  `${SYMBOLS[Math.max(p, q)]}-${SYMBOLS[Math.min(p, q)]}`;

/** Li to Fr and Be to Ra: their cations have no electron to share. */
const S_BLOCK: ReadonlySet<number> = new Set([3, 4, 11, 12, 19, 20, 37, 38, 55, 56, 87, 88]);

/**
 * Whether two atoms can be bonded at all. Ions of like charge cannot; a cation of the s block bonds to anions alone, and a
 * metal without charge, as a film of it on an oxide, to no cation. Where a charge is not known nothing is ruled out.
 * @param charges N formal charges, e
 */
export function canBond(
  numbers: ArrayLike<number>,
  charges: ArrayLike<number>,
  i: number,
  j: number,
): boolean {
  const [p, q] = [charges[i]!, charges[j]!];
  if (p * q > 0) return false;
  const isApart = (cation: number, other: number) =>
    S_BLOCK.has(numbers[cation]!) || !isNonMetal(numbers[other]!);
  return !(p > 0 && q === 0 && isApart(i, j)) && !(q > 0 && p === 0 && isApart(j, i));
}

/**
 * The longest stick that is drawn between two elements without a rule, Å; 0 for none.
 * @param sticksAng as their crystals have it; absent: by covalent radii
 */
export function usualBondAng(
  p: number,
  q: number,
  sticksAng?: ReadonlyMap<string, number>,
): number {
  const known = sticksAng?.get(pairName(p, q));
  if (known !== undefined) return known;
  if (NO_STICKS.has(p) || NO_STICKS.has(q)) return 0;
  return BOND_FACTOR * (COVALENT_RADIUS_ANG[p]! + COVALENT_RADIUS_ANG[q]!);
}

/** The longest stick between two elements, and whether somebody has said so. */
interface PairLimit {
  readonly isRuled: boolean;
  readonly ang: number;
  /** Between two slabs. */
  readonly acrossAng: number;
}

function pairLimit(
  p: number,
  q: number,
  rules: BondRules,
  sticksAng: Structure['sticksAng'],
): PairLimit {
  const name = pairName(p, q);
  const ruleAng = rules[name];
  const usualAng = usualBondAng(p, q, sticksAng);
  const isKnown = sticksAng?.has(name) ?? false;
  return {
    isRuled: ruleAng !== undefined,
    ang: ruleAng ?? usualAng,
    acrossAng: ruleAng ?? (isKnown ? 1 : BONDED_RATIO / BOND_FACTOR) * usualAng,
  };
}

/** Whether two atoms so far apart have a stick. */
const isStick = (
  { layer, numbers }: Pick<Structure, 'layer' | 'numbers'>,
  charges: ArrayLike<number>,
  i: number,
  j: number,
  { isRuled, ang: withinAng, acrossAng }: PairLimit,
  ang: number,
): boolean =>
  ang <= (layer[i] === layer[j] ? withinAng : acrossAng) &&
  (isRuled || canBond(numbers, charges, i, j));

/** Whether {@link bondsOf} gives two atoms a stick that are so far apart, where atoms do not overlap all over. */
export function isBondByRule(
  structure: Pick<Structure, 'numbers' | 'layer' | 'sticksAng'>,
  charges: ArrayLike<number>,
  rules: BondRules,
  [i, j]: readonly [number, number],
  distanceAng: number,
): boolean {
  const { numbers, sticksAng } = structure;
  const limit = pairLimit(numbers[i]!, numbers[j]!, rules, sticksAng);
  return isStick(structure, charges, i, j, limit, distanceAng);
}

/**
 * Sticks, for the eye only: no result rests on them. Of a stack up to the lengths of its crystals, within slabs and across
 * alike, see `sticksOfCrystals`. Of atoms without a crystal by covalent radii, across two slabs up to {@link BONDED_RATIO}, and
 * never to alkali metals, Ca, Sr, Ba or Ra. Only where {@link canBond} lets them; none at all where atoms overlap so much that
 * sticks say nothing.
 * @param rules what the user has said of a pair of elements stands above all of this
 */
export function bondsOf(
  structure: Structure,
  charges: ArrayLike<number> = [],
  rules: BondRules = NO_RULES,
): BondList {
  const { numbers, lattice, xyz, sticksAng } = structure;
  const kinds = [...new Set(numbers)];
  const limits = new Map(
    kinds.flatMap((p) =>
      kinds.map((q) => [p * 256 + q, pairLimit(p, q, rules, sticksAng)] as const),
    ),
  );
  const longest = Math.max(0, ...[...limits.values()].map(({ ang }) => ang));
  const [a, b, image]: [number[], number[], number[]] = [[], [], []];
  if (longest > 0)
    forEachPair(lattice, xyz, longest, (i, j, cell, ang) => {
      const limit = limits.get(numbers[i]! * 256 + numbers[j]!)!;
      if (!isStick(structure, charges, i, j, limit, ang)) return;
      a.push(i);
      b.push(j);
      image.push(...cell);
    });
  if (a.length > MAX_STICKS_PER_ATOM * numbers.length) a.length = b.length = image.length = 0;
  return { a: Uint32Array.from(a), b: Uint32Array.from(b), image: Int16Array.from(image) };
}
