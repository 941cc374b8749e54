import { rankOf } from '#core/math/integer.ts';
import { COVALENT_RADIUS_ANG, isNonMetal } from './elements.ts';
import { BONDED_RATIO, forEachPair } from './neighbors.ts';

/** Atom `b`, moved by `cells` lattice translations, is bonded to atom `a`. */
export interface Bond {
  readonly a: number;
  readonly b: number;
  readonly cells: readonly [number, number, number];
  readonly ang: number;
}

/** 0: a molecule or ion, 1: a chain, 2: a layer, 3: a framework. */
export type Dimensionality = 0 | 1 | 2 | 3;

/** Atoms that hang together by bonds. */
export interface BondedUnit {
  readonly atoms: readonly number[];
  /** For each of `atoms`, the three lattice translations that put it beside the first one. */
  readonly cells: readonly (readonly [number, number, number])[];
  /** Rank of the lattice translations that the unit contains. */
  readonly dimensions: Dimensionality;
}

export interface BondedNetwork {
  readonly bonds: readonly Bond[];
  readonly units: readonly BondedUnit[];
  /** For each atom, its place in `units`. */
  readonly unitOf: Uint32Array;
}

/** A periodic set of atoms. */
export interface PeriodicAtoms {
  /** 3×3 rows, Å. */
  readonly lattice: ArrayLike<number>;
  readonly numbers: ArrayLike<number>;
  /** 3N Cartesian, Å. */
  readonly xyz: ArrayLike<number>;
}

/** Every bond by covalent radii, whatever its character. */
export const allBonds = (): boolean => true;
/** Bonds within molecules and polyatomic ions: H₂O, NH₄⁺, CO₃²⁻, S₂²⁻, CH₃NH₃⁺. */
export const covalentBonds = (p: number, q: number): boolean => isNonMetal(p) && isNonMetal(q);

/**
 * The bonded network of a crystal, its units, and how many dimensions each of them has.
 * @param accepts whether two elements, by atomic number, can be bonded at all
 * @returns every atom in exactly one unit; an atom without bonds is a unit of its own
 * @see Larsen, Pandey, Strange, Jacobsen, Phys. Rev. Materials 3 (2019) 034003, doi
 *   10.1103/PhysRevMaterials.3.034003 (dimensionality by the rank of translations within a component)
 */
export function bondedNetwork(
  { lattice, numbers, xyz }: PeriodicAtoms,
  accepts: (p: number, q: number) => boolean = allBonds,
): BondedNetwork {
  const radius = (i: number) => COVALENT_RADIUS_ANG[numbers[i]!]!;
  const count = numbers.length;
  let longest = 0;
  for (let i = 0; i < count; i++) longest = Math.max(longest, 2 * BONDED_RATIO * radius(i));
  const bonds: Bond[] = [];
  forEachPair(lattice, xyz, longest, (a, b, [x, y, z], ang) => {
    if (!(ang < BONDED_RATIO * (radius(a) + radius(b)))) return;
    if (accepts(numbers[a]!, numbers[b]!)) bonds.push({ a, b, cells: [x, y, z], ang });
  });
  return { bonds, ...unitsOf(count, bonds) };
}

/** The part of a network whose bonds join elements that can be bonded, without looking for neighbours again. */
export function partOf(
  { bonds, unitOf }: BondedNetwork,
  numbers: ArrayLike<number>,
  accepts: (p: number, q: number) => boolean,
): BondedNetwork {
  const kept = bonds.filter(({ a, b }) => accepts(numbers[a]!, numbers[b]!));
  return { bonds: kept, ...unitsOf(unitOf.length, kept) };
}

/**
 * Molecules and polyatomic ions: finite units of two atoms or more that covalent bonds between non-metals hold
 * together. Bonds to metals do not count, so that the carbonate of calcite is one.
 */
export const wholeUnits = (atoms: PeriodicAtoms): readonly BondedUnit[] =>
  bondedNetwork(atoms, covalentBonds).units.filter(
    (unit) => unit.dimensions === 0 && unit.atoms.length > 1,
  );

function unitsOf(
  count: number,
  bonds: readonly Bond[],
): { readonly units: BondedUnit[]; readonly unitOf: Uint32Array } {
  const neighbours: { to: number; cells: readonly [number, number, number] }[][] = Array.from(
    { length: count },
    () => [],
  );
  for (const { a, b, cells } of bonds) {
    neighbours[a]!.push({ to: b, cells });
    neighbours[b]!.push({ to: a, cells: [0 - cells[0], 0 - cells[1], 0 - cells[2]] });
  }
  const NONE = count;
  const unitOf = new Uint32Array(count).fill(NONE);
  const place: (readonly [number, number, number])[] = [];
  const units: BondedUnit[] = [];
  for (let start = 0; start < count; start++) {
    if (unitOf[start] !== NONE) continue;
    const atoms = [start];
    const loops: (readonly [number, number, number])[] = [];
    unitOf[start] = units.length;
    place[start] = [0, 0, 0];
    // The list grows while it is walked: breadth first.
    for (const at of atoms)
      for (const { to, cells } of neighbours[at]!) {
        const [x, y, z] = place[at]!;
        const there = [x + cells[0], y + cells[1], z + cells[2]] as const;
        if (unitOf[to] === NONE) {
          unitOf[to] = units.length;
          place[to] = there;
          atoms.push(to);
          continue;
        }
        const known = place[to]!;
        const loop = [there[0] - known[0], there[1] - known[1], there[2] - known[2]] as const;
        if (loops.length < 3 && rankOf([...loops, loop]) > loops.length) loops.push(loop);
      }
    units.push({
      atoms,
      cells: atoms.map((i) => place[i]!),
      dimensions: loops.length as Dimensionality,
    });
  }
  return { units, unitOf };
}
