import { motionTest, rarestAtoms } from '#core/crystal/motions.ts';
import type { Symop } from '#core/io/cif/symop.ts';
import { inverse, mul, mulCol, mulRow, row, transpose } from '#core/math/mat3.ts';
import { latticeRotations } from '#core/math/reducedCell.ts';
import type { Vec3 } from '#core/math/vec3.ts';
import { MAX_ATOMS } from './arrangements.ts';
import type { Disordered, DisorderedSites, SharedSite } from './disorder.ts';

/** Places that come to lie within this distance of others are the same by symmetry, Å. */
const SAME_ANG = 0.05;

const IDENTITY: Symop = {
  rotation: Int8Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1),
  translation: [0, 0, 0],
};

/**
 * A disordered crystal with the symmetry that its places have, whatever the file says of it: formats that list all
 * atoms of the cell are ordered in the same way as those that list operations. Sites that symmetry makes alike become
 * one, whose places share what is on them.
 */
export function withPlaceSymmetry(d: DisorderedSites): Disordered {
  const { lattice, places } = d;
  // Larger crystals have no arrangements listed.
  if (places.length > MAX_ATOMS) return { ...d, operations: [IDENTITY] };
  const kinds = new Map<string, number>();
  const numbers = Uint8Array.from(places, (_, p) => {
    const key = kindOf(d.sites[d.siteOf[p]!]!);
    if (!kinds.has(key)) kinds.set(key, kinds.size);
    return kinds.get(key)!;
  });
  const xyz = Float64Array.from(places.flatMap((at) => mulRow(at, lattice)));
  const test = motionTest({ lattice, numbers, xyz }, SAME_ANG);
  const targets = rarestAtoms(numbers);
  const from = row(xyz, targets[0]!);
  // Columns: a fraction is (Lᵀ)⁻¹ times a Cartesian vector.
  const toCartesian = transpose(lattice);
  const toFractions = inverse(toCartesian);
  const operations: Symop[] = [];
  const siteOf = Int32Array.from(d.siteOf);
  for (const linear of latticeRotations(lattice).map(transpose)) {
    const turned = mulCol(linear, from);
    for (const target of targets) {
      const to = row(xyz, target);
      const shift: Vec3 = [to[0] - turned[0], to[1] - turned[1], to[2] - turned[2]];
      const images = test({ linear, shift });
      if (images === null) continue;
      operations.push({
        rotation: Int8Array.from(mul(toFractions, mul(linear, toCartesian)), Math.round),
        translation: mulCol(toFractions, shift),
      });
      for (const [p, image] of images.entries()) join(siteOf, siteOf[p]!, siteOf[image]!);
    }
  }
  return { ...merged(d, siteOf), operations };
}

/** What tells a place from others: who is on it, how often, and as which alternative. */
const kindOf = ({ occupants, alternative }: SharedSite): string =>
  [
    alternative,
    ...occupants.map(({ z, occupancy }) => `${z}:${occupancy.toFixed(3)}`).toSorted(),
  ].join(' ');

/** Gives the places of two sites to the first of them. */
function join(siteOf: Int32Array, one: number, other: number): void {
  if (one === other) return;
  const [first, second] = [Math.min(one, other), Math.max(one, other)];
  for (let p = 0; p < siteOf.length; p++) if (siteOf[p] === second) siteOf[p] = first;
}

/** Sites that are left without places stay in the list, so that their numbers keep what they mean to the file. */
function merged(d: DisorderedSites, siteOf: Int32Array): DisorderedSites {
  const others = new Map<number, string[]>();
  for (const [s, site] of d.sites.entries()) {
    const at = siteOf[Array.from(d.siteOf).indexOf(s)];
    if (at === undefined || at === s) continue;
    others.set(at, [...(others.get(at) ?? []), site.label]);
  }
  const sites = d.sites.map((site, s): SharedSite => {
    const more = others.get(s) ?? [];
    const [last] = more.slice(-1);
    if (last === undefined || more.every((label) => label === site.label)) return site;
    return {
      ...site,
      label: more.length === 1 ? `${site.label}, ${last}` : `${site.label} … ${last}`,
    };
  });
  return { ...d, siteOf, sites };
}
