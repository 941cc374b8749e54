import { composition } from '#core/crystal/structure.ts';
import { fixed } from '#core/math/decimals.ts';
import { dot, norm, type Vec3 } from '#core/math/vec3.ts';
import { hklText } from '#core/surface/miller.ts';
import type { Cutout } from './cutout.ts';
import type { Facet } from './facets.ts';
import type { NanocrystalRecipe } from './nanocrystalRecipe.ts';
import type { Neutralised } from './neutralise.ts';
import type { Polyhedron } from './polyhedron.ts';

/** A face in the report. Å² on the body of the faces, before atoms are left out. */
export interface FacetReport {
  readonly hkl: readonly [number, number, number];
  /** null where a sphere cuts the body. */
  readonly areaAng2: number | null;
  /** Atoms with fewer neighbours than in bulk that lie nearest to this face. */
  readonly atoms: number;
  /** Of these atoms. */
  readonly composition: Readonly<Record<string, number>>;
  /** How many of these atoms lie on an edge, as near to a face that comes later in the list. */
  readonly edgeAtoms: number;
  /** Formal charge of these atoms; null without formal charges. */
  readonly chargeE: number | null;
  /** The second crystal lies on it: what is counted is what it leaves free. */
  readonly isCovered: boolean;
}

/** One of the two crystals of a particle. */
export interface PartReport {
  readonly name: string;
  readonly atoms: number;
  readonly composition: Readonly<Record<string, number>>;
  readonly chargeE: number | null;
}

/** Å in a nm. */
const ANG = 10;
/** Less than this over an edge is no more than an atom stands out anyhow, Å. */
const OVERHANG_ANG = 1;
/** A charge this small is none, e. */
const NEUTRAL_E = 1e-6;

/** One crystal of the particle. @param gone 1 for each atom that was left out */
export function partReport(
  name: string,
  { numbers, charges }: Cutout,
  gone: Uint8Array,
): PartReport {
  const kept = [...numbers.keys()].filter((i) => gone[i] === 0);
  return {
    name,
    atoms: kept.length,
    composition: composition(kept.map((i) => numbers[i]!)),
    chargeE: charges && kept.reduce((sum, i) => sum + charges[i]!, 0) + 0,
  };
}

/** Atoms with fewer neighbours than in bulk, each counted at the face that it lies nearest to. */
export function facetReports(
  facets: readonly Facet[],
  body: Polyhedron | null,
  { numbers, xyz, charges }: Cutout,
  at: {
    readonly gone: Uint8Array;
    readonly free: Uint8Array;
    readonly covered: Facet | 'all' | null;
  },
): readonly FacetReport[] {
  const atoms = facets.map((): number[] => []);
  const edgeAtoms = facets.map(() => 0);
  const sums = facets.map(() => 0);
  for (let i = 0; i < numbers.length && facets.length > 0; i++) {
    if (at.free[i] === 0 || at.gone[i] === 1) continue;
    const place: Vec3 = [xyz[3 * i]!, xyz[3 * i + 1]!, xyz[3 * i + 2]!];
    let [best, least, isAlone] = [0, Number.POSITIVE_INFINITY, true];
    for (const [f, { normal, distanceAng }] of facets.entries()) {
      const below = distanceAng - dot(normal, place);
      if (below < least - 1e-6) [best, least, isAlone] = [f, below, true];
      else if (below < least + 1e-6) isAlone = false;
    }
    atoms[best]!.push(numbers[i]!);
    if (!isAlone) edgeAtoms[best]!++;
    sums[best]! += charges?.[i] ?? 0;
  }
  return facets.map((facet, f) => ({
    hkl: facet.hkl,
    areaAng2: body === null ? null : body.areasAng2[f]!,
    atoms: atoms[f]!.length,
    composition: composition(atoms[f]!),
    edgeAtoms: edgeAtoms[f]!,
    chargeE: charges === null ? null : sums[f]! + 0,
    isCovered: at.covered === 'all' || at.covered === facet,
  }));
}

/** Å, along the first face's normal; of a sphere twice the farthest atom. */
export function sizeOf({ xyz }: Cutout, facets: readonly Facet[]): number {
  const normal = facets[0]?.normal ?? null;
  let [low, high] = [0, 0];
  for (let i = 0; i < xyz.length; i += 3) {
    const place: Vec3 = [xyz[i]!, xyz[i + 1]!, xyz[i + 2]!];
    const height = normal === null ? norm(place) : dot(normal, place);
    low = Math.min(low, height);
    high = Math.max(high, height);
  }
  return normal === null ? 2 * high : high - low;
}

/** The second crystal where it hangs over the edge of its face: nothing carries it there. */
export const overhangOf = ({ cap }: NanocrystalRecipe, overhangAng: number): readonly string[] =>
  cap === null || overhangAng < OVERHANG_ANG
    ? []
    : [
        `the second crystal hangs over an edge of the face ${hklText(cap.facet)} by ${fixed(overhangAng / ANG, 2)} nm: a smaller one, or a face cut deeper, would carry all of it`,
      ];

/** What was left out, what other faces cut away, and what of the charge could not be balanced, in words. */
export function warningsOf(
  { neutral, leastNeighbours }: NanocrystalRecipe,
  facets: readonly Facet[],
  body: Polyhedron | null,
  cutouts: readonly Cutout[],
  { removed, isNeutral }: Neutralised,
  names: readonly string[],
  chargeE: number | null,
): readonly string[] {
  const hidden = facets.filter((_, f) => body !== null && body.areasAng2[f]! < 1e-6);
  const taken = Object.entries(removed).map(([symbol, n]) => `${n} ${symbol}`);
  const unbonded = cutouts.flatMap(({ unbonded: n }, p) => (n > 0 ? [`${n} of ${names[p]}`] : []));
  return [
    ...(hidden.length > 0
      ? [`cut away by other faces: ${hidden.map((f) => hklText(f.hkl)).join(', ')}`]
      : []),
    ...(unbonded.length > 0
      ? [`left out for fewer than ${leastNeighbours} bonded neighbours: ${unbonded.join(', ')}`]
      : []),
    ...(taken.length > 0
      ? [`taken away to balance the charge, the least bonded first: ${taken.join(', ')}`]
      : []),
    ...(neutral && !isNeutral
      ? ['the charge could not be balanced by taking surface ions away']
      : []),
    ...(chargeE === null ? ['formal charges are unknown: none is told or balanced'] : []),
    ...(chargeE !== null && Math.abs(chargeE) > NEUTRAL_E && !neutral
      ? ['the particle is charged; in a solution its ligands balance that']
      : []),
  ];
}
