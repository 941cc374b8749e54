import { SYMBOLS } from '#core/crystal/elements.ts';
import { forEachPair } from '#core/crystal/neighbors.ts';
import { lowest } from '#core/math/extremes.ts';

/** Distances up to this enter the all-contacts mean and the histogram, Å. */
export const CONTACT_CUTOFF_ANG = 5;

/** One distance across an interface: atom `upper`, moved by `image` cells, lies `distanceAng` from `lower`. */
export interface Contact {
  readonly lower: number;
  readonly upper: number;
  readonly image: readonly [number, number, number];
  readonly distanceAng: number;
}

/** Contacts of one species pair X (lower slab) – Y (upper slab) across one interface. */
export interface PairContacts {
  /** "Cs-S": lower species first. */
  readonly pair: string;
  readonly lowerSymbol: string;
  readonly upperSymbol: string;
  /** Each X to its nearest Y. */
  readonly nearest: readonly Contact[];
  readonly nearestMeanAng: number;
  /** Standard deviation of the nearest distances (population), Å. */
  readonly nearestStdAng: number;
  readonly minAng: number;
  readonly cutoffAng: number;
  /** All X–Y distances within the cutoff. */
  readonly within: readonly Contact[];
  /** Their mean, NaN when there are none. */
  readonly withinMeanAng: number;
}

/**
 * Measures the distances between the facing planes of two slabs, periodic images included.
 * @param lattice 3×3 rows, Å
 * @param xyz 3N Cartesian Å (a built structure or one frame)
 * @param lower indices of the facing atoms of the lower slab
 * @param upper indices of the facing atoms of the upper slab
 * @param cutoffAng reach of `within`
 * @param cellsUp how many cells along c the upper slab lies above its listed place: 1 where a superlattice closes
 * @returns one entry per species pair, in the order of the atoms; empty when a side is empty
 */
export function contactsAcross(
  lattice: ArrayLike<number>,
  numbers: ArrayLike<number>,
  xyz: ArrayLike<number>,
  lower: readonly number[],
  upper: readonly number[],
  cutoffAng: number = CONTACT_CUTOFF_ANG,
  cellsUp = 0,
): readonly PairContacts[] {
  if (lower.length === 0 || upper.length === 0) return [];
  const atoms = [...lower, ...upper];
  const local = Float64Array.from(
    atoms.flatMap((i) => [xyz[3 * i]!, xyz[3 * i + 1]!, xyz[3 * i + 2]!]),
  );
  const pairs = speciesPairs(numbers, lower, upper);
  // Widen until every X has met its nearest Y; the first round nearly always does.
  for (let reachAng = cutoffAng; ; reachAng *= 1.5) {
    const found = new Map<string, Contact[]>(pairs.map((p) => [p.key, []]));
    forEachPair(lattice, local, reachAng, (i, j, image, distanceAng) => {
      // Another multiple of c would be another interface, or a way through the slab.
      if (i >= lower.length || j < lower.length || image[2] !== cellsUp) return;
      const contact = { lower: atoms[i]!, upper: atoms[j]!, image, distanceAng };
      found.get(`${numbers[contact.lower]}-${numbers[contact.upper]}`)!.push(contact);
    });
    const results = pairs.map((p) => summarise(p, found.get(p.key)!, numbers, lower, cutoffAng));
    if (results.every((r) => r !== null)) return results;
  }
}

interface SpeciesPair {
  readonly key: string;
  readonly lowerNumber: number;
  readonly upperNumber: number;
}

function speciesPairs(
  numbers: ArrayLike<number>,
  lower: readonly number[],
  upper: readonly number[],
): readonly SpeciesPair[] {
  const distinct = (atoms: readonly number[]) => [...new Set(atoms.map((i) => numbers[i]!))];
  return distinct(lower).flatMap((lowerNumber) =>
    distinct(upper).map((upperNumber) => ({
      key: `${lowerNumber}-${upperNumber}`,
      lowerNumber,
      upperNumber,
    })),
  );
}

function summarise(
  pair: SpeciesPair,
  contacts: readonly Contact[],
  numbers: ArrayLike<number>,
  lower: readonly number[],
  cutoffAng: number,
): PairContacts | null {
  const best = new Map<number, Contact>();
  for (const c of contacts) {
    const known = best.get(c.lower);
    if (known === undefined || c.distanceAng < known.distanceAng) best.set(c.lower, c);
  }
  const members = lower.filter((i) => numbers[i] === pair.lowerNumber);
  if (!members.every((i) => best.has(i))) return null;
  const nearest = members.map((i) => best.get(i)!);
  const nearestMeanAng = mean(nearest);
  const within = contacts.filter((c) => c.distanceAng <= cutoffAng);
  return {
    pair: `${SYMBOLS[pair.lowerNumber]}-${SYMBOLS[pair.upperNumber]}`,
    lowerSymbol: SYMBOLS[pair.lowerNumber]!,
    upperSymbol: SYMBOLS[pair.upperNumber]!,
    nearest,
    nearestMeanAng,
    nearestStdAng: Math.sqrt(
      nearest.reduce((sum, c) => sum + (c.distanceAng - nearestMeanAng) ** 2, 0) / nearest.length,
    ),
    minAng: lowest(nearest.map((c) => c.distanceAng)),
    cutoffAng,
    within,
    withinMeanAng: mean(within),
  };
}

const mean = (contacts: readonly Contact[]): number =>
  contacts.reduce((sum, c) => sum + c.distanceAng, 0) / contacts.length;

/** Counts in equal bins over [lowAng, highAng); values outside are left out. */
export function histogram(
  distancesAng: readonly number[],
  lowAng: number,
  highAng: number,
  bins: number,
): Uint32Array {
  const out = new Uint32Array(bins);
  for (const d of distancesAng) {
    const bin = Math.floor(((d - lowAng) / (highAng - lowAng)) * bins);
    if (bin >= 0 && bin < bins) out[bin]!++;
  }
  return out;
}
