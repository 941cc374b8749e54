import { OVERLAP_FACTOR } from '#core/analysis/overlaps.ts';
import { COVALENT_RADIUS_ANG } from '#core/crystal/elements.ts';
import { forEachPair } from '#core/crystal/neighbors.ts';
import { highest, lowest } from '#core/math/extremes.ts';
import { add, scale, type Vec3 } from '#core/math/vec3.ts';
import { capAng, type DanglingBond } from './danglingBonds.ts';
import type { EditableSlab } from './editableSlab.ts';
import type { Cap } from './handEdit.ts';
import { pointAt } from './slabFrame.ts';

const HYDROGEN = 1;
/** No atom overlaps with hydrogen from farther away, Å. */
const FARTHEST_ANG = 3;

/** Hydrogen that was put on the atoms of one element. */
export interface Capped {
  readonly element: number;
  readonly caps: number;
  /** Nuclear charge of pseudo-hydrogen, e; null for hydrogen itself. */
  readonly valenceE: number | null;
}

/** What came of ending dangling bonds. */
export interface Passivated {
  readonly capped: readonly Capped[];
  /** Bonds that were left, because another atom stands where the hydrogen would be. */
  readonly taken: number;
}

/**
 * Ends dangling bonds by hydrogen along their directions, at the sum of the covalent radii. A bond is left where the
 * hydrogen would overlap with another atom, as with one of the other slab, or with hydrogen that is there.
 * @param lattice of the stack
 */
export function passivate(
  slabs: readonly EditableSlab[],
  of: EditableSlab,
  bonds: readonly DanglingBond[],
  cap: Cap,
  lattice: Float64Array,
): Passivated {
  const places = bonds.map(({ atom, direction }) =>
    add(of.at(atom), scale(direction, capAng(of.numbers[atom]!))),
  );
  const isTaken = takenPlaces(slabs, places, lattice);
  const counts = new Map<string, Capped>();
  for (const [k, { atom, coordination }] of bonds.entries()) {
    if (isTaken[k]) continue;
    const element = of.numbers[atom]!;
    const { chargeE, valenceE } = capCharges(of.charges[atom]!, coordination, cap);
    const point = pointAt(of.frame, places[k]!);
    const plane = of.plane[atom]!;
    of.add({ number: HYDROGEN, xyz: places[k]!, point, chargeE, plane, valenceE });
    const key = `${element} ${valenceE}`;
    const before = counts.get(key)?.caps ?? 0;
    counts.set(key, {
      element,
      caps: before + 1,
      valenceE: Number.isNaN(valenceE) ? null : valenceE,
    });
  }
  return { capped: [...counts.values()], taken: isTaken.filter(Boolean).length };
}

/**
 * Formal charge of the hydrogen that ends a bond, and the nuclear charge of pseudo-hydrogen. An atom of charge q and
 * coordination n gives q/n to each of its bonds. Both electrons of a bond are counted at the more electronegative side:
 * at a cation pseudo-hydrogen has them and the nuclear charge 2 − q/n, at an anion it has none and |q|/n; between
 * neutral atoms each has one, as hydrogen. Hydrogen itself is −1 at a cation and +1 at an anion, which leaves a charge.
 */
function capCharges(
  chargeE: number,
  coordination: number,
  cap: Cap,
): { readonly chargeE: number; readonly valenceE: number } {
  if (cap === 'H') return { chargeE: 0 - Math.sign(chargeE) + 0, valenceE: Number.NaN };
  const share = chargeE / coordination;
  const valenceE = share > 0 ? 2 - share : share < 0 ? -share : 1;
  const rounded = +valenceE.toFixed(4);
  // A nuclear charge of 1 e is hydrogen itself and needs no potential of its own.
  return { chargeE: 0 - share + 0, valenceE: rounded === 1 ? Number.NaN : rounded };
}

/** Which places overlap with an atom, or with a place before them. */
function takenPlaces(
  slabs: readonly EditableSlab[],
  places: readonly Vec3[],
  lattice: Float64Array,
): readonly boolean[] {
  const numbers: number[] = [];
  const xyz: number[] = [];
  // Only what can be that near along the normal, in this cell or the next one.
  const [low, high] = [lowest(places.map((p) => p[2])), highest(places.map((p) => p[2]))];
  const isNear = (z: number) =>
    [-1, 0, 1].some((n) => {
      const image = z + n * lattice[8]!;
      return image > low - FARTHEST_ANG && image < high + FARTHEST_ANG;
    });
  for (const slab of slabs)
    for (const i of slab.living()) {
      if (!isNear(slab.xyz[3 * i + 2]!)) continue;
      numbers.push(slab.numbers[i]!);
      xyz.push(...slab.at(i));
    }
  const first = numbers.length;
  for (const place of places) {
    numbers.push(HYDROGEN);
    xyz.push(...place);
  }
  const radius = (i: number) => COVALENT_RADIUS_ANG[numbers[i]!]!;
  let widest = 0;
  for (const i of numbers.keys()) widest = Math.max(widest, radius(i));
  const clashes: [number, number][] = [];
  forEachPair(lattice, xyz, OVERLAP_FACTOR * (radius(first) + widest), (i, j, _, ang) => {
    if (j >= first && ang < OVERLAP_FACTOR * (radius(i) + radius(j))) clashes.push([i, j]);
  });
  const taken = places.map(() => false);
  // Pairs come with i < j: in the order of j, each is judged after all that stand before it.
  for (const [i, j] of clashes.sort((p, q) => p[1] - q[1] || p[0] - q[0]))
    if (i !== j && (i < first || !taken[i - first])) taken[j - first] = true;
  return taken;
}
