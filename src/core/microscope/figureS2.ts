import { RADIANS } from '#core/diffraction/powder.ts';
import { fixed, signed } from '#core/math/decimals.ts';
import { dot, norm, unit, type Vec3 } from '#core/math/vec3.ts';
import { EXTINCT, reflectionsNear } from './reflections.ts';
import type { Specimen, SpecimenCrystal } from './specimen.ts';
import { planeVector, zoneVector } from './view.ts';

/** What Figure S2 of the paper prints, beside what holds in a specimen. */
export interface FigureCheck {
  readonly what: string;
  /** As in the caption; null for what follows from it and is not printed. */
  readonly printed: string | null;
  readonly computed: string;
  readonly note: string;
}

/** Axes and planes this near are those of the figure, degrees. */
const PARALLEL_DEG = 1;

/**
 * The caption of Figure S2 held against a specimen of a perovskite and a sulphide: axes that are parallel, planes in contact, their
 * spacings, and which of them can make spots.
 * @returns empty for specimens of other crystals
 * @see Qiu et al., Adv. Sci. 2023, 10, 2206560, doi 10.1002/advs.202206560, Figure S2
 */
export function figureS2Checks({ crystals }: Specimen): readonly FigureCheck[] {
  const [core, cap] = crystals;
  if (core === undefined || cap === undefined || !isPair(core, cap)) return [];
  const zone = unit(zoneVector(core.axes, [0, 0, 1]));
  const capAxes = images([1, 1, 1]).map((uvw) => unit(zoneVector(cap.axes, uvw)));
  const axes = nearest([zone], capAxes);
  const capAxis = capAxes.reduce((p, q) => (dot(q, zone) > dot(p, zone) ? q : p));
  const planes = nearest(
    images([1, 1, 0]).map((hkl) => planeVector(core.axes, hkl)),
    images([2, 1, 1]).map((hkl) => planeVector(cap.axes, hkl)),
  );
  const isFigures = axes < PARALLEL_DEG && planes < PARALLEL_DEG;
  const d220 = 1 / norm(planeVector(core.axes, [2, 2, 0]));
  const d211 = 1 / norm(planeVector(cap.axes, [2, 1, 1]));
  // Those around the axis along the beam; a strained crystal has several spacings.
  const around = images([2, 2, 0])
    .map((hkl) => planeVector(cap.axes, hkl))
    .filter((g) => Math.abs(dot(unit(g), capAxis)) < 0.02)
    .map((g) => 1 / norm(g));
  const [least, most] = [Math.min(...around), Math.max(...around)];
  const d022 = most - least < 5e-4 ? fixed(most, 3) : `${fixed(least, 3)} to ${fixed(most, 3)}`;
  const isDark = squareOf(cap, [2, 1, 1]) < EXTINCT * squareOf(cap, [2, 2, 0]);
  return [
    {
      what: 'axes along the beam',
      printed: '[001] of CsPbBr₃ and [111] of CdS',
      computed: `${fixed(axes, 2)}° apart`,
      note: isFigures
        ? 'Along the beam both are on zone at once.'
        : 'Not the relation of the figure: along the one axis the other crystal is off its own.',
    },
    {
      what: 'planes in contact',
      printed: 'CdS {211} on CsPbBr₃ {220}',
      computed: `normals ${fixed(planes, 2)}° apart`,
      note: '(220) names the orientation of (110) with half of its spacing.',
    },
    {
      what: 'd(220) of CsPbBr₃',
      printed: null,
      computed: `${fixed(d220, 3)} Å`,
      note: `Four spots around [001], 90° apart${isFigures ? '; two of them along the normal of the interface' : ''}.`,
    },
    {
      what: 'd(211) of CdS',
      printed: null,
      computed: `${fixed(d211, 3)} Å${isDark ? ', no spot' : ''}`,
      note: isDark
        ? `Zinc blende is face-centred: mixed indices are extinct. In this direction the first spot is (422), ${fixed(d211 / 2, 3)} Å; {211} in the caption names planes, not spots.`
        : '',
    },
    {
      what: 'd(220) of CdS',
      printed: null,
      computed: `${d022} Å, six spots around [111], 60° apart but for strain`,
      note: !isFigures
        ? 'In the relation of the figure two of them lie in the plane of the interface; here the table of spots tells what coincides.'
        : `Two of them lie in the plane of the interface, their d ${signed(100 * (most / d220 - 1), 2)} % from d(220) of CsPbBr₃: in a transform of a small particle they are one spot with it.`,
    },
  ];
}

const numbersOf = ({ numbers }: SpecimenCrystal): ReadonlySet<number> =>
  new Set(Array.from(numbers));
const [S, CD, PB, CS, BR] = [16, 48, 82, 55, 35];
function isPair(core: SpecimenCrystal, cap: SpecimenCrystal): boolean {
  const [p, q] = [numbersOf(core), numbersOf(cap)];
  return (
    p.size === 3 && [CS, PB, BR].every((z) => p.has(z)) && q.size === 2 && q.has(CD) && q.has(S)
  );
}

/** All orders and signs of three indices. */
function images([a, b, c]: Vec3): readonly Vec3[] {
  const orders: readonly Vec3[] = [
    [a, b, c],
    [a, c, b],
    [b, a, c],
    [b, c, a],
    [c, a, b],
    [c, b, a],
  ];
  return orders.flatMap(([x, y, z]) =>
    [1, -1].flatMap((s) => [1, -1].flatMap((t) => [1, -1].map((u): Vec3 => [s * x, t * y, u * z]))),
  );
}

/** The smallest angle between two of these directions, degrees. */
function nearest(p: readonly Vec3[], q: readonly Vec3[]): number {
  const cosine = Math.max(...p.flatMap((a) => q.map((b) => dot(unit(a), unit(b)))));
  return Math.acos(Math.min(1, cosine)) / RADIANS;
}

function squareOf(crystal: SpecimenCrystal, hkl: Vec3): number {
  const g = norm(planeVector(crystal.axes, hkl));
  const near = reflectionsNear(crystal, IDENTITY, g * 1.0001, (_, at) => at > 0.9999 * g);
  return near.find((r) => r.hkl.join() === hkl.join())?.square ?? 0;
}
const IDENTITY = [1, 0, 0, 0, 1, 0, 0, 0, 1];
