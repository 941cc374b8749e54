import {
  type BondedUnit,
  bondedNetwork,
  covalentBonds,
  type PeriodicAtoms,
} from '#core/crystal/bondedUnits.ts';
import { COVALENT_RADIUS_ANG, ELECTRONEGATIVITY } from '#core/crystal/elements.ts';

/** A bond as one of its atoms sees it. `order` is 1 and what π bonds add. */
interface Link {
  readonly to: number;
  readonly ang: number;
  readonly bond: { order: number };
}

const [H, C, N, O, F, P, S, CL, SE, BR, I] = [1, 6, 7, 8, 9, 15, 16, 17, 34, 35, 53] as const;
const UNDERSTOOD = new Set<number>([H, C, N, O, F, P, S, CL, SE, BR, I]);
const CHALCOGENS = new Set<number>([O, S, SE]);
const HALOGENS = new Set<number>([F, CL, BR, I]);
/** Elements of the second period have π bonds only where the bond is this much of the covalent radii: C–C 1.47 Å. */
const PI_RATIO = 0.97;
const isSecondPeriod = (z: number): boolean => z === C || z === N || z === O;
/** O–O is 1.21 Å in O2, 1.28–1.35 in a superoxide, 1.49 in a peroxide. */
const LONGEST_DIOXYGEN_ANG = 1.25;
const LONGEST_SUPEROXIDE_ANG = 1.4;
/** C≡N is 1.16 Å, C≡O 1.13, C≡C 1.20; an atom of carbon with one longer bond has lost its hydrogen. */
const LONGEST_TRIPLE_ANG = 1.27;

/**
 * Oxidation states of the atoms of molecules and polyatomic ions by their bonds: the electrons of a bond
 * count to the more electronegative of its atoms, those between equal ones are shared; charges as the octets
 * of a Lewis formula ask for them. CH3NH3+ has C −2, N −3, H +1; HCOO− has C +2.
 * @returns N states in e, NaN for atoms of no such unit; null where a unit of carbon, or of nitrogen with
 *   hydrogen, has no Lewis formula (hydrogen that was not refined), so that nothing should be guessed
 * @see Karen, McArdle, Takats, Pure Appl. Chem. 88 (2016) 831, doi 10.1515/pac-2015-1204
 */
export function chargesByBonds(atoms: PeriodicAtoms): Float64Array | null {
  const { numbers } = atoms;
  const { bonds, units } = bondedNetwork(atoms, covalentBonds);
  const links: Link[][] = Array.from(numbers, () => []);
  for (const { a, b, ang } of bonds) {
    const bond = { order: 1 };
    links[a]!.push({ to: b, ang, bond });
    links[b]!.push({ to: a, ang, bond });
  }
  const charges = new Float64Array(numbers.length).fill(Number.NaN);
  for (const unit of units) {
    if (unit.atoms.length < 2) continue;
    const states = statesOf(unit, numbers, links);
    if (states === null) {
      if (isMolecular(unit, numbers)) return null;
      continue;
    }
    for (const [i, state] of states) charges[i] = state;
  }
  return charges;
}

function isMolecular({ atoms }: BondedUnit, numbers: ArrayLike<number>): boolean {
  const held = new Set(atoms.map((i) => numbers[i]!));
  return held.has(C) ? held.has(H) || held.has(N) || held.has(O) : held.has(N) && held.has(H);
}

