import { bondedNetwork } from '#core/crystal/bondedUnits.ts';
import { ELECTRONEGATIVITY, SYMBOLS } from '#core/crystal/elements.ts';
import { deformation } from '#core/match/strain.ts';
import { type Cell2, det2, inverse2, length2, rowTimes, type Vec2 } from '#core/math/plane2.ts';
import type { Built, BuiltSlab, Interface } from '#core/recipe/build.ts';
import { aloneInCell } from '#core/surface/slab.ts';
import { reduceShift, registryCell } from './shiftCell.ts';

/** A high-symmetry place of one honeycomb layer on another. */
export interface Stacking {
  /**
   * AA: the layers lie on each other atom by atom, like on like. AA′: the same with unlike atoms on each other, as in
   * bulk h-BN and 2H-MoS₂. AB, BA: half of the atoms lie over atoms, the others over hollows; parallel layers, cation
   * over anion in AB, anion over cation in BA. AB′, A′B: the same of antiparallel layers, cation over cation in AB′
   * and anion over anion in A′B.
   */
  readonly name: 'AA' | 'AB' | 'BA' | 'AA′' | 'AB′' | 'A′B';
  /** "B over N, N over B": which atoms of the upper layer lie over which of the lower one. */
  readonly over: string;
  /** Shift of the upper against the lower slab, fractions of the interface cell. */
  readonly shift: Vec2;
}

/** Atoms of a layer nearer than this in projection stand in one column; a shift this near is that place, Å. */
const SAME_PLACE_ANG = 0.05;
/** Part by which the sides of a strained hexagonal cell, or its angle in radians, may differ from it. */
const HEXAGONAL = 0.02;

/** Two of the three columns of a honeycomb hold atoms. */
interface Honeycomb {
  /** Places of the two columns, Å: the less electronegative first. */
  readonly columns: readonly [Vec2, Vec2];
  readonly species: readonly [string, string];
}

/**
 * The three high-symmetry places of two honeycomb layers that share one lattice.
 * @returns empty for other slabs, and where the lattices differ, so that all stackings occur side by side
 * @see G. Constantinescu, A. Kuc, T. Heine, Phys. Rev. Lett. 111 (2013) 036104, doi 10.1103/PhysRevLett.111.036104
 *   (the names; papers differ in which of the staggered ones bears the prime, so `over` says what is meant)
 */
export function stackings(
  built: Pick<Built, 'slabs' | 'cell'>,
  at: Interface,
): readonly Stacking[] {
  const [below, above] = [built.slabs[at.lower]!, built.slabs[at.upper]!];
  const registry = registryCell(built, at);
  const { cell, copies } = registry;
  const third = thirdOf(cell);
  if (third === null || det2(below.matrix) !== copies || det2(above.matrix) !== copies) return [];
  const lower = facingHoneycomb(below, 'top', built.cell, cell);
  const upper = facingHoneycomb(above, 'bottom', built.cell, cell);
  if (lower === null || upper === null) return [];
  const step = (v: Vec2, k: number): Vec2 => [v[0] + k * third[0], v[1] + k * third[1]];
  /** How many thirds lead from one place to another: 0, 1 or 2; null for no number of thirds. */
  const thirds = (from: Vec2, to: Vec2): number | null => {
    const k = [0, 1, 2].find((n) => distanceAng(step(from, n), to, cell) < SAME_PLACE_ANG);
    return k ?? null;
  };
  const [turnLower, turnUpper] = [lower, upper].map(({ columns: [p, q] }) => thirds(p, q)) as [
    number | null,
    number | null,
  ];
  if (turnLower === null || turnUpper === null) return [];
  const toShift = inverse2(built.cell);
  const [p, o] = [lower.columns[0], upper.columns[0]];
  const places = [0, 1, 2].map((k): Stacking => {
    // The upper layer's first column stands k thirds from the lower one's; 0, 1, 2 below: column p, q, the hollow.
    const place = (n: number): number => (n === 0 ? 0 : n === turnLower ? 1 : 2);
    const under = [place(k), place((k + turnUpper) % 3)] as const;
    const over = under.flatMap((column, i) =>
      column === 2 ? [] : [`${upper.species[i]} over ${lower.species[column]}`],
    );
    const shift = rowTimes(step([p[0] - o[0], p[1] - o[1]], k), toShift);
    return {
      name: nameOf(under, lower, upper, k),
      over: [...new Set(over)].join(', '),
      shift: reduceShift(registry, shift).shift,
    };
  });
  return places.sort((s, t) => (s.name < t.name ? -1 : 1));
}

