import type { Crystal } from '#core/crystal/crystal.ts';
import { SYMBOLS } from '#core/crystal/elements.ts';
import { EpistackError } from '#core/errors.ts';
import { pointGroup } from '#core/match/pointGroup.ts';
import { fixed } from '#core/math/decimals.ts';
import { gcd } from '#core/math/integer.ts';
import { inverse, mulCol, mulRow, transpose } from '#core/math/mat3.ts';
import { dot, mapTuple, norm, scale, sub, unit, type Vec3 } from '#core/math/vec3.ts';
import { dSpacingAng, hklText, planeOf, spacedIndices } from '#core/surface/miller.ts';
import { PLANE_TOLERANCE_ANG } from '#core/surface/planes.ts';
import type { CoreSpec, FacetSpec } from './nanocrystalRecipe.ts';
import type { HalfSpace } from './polyhedron.ts';

/** One face of the core. */
export interface Facet extends HalfSpace {
  readonly hkl: readonly [number, number, number];
  /** The outermost atomic plane that lies within the face, Å from the centre along the normal. */
  readonly topAng: number;
}

/** Atoms this far beyond a face still belong to the particle, Å: rounding, not structure. */
export const FACE_SLACK_ANG = 1e-4;
/** More faces than any crystal form has: {hkl} of m-3m has 48. */
const MOST_FACETS = 200;
const ANG_PER_NM = 10;

/**
 * All faces of a core, each family whole by the crystal's point group, each set back to the plane that its species ask
 * for.
 * @throws `bad-plane`, `setting`
 */
export function facetsOf(crystal: Crystal, core: CoreSpec): readonly Facet[] {
  const group = pointGroup(crystal);
  const distances = distancesOf(core);
  const out: Facet[] = [];
  for (const [n, spec] of core.facets.entries()) {
    const { hkl } = planeOf(spec.hkl);
    for (const image of spec.single ? [hkl] : imagesOf(crystal, group, hkl)) {
      const normal = planeNormal(crystal, image);
      if (out.some((f) => norm(sub(f.normal, normal)) < 1e-6)) continue;
      out.push({ hkl: image, normal, ...placed(crystal, core, image, distances[n]!, spec) });
    }
  }
  if (out.length > MOST_FACETS)
    throw new EpistackError({
      code: 'too-large',
      what: 'faces of the particle',
      count: out.length,
      limit: MOST_FACETS,
    });
  return out;
}

/** Å from the centre, as given or by Wulff's rule. */
function distancesOf({ facets, sizeNm }: CoreSpec): readonly number[] {
  const energies = facets.flatMap(({ energy }) => energy ?? []);
  if (energies.length === 0) return facets.map(({ distanceNm }) => distanceNm! * ANG_PER_NM);
  const least = Math.min(...energies);
  return facets.map(({ energy }) => ((sizeNm! / 2) * ANG_PER_NM * energy!) / least);
}

/**
 * The same faces by distances instead of energies, or the other way round: the particle stays as it is. Energies have no
 * scale of their own: the face of least distance gets 1.
 */
export function facesBy(core: CoreSpec, by: 'distance' | 'energy'): CoreSpec {
  const { facets, sizeNm: _, ...rest } = core;
  const distancesAng = distancesOf(core);
  const leastAng = Math.min(...distancesAng);
  return {
    ...rest,
    facets: facets.map(({ energy: __, distanceNm: ___, ...facet }, n) => {
      const ang = distancesAng[n]!;
      return by === 'energy'
        ? { ...facet, energy: ang / leastAng }
        : { ...facet, distanceNm: ang / ANG_PER_NM };
    }),
    ...(by === 'energy' && facets.length > 0 ? { sizeNm: (2 * leastAng) / ANG_PER_NM } : {}),
  };
}

/** Unit normal of a plane, outward for its indices, on the crystal's own axes. */
export const planeNormal = (crystal: Crystal, hkl: Vec3): Vec3 =>
  unit(mulCol(inverse(crystal.lattice), hkl));

type Indices = readonly [number, number, number];

function imagesOf(
  crystal: Crystal,
  group: readonly Float64Array[],
  hkl: Indices,
): readonly Indices[] {
  const { lattice } = crystal;
  const g = mulCol(inverse(lattice), hkl);
  const images = new Map<string, Indices>();
  for (const rotation of group) {
    const turned = mulCol(rotation, g);
    // g = L⁻¹ hkl, so that hkl = L g.
    const indices = mapTuple(mulCol(lattice, turned), (x) => Math.round(x) + 0);
    images.set(indices.join(' '), indices);
  }
  return [...images.values()];
}

/** Where a face lies, and the atoms nearest to it. */
function placed(
  crystal: Crystal,
  core: CoreSpec,
  hkl: Indices,
  distanceAng: number,
  { species }: FacetSpec,
): Pick<Facet, 'distanceAng' | 'topAng'> {
  const planes = planesAlong(crystal, core.centre, hkl);
  const asked = species === undefined ? null : [...species].sort().join(' ');
  const fitting = asked === null ? planes : planes.filter((p) => p.species === asked);
  if (fitting.length === 0)
    throw new EpistackError({
      code: 'setting',
      field: `facets ${hklText(hkl)}`,
      expected: `species of one of its planes: ${[...new Set(planes.map((p) => p.species.replaceAll(' ', ',')))].join(', or ')}`,
    });
  const period = dSpacingAng(crystal.lattice, planeOf(hkl).coprime);
  const tops = fitting.map(({ heightAng }) => {
    const periods = Math.floor((distanceAng + FACE_SLACK_ANG - heightAng) / period);
    return heightAng + periods * period;
  });
  const topAng = Math.max(...tops);
  return { distanceAng: asked === null ? distanceAng : topAng, topAng };
}