function statesOf(
  { atoms }: BondedUnit,
  numbers: ArrayLike<number>,
  links: readonly Link[][],
): ReadonlyMap<number, number> | null {
  if (atoms.some((i) => !UNDERSTOOD.has(numbers[i]!))) return null;
  const dioxygen = dioxygenState(atoms, numbers, links);
  if (dioxygen !== null) return new Map(atoms.map((i) => [i, dioxygen]));
  /** What each atom still wants of π bonds, negative where it has more bonds than its valence. */
  const wants = new Map<number, number>();
  for (const i of atoms) {
    const valence = valenceOf(i, numbers, links);
    if (valence === null) return null;
    wants.set(i, valence - links[i]!.length);
  }
  const mayTake = (i: number, { to, ang, bond }: Link): boolean => {
    const [p, q] = [numbers[i]!, numbers[to]!];
    if (bond.order >= 3 || (p === q && CHALCOGENS.has(p))) return false;
    if (!isSecondPeriod(p) || !isSecondPeriod(q)) return true;
    return ang <= PI_RATIO * (COVALENT_RADIUS_ANG[p]! + COVALENT_RADIUS_ANG[q]!);
  };
  drawPi(atoms, wants, links, mayTake);
  const charge = new Map<number, number>();
  for (const i of atoms) {
    if (numbers[i] !== C || links[i]!.length === 1) continue;
    while (wants.get(i)! > 0) {
      wants.set(i, wants.get(i)! - 1);
      const placed = [false, true].some((mayCharge) =>
        bondElsewhere(i, {
          numbers,
          links,
          wants,
          mayTake,
          charge,
          mayCharge,
          seen: new Set([i]),
          steps: { left: MOST_STEPS },
        }),
      );
      if (!placed) return null;
    }
  }
  for (const i of atoms) {
    const [z, left] = [numbers[i]!, wants.get(i)!];
    if (!charge.has(i)) charge.set(i, chargeLeft(z, left, links[i]!.length));
  }
  carbonMonoxide(atoms, numbers, links, charge);
  return meanOfAlike(atoms, numbers, links, charge);
}

/** The state of the two atoms of O2, of a superoxide or of a peroxide; null for what is none of them. */
function dioxygenState(
  atoms: readonly number[],
  numbers: ArrayLike<number>,
  links: readonly Link[][],
): number | null {
  if (atoms.length !== 2 || atoms.some((i) => numbers[i] !== O)) return null;
  const { ang } = links[atoms[0]!]![0]!;
  return ang < LONGEST_DIOXYGEN_ANG ? 0 : ang < LONGEST_SUPEROXIDE_ANG ? -0.5 : -1;
}

/** How many bonds an atom has in a Lewis formula of this many neighbours, or null where none is known. */
function valenceOf(i: number, numbers: ArrayLike<number>, links: readonly Link[][]): number | null {
  const [z, near] = [numbers[i]!, links[i]!];
  const degree = near.length;
  const ends = (element: number): number =>
    near.filter(({ to }) => numbers[to] === element && links[to]!.length === 1).length;
  if (z === H || z === F) return degree === 1 ? 1 : null;
  if (z === C) {
    if (degree > 4) return null;
    return degree > 1 || near[0]!.ang < LONGEST_TRIPLE_ANG ? 4 : null;
  }
  if (z === N) {
    if (degree > 4) return null;
    if (degree === 4) return 4;
    // Nitrate and nitro with N +5; azide.
    return (degree === 3 && ends(O) >= 2) || (degree === 2 && ends(N) === 2) ? 5 : 3;
  }
  if (z === O) return degree <= 2 ? 2 : degree === 3 ? 3 : null;
  if (z === P) return degree <= 3 ? 3 : degree <= 6 ? 5 : null;
  if (CHALCOGENS.has(z)) return degree <= 2 ? 2 : degree === 3 ? 4 : degree <= 6 ? 6 : null;
  if (degree === 1) return HALOGENS.has(numbers[near[0]!.to]!) ? null : 1;
  return near.every(({ to }) => numbers[to] === O) && degree <= 4 ? 2 * degree - 1 : null;
}

/** π bonds between atoms that want them, those first that have only one way to get theirs. */
function drawPi(
  atoms: readonly number[],
  wants: Map<number, number>,
  links: readonly Link[][],
  mayTake: (i: number, link: Link) => boolean,
): void {
  for (;;) {
    let best: { i: number; ways: readonly Link[] } | null = null;
    for (const i of atoms) {
      if (wants.get(i)! < 1) continue;
      const ways = links[i]!.filter((l) => l.to !== i && wants.get(l.to)! > 0 && mayTake(i, l));
      if (ways.length > 0 && (best === null || ways.length < best.ways.length)) best = { i, ways };
    }
    if (best === null) return;
    const link = best.ways.reduce((p, q) => (q.ang < p.ang - 1e-6 ? q : p));
    link.bond.order++;
    wants.set(best.i, wants.get(best.i)! - 1);
    wants.set(link.to, wants.get(link.to)! - 1);
  }
}

