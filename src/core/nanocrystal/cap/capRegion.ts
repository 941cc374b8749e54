import { EpistackError } from '#core/errors.ts';
import { add, dot, norm, scale, sub, type Vec3 } from '#core/math/vec3.ts';
import { FACE_SLACK_ANG, type Facet } from '#core/nanocrystal/facets.ts';
import type { CapShape, CapSpec } from '#core/nanocrystal/nanocrystalRecipe.ts';
import { hklText } from '#core/surface/miller.ts';

/** The body of a core: faces, or a sphere, or both. */
export interface CoreShape {
  readonly facets: readonly Facet[];
  readonly sphereAng: number | null;
}

/** How far a point lies outside of the core, Å along the normal of the farthest face; below 0 inside. */
export function outsideBy(
  { facets, sphereAng }: CoreShape,
  x: number,
  y: number,
  z: number,
): number {
  let most =
    sphereAng === null ? Number.NEGATIVE_INFINITY : Math.sqrt(x * x + y * y + z * z) - sphereAng;
  for (const { normal, distanceAng } of facets) {
    const by = normal[0] * x + normal[1] * y + normal[2] * z - distanceAng;
    if (by > most) most = by;
  }
  return most;
}

/** Where the second crystal stands. */
export interface CapRegion {
  /** A lattice point of the crystal before it is shifted, Å. */
  readonly foot: Vec3;
  readonly ball: { readonly centre: Vec3; readonly radiusAng: number };
  readonly isInside: (x: number, y: number, z: number) => boolean;
  /** Whether an atom of the core, and one of this crystal, lies at the interface. */
  readonly isAtCore: (x: number, y: number, z: number) => boolean;
  readonly isAtFoot: (x: number, y: number, z: number) => boolean;
  readonly covers: Facet | 'all';
  /** Over the face, Å, and whether a place lies within the foot of this crystal seen along the normal; null around the core. */
  readonly face: {
    readonly heightAng: (x: number, y: number, z: number) => number;
    readonly isWithin: (x: number, y: number, z: number) => boolean;
  } | null;
  /** How far it reaches over the nearest edge of its face, Å; 0 or less where the face carries all of it. */
  readonly overhangAng: number;
}

type OnFacet = Exclude<CapShape, { readonly kind: 'shell' | 'rod' }>;

interface Frame {
  readonly normal: Vec3;
  readonly along: Vec3;
  readonly across: Vec3;
  /** How far the core reaches from its middle. */
  readonly reachAng: number;
}

const ANG = 10;
/** Of a rod, atoms less than this from the first that the gap allows are at the interface, Å. */
const AROUND_ANG = 4;
/** Atoms less than this above the lowest plane are at the interface, Å. */
const FOOT_ANG = 0.5;

/** @throws `setting` for a facet that the core does not have, or a cap that is no part of a sphere */
export function capRegion(cap: CapSpec, core: CoreShape, frame: Frame): CapRegion {
  const { shape } = cap;
  if (shape.kind === 'shell') return shell(cap, shape.thicknessNm * ANG, core, frame);
  if (shape.kind === 'rod') return rod(cap, shape, core, frame);
  return onFacet(cap, shape, core, frame);
}

/** @throws `setting` for a rod that does not hold the core */
function rod(
  { gapAng }: CapSpec,
  shape: { readonly radiusNm: number; readonly lengthNm: number },
  core: CoreShape,
  { along }: Frame,
): CapRegion {
  const [radius, half] = [shape.radiusNm * ANG, (shape.lengthNm * ANG) / 2];
  if (!(Math.min(radius, half) > leastDistance(core) + gapAng))
    throw new EpistackError({
      code: 'setting',
      field: 'cap.shape',
      expected: `a rod around the core: radius and half of the length over ${((leastDistance(core) + gapAng) / ANG).toFixed(2)} nm`,
    });
  return {
    foot: [0, 0, 0],
    ball: { centre: [0, 0, 0], radiusAng: Math.hypot(radius, half) + 1 },
    isInside: (x, y, z) => {
      const at = along[0] * x + along[1] * y + along[2] * z;
      return (
        Math.abs(at) <= half + FACE_SLACK_ANG &&
        x * x + y * y + z * z - at * at <= (radius + FACE_SLACK_ANG) ** 2 &&
        outsideBy(core, x, y, z) >= gapAng - FACE_SLACK_ANG
      );
    },
    isAtCore: () => true,
    isAtFoot: (x, y, z) => outsideBy(core, x, y, z) < gapAng + AROUND_ANG,
    covers: 'all',
    face: null,
    overhangAng: 0,
  };
}

function shell(
  { gapAng }: CapSpec,
  thickAng: number,
  core: CoreShape,
  { reachAng }: Frame,
): CapRegion {
  const by = (x: number, y: number, z: number) => outsideBy(core, x, y, z);
  // Corners of faces reach farther than the faces.
  const radiusAng = reachAng * (1 + (gapAng + thickAng) / leastDistance(core)) + 1;
  return {
    foot: [0, 0, 0],
    ball: { centre: [0, 0, 0], radiusAng },
    isInside: (x, y, z) => {
      const out = by(x, y, z);
      return out >= gapAng - FACE_SLACK_ANG && out <= gapAng + thickAng + FACE_SLACK_ANG;
    },
    isAtCore: () => true,
    isAtFoot: (x, y, z) => by(x, y, z) < gapAng + thickAng / 2,
    covers: 'all',
    face: null,
    overhangAng: 0,
  };
}