/** The place that a shift is at, or null. */
export function stackingAt(
  places: readonly Stacking[],
  built: Pick<Built, 'slabs' | 'cell'>,
  at: Interface,
  shift: Vec2,
): Stacking | null {
  const { cell } = registryCell(built, at);
  const here = rowTimes(shift, built.cell);
  return (
    places.find((s) => distanceAng(rowTimes(s.shift, built.cell), here, cell) < SAME_PLACE_ANG) ??
    null
  );
}

/** @param under the lower column below each of the upper two: 0 and 1, or 2 for the hollow */
function nameOf(
  [first, second]: readonly [number, number],
  lower: Honeycomb,
  upper: Honeycomb,
  k: number,
): Stacking['name'] {
  const [lowerAlike, upperAlike] = [lower, upper].map(({ species: [p, q] }) => p === q);
  if (first !== 2 && second !== 2) return first === 0 || lowerAlike || upperAlike ? 'AA' : 'AA′';
  if (lowerAlike && upperAlike) return k === 1 ? 'AB' : 'BA';
  // Of a layer with one species only the other layer tells which column it is.
  if (upperAlike) return first === 0 || second === 0 ? 'AB' : 'BA';
  if (lowerAlike) return first === 2 ? 'BA' : 'AB';
  if (first === 0) return 'AB′';
  if (second === 1) return 'A′B';
  return first === 1 ? 'AB' : 'BA';
}

/** A third of the long diagonal of a hexagonal cell; null for other cells. */
function thirdOf(cell: Cell2): Vec2 | null {
  const [a, b] = cell;
  const [la, lb] = [length2(a), length2(b)];
  const gamma = Math.acos((a[0] * b[0] + a[1] * b[1]) / (la * lb));
  const isAcute = gamma < Math.PI / 2;
  const off = Math.abs(gamma - (isAcute ? 1 : 2) * (Math.PI / 3));
  if (!(Math.abs(la / lb - 1) < HEXAGONAL && off < HEXAGONAL)) return null;
  return isAcute
    ? [(a[0] + b[0]) / 3, (a[1] + b[1]) / 3]
    : [(2 * a[0] + b[0]) / 3, (2 * a[1] + b[1]) / 3];
}

/** Shortest way between two places over the images of a reduced cell, Å. */
function distanceAng(p: Vec2, q: Vec2, cell: Cell2): number {
  const [f, g] = rowTimes([q[0] - p[0], q[1] - p[1]], inverse2(cell)).map((x) => x - Math.round(x));
  let least = Number.POSITIVE_INFINITY;
  for (const i of [-1, 0, 1])
    for (const j of [-1, 0, 1]) least = Math.min(least, length2(rowTimes([f! + i, g! + j], cell)));
  return least;
}

/** The layer of a slab that faces the other one, where it is a honeycomb of two columns. */
function facingHoneycomb(
  { slab, supercell }: BuiltSlab,
  face: 'top' | 'bottom',
  cell: Cell2,
  lattice: Cell2,
): Honeycomb | null {
  const { numbers, xyz } = slab;
  const { units, unitOf } = bondedNetwork(aloneInCell(slab));
  const height = (i: number): number => (face === 'top' ? 1 : -1) * xyz[3 * i + 2]!;
  const outermost = Array.from(numbers.keys()).reduce((p, q) => (height(q) > height(p) ? q : p));
  const layer = units[unitOf[outermost]!]!;
  if (layer.dimensions !== 2) return null;
  const strained = deformation(supercell, cell);
  const columns: { at: Vec2; elements: Set<number> }[] = [];
  for (const i of layer.atoms) {
    const at = rowTimes([xyz[3 * i]!, xyz[3 * i + 1]!], strained);
    const known = columns.find((c) => distanceAng(c.at, at, lattice) < SAME_PLACE_ANG);
    if (known === undefined) columns.push({ at, elements: new Set([numbers[i]!]) });
    else known.elements.add(numbers[i]!);
  }
  if (columns.length !== 2) return null;
  const named = columns.map(({ at, elements }) => ({
    at,
    pull: Math.max(...[...elements].map((z) => ELECTRONEGATIVITY[z]!)),
    species: [...elements].map((z) => SYMBOLS[z]).join('/'),
  }));
  const [p, q] = named.sort((s, t) => s.pull - t.pull);
  return { columns: [p!.at, q!.at], species: [p!.species, q!.species] };
}