/** Ways grow with the number of rings; a molecule of so many has no guess. */
const MOST_STEPS = 20_000;

interface Search {
  readonly numbers: ArrayLike<number>;
  readonly links: readonly Link[][];
  readonly wants: Map<number, number>;
  readonly mayTake: (i: number, link: Link) => boolean;
  readonly charge: Map<number, number>;
  /** Nitrogen may give its lone pair: C=N⁺ of an amidinium or of a pyridinium. */
  readonly mayCharge: boolean;
  /** Atoms of the way so far. */
  readonly seen: Set<number>;
  readonly steps: { left: number };
}

/** A π bond for a carbon whose neighbours have theirs: one of them is moved on until it meets who can do with it. */
function bondElsewhere(i: number, search: Search): boolean {
  const { numbers, links, wants, mayTake, charge, mayCharge, seen } = search;
  for (const link of links[i]!) {
    const { to, bond } = link;
    if (!mayTake(i, link) || search.steps.left-- < 1) continue;
    const isFree = wants.get(to)! > 0;
    if (isFree || (mayCharge && numbers[to] === N && links[to]!.length === 3 && !charge.has(to))) {
      bond.order++;
      if (isFree) wants.set(to, wants.get(to)! - 1);
      else charge.set(to, 1);
      return true;
    }
    if (seen.has(to)) continue;
    seen.add(to);
    for (const moved of links[to]!) {
      const k = moved.to;
      if (moved.bond.order < 2 || seen.has(k)) continue;
      moved.bond.order--;
      bond.order++;
      if (numbers[k] !== C) {
        wants.set(k, wants.get(k)! + 1);
        return true;
      }
      seen.add(k);
      if (bondElsewhere(k, search)) return true;
      seen.delete(k);
      moved.bond.order++;
      bond.order--;
    }
    seen.delete(to);
  }
  return false;
}

function chargeLeft(z: number, left: number, degree: number): number {
  if (left === 0) return z === O ? Math.max(0, degree - 2) : z === N && degree === 4 ? 1 : 0;
  // Sulfonium, phosphonium: more neighbours than lone pairs allow.
  const isOnium = (z === P && degree >= 4) || ((z === S || z === SE) && degree >= 3);
  return isOnium && left > 0 ? left : -Math.abs(left);
}

/** C≡O as a whole has no charge, though its carbon wants a bond more. */
function carbonMonoxide(
  atoms: readonly number[],
  numbers: ArrayLike<number>,
  links: readonly Link[][],
  charge: Map<number, number>,
): void {
  for (const i of atoms)
    if (numbers[i] === C && links[i]!.length === 1 && numbers[links[i]![0]!.to] === O)
      charge.set(i, charge.get(i)! + 2);
}

/** Bonds counted to the more electronegative; of atoms with like neighbours, and of bonded equal ones, the mean. */
function meanOfAlike(
  atoms: readonly number[],
  numbers: ArrayLike<number>,
  links: readonly Link[][],
  charge: ReadonlyMap<number, number>,
): ReadonlyMap<number, number> {
  const alike = new Map<string, { sum: number; atoms: number[] }>();
  for (const i of atoms) {
    const z = numbers[i]!;
    let state = charge.get(i)!;
    for (const { to, bond } of links[i]!)
      state += Math.sign(ELECTRONEGATIVITY[numbers[to]!]! - ELECTRONEGATIVITY[z]!) * bond.order;
    const isChain = z !== C && links[i]!.some(({ to }) => numbers[to] === z);
    const near = links[i]!.map(({ to }) => `${numbers[to]}.${links[to]!.length}`).sort();
    const key = isChain ? `${z}` : `${z};${near.join()}`;
    const of = alike.get(key) ?? { sum: 0, atoms: [] };
    alike.set(key, of);
    of.sum += state;
    of.atoms.push(i);
  }
  return new Map(
    [...alike.values()].flatMap(({ sum, atoms: group }) =>
      group.map((i) => [i, sum / group.length] as const),
    ),
  );
}