const leastDistance = ({ facets, sphereAng }: CoreShape): number =>
  Math.min(sphereAng ?? Number.POSITIVE_INFINITY, ...facets.map((f) => f.distanceAng));

function onFacet(cap: CapSpec, shape: OnFacet, core: CoreShape, frame: Frame): CapRegion {
  const { normal, along, across } = frame;
  const facet = core.facets.find((f) => norm(sub(f.normal, normal)) < 1e-6);
  if (facet === undefined)
    throw new EpistackError({
      code: 'setting',
      field: 'cap.facet',
      expected: `a face that the core has, not ${hklText(cap.facet)}: ${core.facets.map((f) => hklText(f.hkl)).join(', ') || 'a sphere has none, so take a shell'}`,
    });
  const floor = facet.topAng + cap.gapAng;
  const foot = scale(normal, floor);
  const { radiusAng, sphereAt, sphereAng, half } = sizes(shape);
  const middle = add(foot, scale(normal, sphereAt));
  const isWithin = (x: number, y: number, z: number): boolean => {
    const at: Vec3 = [x, y, z];
    const [u, v] = [dot(along, at), dot(across, at)];
    return half === null
      ? Math.hypot(u, v) <= radiusAng
      : Math.abs(u) <= half[0] && Math.abs(v) <= half[1];
  };
  return {
    foot,
    ball: {
      centre: foot,
      radiusAng: radiusAng + 1,
    },
    isInside: (x, y, z) => {
      const height = normal[0] * x + normal[1] * y + normal[2] * z;
      if (height < floor - FACE_SLACK_ANG) return false;
      if (half === null)
        return (
          (x - middle[0]) ** 2 + (y - middle[1]) ** 2 + (z - middle[2]) ** 2 <=
          (sphereAng + FACE_SLACK_ANG) ** 2
        );
      const at: Vec3 = [x, y, z];
      return (
        height - floor <= half[2] + FACE_SLACK_ANG &&
        Math.abs(dot(along, at)) <= half[0] + FACE_SLACK_ANG &&
        Math.abs(dot(across, at)) <= half[1] + FACE_SLACK_ANG
      );
    },
    isAtCore: (x, y, z) => dot(normal, [x, y, z]) >= facet.topAng - FOOT_ANG && isWithin(x, y, z),
    isAtFoot: (x, y, z) => dot(normal, [x, y, z]) < floor + FOOT_ANG,
    covers: facet,
    face: { heightAng: (x, y, z) => dot(normal, [x, y, z]) - facet.topAng, isWithin },
    overhangAng:
      half === null
        ? overhang(facet, core, radiusAng, () => radiusAng)
        : overhang(
            facet,
            core,
            Math.hypot(half[0], half[1]),
            (m) => Math.abs(dot(m, along)) * half[0] + Math.abs(dot(m, across)) * half[1],
          ),
  };
}

/** Radius of the largest circle around the middle of a face that lies on the face, Å. */
export const circleOnFaceAng = (facet: Facet, core: CoreShape): number =>
  -overhang(facet, core, 0, () => 0);

/**
 * @param reach of what lies on the face from its middle in a direction of length 1 in the face, Å
 * @param farthestAng of these reaches
 */
function overhang(
  facet: Facet,
  core: CoreShape,
  farthestAng: number,
  reach: (direction: Vec3) => number,
): number {
  let most = Number.NEGATIVE_INFINITY;
  for (const other of core.facets) {
    const cosine = dot(facet.normal, other.normal);
    const outwards = sub(other.normal, scale(facet.normal, cosine));
    const sine = norm(outwards);
    if (other === facet || sine < 1e-9) continue;
    const edge = (other.distanceAng - cosine * facet.distanceAng) / sine;
    most = Math.max(most, reach(scale(outwards, 1 / sine)) - edge);
  }
  if (core.sphereAng !== null) {
    const edge = Math.sqrt(Math.max(0, core.sphereAng ** 2 - facet.distanceAng ** 2));
    most = Math.max(most, farthestAng - edge);
  }
  return most;
}

interface Sizes {
  /** Radius of a ball around the foot that contains the region. */
  readonly radiusAng: number;
  /** Height of the sphere's middle over the floor, and its radius. */
  readonly sphereAt: number;
  readonly sphereAng: number;
  /** Half of length and width, and the height; null for a part of a sphere. */
  readonly half: readonly [number, number, number] | null;
}

function sizes(shape: OnFacet): Sizes {
  if (shape.kind === 'hemisphere') {
    const r = shape.radiusNm * ANG;
    return { radiusAng: r, sphereAt: 0, sphereAng: r, half: null };
  }
  if (shape.kind === 'cap') {
    const [r, h] = [shape.radiusNm * ANG, shape.heightNm * ANG];
    if (!(h <= r))
      throw new EpistackError({
        code: 'setting',
        field: 'cap.shape.heightNm',
        expected: 'at most the radius: a cap is less than a hemisphere',
      });
    const sphereAng = (r * r + h * h) / (2 * h);
    return { radiusAng: r, sphereAt: h - sphereAng, sphereAng, half: null };
  }
  const half = [
    (shape.lengthNm * ANG) / 2,
    (shape.widthNm * ANG) / 2,
    shape.heightNm * ANG,
  ] as const;
  return { radiusAng: Math.hypot(...half), sphereAt: 0, sphereAng: 0, half };
}