/** Atomic planes of one period, by the height of their highest atom over the centre. */
function planesAlong(
  crystal: Crystal,
  centre: Vec3,
  hkl: Indices,
): readonly { readonly heightAng: number; readonly species: string }[] {
  const { lattice, numbers, frac } = crystal;
  const normal = planeNormal(crystal, hkl);
  const period = dSpacingAng(lattice, planeOf(hkl).coprime);
  const atoms = Array.from(numbers, (z, i) => {
    const at = sub([frac[3 * i]!, frac[3 * i + 1]!, frac[3 * i + 2]!], centre);
    const height = dot(normal, mulRow(at, lattice));
    return { z, height: height - period * Math.floor(height / period + 1e-9) };
  }).sort((p, q) => p.height - q.height);
  // Begins after the widest gap, so that no plane is cut in two by the period.
  const gapAfter = (k: number) =>
    k + 1 < atoms.length
      ? atoms[k + 1]!.height - atoms[k]!.height
      : atoms[0]!.height + period - atoms[k]!.height;
  let widest = 0;
  for (let k = 1; k < atoms.length; k++) if (gapAfter(k) > gapAfter(widest)) widest = k;
  const out: { heightAng: number; species: Set<string> }[] = [];
  for (let k = 1; k <= atoms.length; k++) {
    const at = (widest + k) % atoms.length;
    const height = atoms[at]!.height + (widest + k >= atoms.length ? period : 0);
    const last = out.at(-1);
    if (last === undefined || height - last.heightAng > PLANE_TOLERANCE_ANG)
      out.push({ heightAng: height, species: new Set([SYMBOLS[atoms[at]!.z]!]) });
    else {
      last.heightAng = height;
      last.species.add(SYMBOLS[atoms[at]!.z]!);
    }
  }
  return out.map(({ heightAng, species }) => ({
    heightAng,
    species: [...species].sort().join(' '),
  }));
}

/** The rotation that carries two perpendicular unit vectors onto two others: R a = b. Rows act on columns. */
export function rotationOnto(
  from: readonly [Vec3, Vec3],
  onto: readonly [Vec3, Vec3],
): Float64Array {
  const basis = ([a, b]: readonly [Vec3, Vec3]) => {
    const c: Vec3 = [
      a[1] * b[2] - a[2] * b[1],
      a[2] * b[0] - a[0] * b[2],
      a[0] * b[1] - a[1] * b[0],
    ];
    return Float64Array.of(...a, ...b, ...c);
  };
  const [f, o] = [basis(from), transpose(basis(onto))];
  const out = new Float64Array(9);
  for (let i = 0; i < 3; i++)
    for (let j = 0; j < 3; j++)
      out[3 * i + j] = o[3 * i]! * f[j]! + o[3 * i + 1]! * f[3 + j]! + o[3 * i + 2]! * f[6 + j]!;
  return out;
}

/** Indices of directions that are named in place of one that does not lie in a plane. */
const MOST_NAMED = 2;
const NAMED = 3;

/**
 * The directions of small indices in a plane that are nearest to one outside it, in words: "[0 0 1] (35.3° away)".
 */
function nearestIn(crystal: Crystal, hkl: Indices, uvw: Indices): string {
  const range = Array.from({ length: 2 * MOST_NAMED + 1 }, (_, i) => i - MOST_NAMED);
  const asked = unit(mulRow(uvw, crystal.lattice));
  const degrees = (at: Indices) =>
    (180 / Math.PI) * Math.acos(Math.min(1, dot(asked, unit(mulRow(at, crystal.lattice)))));
  return range
    .flatMap((u) => range.flatMap((v) => range.map((w): Indices => [u, v, w])))
    .filter(
      ([u, v, w]) =>
        hkl[0] * u + hkl[1] * v + hkl[2] * w === 0 && Math.abs(gcd(gcd(u, v), w)) === 1,
    )
    .map((at) => ({ at, away: degrees(at), size: Math.hypot(...at) }))
    .toSorted((p, q) => p.away - q.away || p.size - q.size)
    .slice(0, NAMED)
    .map(({ at, away }) => `[${spacedIndices(at)}] (${fixed(away, 1)}° away)`)
    .join(', ');
}

/** A direction of the crystal in a plane, as a unit vector. @throws `setting` where it is not in the plane */
export function directionIn(crystal: Crystal, hkl: Indices, uvw: Indices, field: string): Vec3 {
  if (hkl[0] * uvw[0] + hkl[1] * uvw[1] + hkl[2] * uvw[2] !== 0 || uvw.every((x) => x === 0))
    throw new EpistackError({
      code: 'setting',
      field,
      expected: `a direction [u v w] in the plane ${hklText(hkl)}, with h u + k v + l w = 0${uvw.some((x) => x !== 0) ? `; nearest to [${spacedIndices(uvw)}] are ${nearestIn(crystal, hkl, uvw)}` : ''}`,
    });
  const along = mulRow(uvw, crystal.lattice);
  return scale(along, 1 / norm(along));
}
