import type { Crystal } from '#core/crystal/crystal.ts';
import type { IntVec3 } from '#core/math/integer.ts';
import { gcd } from '#core/math/integer.ts';
import { fromRows, mul, mulCol, mulRow, transpose } from '#core/math/mat3.ts';
import { cross, dot, unit, type Vec3 } from '#core/math/vec3.ts';
import { EXTINCT, type Reflection, reflectionsNear } from '#core/microscope/reflections.ts';
import { isUpper } from '#core/microscope/spectrum/fringes.ts';
import type { Spot } from '#core/microscope/spectrum/spots.ts';
import { laueRotations } from '#core/orientation/laueClass.ts';
import { axisAngleOf } from '#core/orientation/rotation.ts';

export interface ZoneRules {
  /** Largest index of the zone axes that are tried. */
  readonly maxIndex: number;
  /** How wrong the scale of the image may be, a fraction. */
  readonly scalePart: number;
  /** What the region can tell apart, 1/Å. */
  readonly resolutionPerAng: number;
}

/** A crystal seen along one of its zone axes, as it fits the spots of an image. */
export interface ZoneFit {
  /** The beam comes from there: indices of the crystal, the simplest of its family. */
  readonly uvw: IntVec3;
  /** Takes components on the crystal's own axes to those of the picture: x right, y up, z at the viewer. */
  readonly rotation: Float64Array;
  /** Spots of the image over computed ones, in length: over 1 where the pixels are smaller than was said. */
  readonly scale: number;
  /** How many of the spots are explained; of each pair ±g one is counted. */
  readonly matched: number;
  readonly spots: number;
  /**
   * Part of the strength of all spots that is explained, 0 … 1. Strength is the square root of the power; a spot that is off
   * its reflection counts for less.
   */
  readonly explained: number;
  /** Part of the strength of the reflections of the zone that is seen, 0 … 1. */
  readonly seen: number;
  /** Root mean square of what is left between spots and reflections, 1/Å. */
  readonly rmsPerAng: number;
  /** 2 · explained · seen / (explained + seen), 0 … 1. */
  readonly score: number;
}

/** Reflections of a zone weaker than this part of its strongest, in |F|, are not missed. */
const FAINT = 0.05;
/** Strong spots from which the turn of the picture is guessed. */
const SEEDS = 5;
/** A reflection is that of a spot within this many widths of the region's resolution, once scale and turn are fitted. */
const NEAR = 0.8;
/** A fit needs as many spots in two directions. */
const FEWEST = 2;

interface Flat {
  readonly x: number;
  readonly y: number;
  readonly weight: number;
}

/**
 * Finds how a crystal is turned, from the spots of one image: every zone axis up to an index is tried with every turn of the
 * picture that lays one of its reflections on one of the strongest spots; scale and turn are then fitted by least
 * squares. Spots that are not of this crystal count against it only where others explain more.
 * @returns the best turn of each family of zone axes, the best family first
 * @throws `no-form-factor`, `too-large`
 */
export function searchZones(
  spots: readonly Spot[],
  crystal: Crystal,
  rules: ZoneRules,
): readonly ZoneFit[] {
  const upper: readonly Flat[] = spots
    .filter(isUpper)
    .map(({ x, y, strength }) => ({ x, y, weight: Math.sqrt(strength) }));
  if (upper.length < FEWEST) return [];
  const farthest = Math.max(...upper.map(({ x, y }) => Math.hypot(x, y)));
  const reach = farthest * (1 + rules.scalePart);
  const laid = { ...crystal, axes: crystal.lattice };
  const all = reflectionsNear(laid, [1, 0, 0, 0, 1, 0, 0, 0, 1], reach, () => true);
  const fits: ZoneFit[] = [];
  for (const uvw of zoneAxes(crystal, rules.maxIndex)) {
    const fit = fitZone(uvw, all, upper, crystal, rules);
    if (fit !== null) fits.push(fit);
  }
  return fits.sort((p, q) => q.score - p.score || p.rmsPerAng - q.rmsPerAng);
}

/** One zone axis of each family, with its sense: seen from the other end a pattern may be another. */
function zoneAxes(crystal: Crystal, maxIndex: number): readonly IntVec3[] {
  const rotations = laueRotations(crystal);
  const range = Array.from({ length: 2 * maxIndex + 1 }, (_, k) => maxIndex - k);
  const all = range
    .flatMap((u) => range.flatMap((v) => range.map((w): IntVec3 => [u, v, w])))
    .filter(([u, v, w]) => gcd(gcd(u, v), w) === 1)
    .sort((p, q) => size(p) - size(q) || minuses(p) - minuses(q));
  const seen = new Set<string>();
  const key = (v: Vec3) => v.map((x) => Math.round(100 * x) + 0).join();
  return all.filter((uvw) => {
    const along = mulRow(uvw, crystal.lattice);
    if (seen.has(key(along))) return false;
    for (const rotation of rotations) seen.add(key(mulCol(rotation, along)));
    return true;
  });
}
const size = ([u, v, w]: IntVec3): number => u * u + v * v + w * w;
const minuses = (v: IntVec3): number => v.filter((x) => x < 0).length;

function fitZone(
  uvw: IntVec3,
  all: readonly Reflection[],
  spots: readonly Flat[],
  crystal: Crystal,
  rules: ZoneRules,
): ZoneFit | null {
  const inZone = all.filter(({ hkl }) => dot(hkl, uvw) === 0);
  const strongest = Math.max(0, ...inZone.map(({ square }) => square));
  const shown = inZone.filter(({ square }) => square > EXTINCT * strongest);
  if (shown.length < 2 * FEWEST) return null;
  const z = unit(mulRow(uvw, crystal.lattice));
  const x = unit(shown[0]!.at);
  const frame = fromRows(x, cross(z, x), z);
  const flat = shown.map(({ at, square }): Flat => {
    const [fx, fy] = mulCol(frame, at);
    return { x: fx, y: fy, weight: Math.sqrt(square / strongest) };
  });
  let best: Turned | null = null;
  const seeds = [...spots].sort((p, q) => q.weight - p.weight).slice(0, SEEDS);
  for (const seed of seeds) {
    const length = Math.hypot(seed.x, seed.y);
    for (const r of flat) {
      const ratio = length / Math.hypot(r.x, r.y);
      if (Math.abs(ratio - 1) > rules.scalePart) continue;
      const turned = refined(spots, flat, turnOnto(r, seed), rules);
      if (turned !== null && (best === null || turned.score > best.score)) best = turned;
    }
  }
  if (best === null) return null;
  const { re, im, ...told } = best;
  const scale = Math.hypot(re, im);
  const [c, s] = [re / scale, im / scale];
  const rotation = mul(fromRows([c, -s, 0], [s, c, 0], [0, 0, 1]), frame);
  return { uvw, rotation, scale, spots: spots.length, ...told };
}

/** Scale times turn, as a complex number. */
interface Similarity {
  readonly re: number;
  readonly im: number;
}
interface Turned
  extends Similarity,
    Pick<ZoneFit, 'matched' | 'explained' | 'seen' | 'rmsPerAng' | 'score'> {}

function turnOnto(from: Flat, onto: Flat): Similarity {
  const square = from.x ** 2 + from.y ** 2;
  return {
    re: (onto.x * from.x + onto.y * from.y) / square,
    im: (onto.y * from.x - onto.x * from.y) / square,
  };
}

/** Fits scale and turn twice, the second time with closer pairs, and judges what comes out. */
function refined(
  spots: readonly Flat[],
  reflections: readonly Flat[],
  start: Similarity,
  rules: ZoneRules,
): Turned | null {
  let now = start;
  for (const widths of [2 * NEAR, NEAR, NEAR]) {
    const pairs = paired(spots, reflections, now, widths * rules.resolutionPerAng);
    if (pairs.length < FEWEST) return null;
    let [re, im, sum] = [0, 0, 0];
    for (const { spot: p, reflection: r } of pairs) {
      re += p.weight * (p.x * r.x + p.y * r.y);
      im += p.weight * (p.y * r.x - p.x * r.y);
      sum += p.weight * (r.x * r.x + r.y * r.y);
    }
    now = { re: re / sum, im: im / sum };
  }
  if (Math.abs(Math.hypot(now.re, now.im) - 1) > rules.scalePart) return null;
  const pairs = paired(spots, reflections, now, NEAR * rules.resolutionPerAng);
  // Spots in one line fix no zone.
  const first = pairs[0]?.reflection;
  if (
    first === undefined ||
    pairs.every(({ reflection: r }) => Math.abs(first.x * r.y - first.y * r.x) < 1e-6)
  )
    return null;
  const total = spots.reduce((sum, p) => sum + p.weight, 0);
  const explained =
    pairs.reduce((sum, { spot, closeness }) => sum + closeness * spot.weight, 0) / total;
  const seenOnes = new Map(pairs.map(({ reflection, closeness }) => [reflection, closeness]));
  const edge = Math.max(...pairs.map(({ reflection: r }) => Math.hypot(r.x, r.y))) * (1 + 1e-6);
  let [seen, expected] = [0, 0];
  for (const r of reflections) {
    // One of each pair ±g, as of the spots.
    if (r.weight < FAINT || Math.hypot(r.x, r.y) > edge || !isHere(r, now)) continue;
    expected += r.weight;
    seen += (seenOnes.get(r) ?? 0) * r.weight;
  }
  const seenPart = expected === 0 ? 0 : Math.min(1, seen / expected);
  const rmsPerAng = Math.sqrt(pairs.reduce((sum, { away }) => sum + away * away, 0) / pairs.length);
  return {
    ...now,
    matched: pairs.length,
    explained,
    seen: seenPart,
    rmsPerAng,
    score: seenPart + explained === 0 ? 0 : (2 * seenPart * explained) / (seenPart + explained),
  };
}

const laidOn = (r: Flat, { re, im }: Similarity) => ({
  x: re * r.x - im * r.y,
  y: im * r.x + re * r.y,
});
const isHere = (r: Flat, turn: Similarity): boolean => {
  const { x, y } = laidOn(r, turn);
  return Math.abs(y) < 1e-9 ? x > 0 : y > 0;
};

interface Pair {
  readonly spot: Flat;
  readonly reflection: Flat;
  readonly away: number;
  /** 1 on each other, 0 at the edge of the reach. */
  readonly closeness: number;
}

/** The nearest reflection of each spot within reach; the spots are upper ones, the reflections come in pairs. */
function paired(
  spots: readonly Flat[],
  reflections: readonly Flat[],
  turn: Similarity,
  reach: number,
): readonly Pair[] {
  const laid = reflections.map((r) => laidOn(r, turn));
  return spots.flatMap((spot) => {
    let [nearest, away] = [-1, reach];
    for (const [k, r] of laid.entries()) {
      const far = Math.hypot(r.x - spot.x, r.y - spot.y);
      if (far < away) [nearest, away] = [k, far];
    }
    if (nearest < 0) return [];
    return [{ spot, reflection: reflections[nearest]!, away, closeness: 1 - (away / reach) ** 2 }];
  });
}

/** What is told of a crystal in an image. */
export interface ZoneAnswer {
  /** null: no zone axis fits two spots in two directions. */
  readonly best: ZoneFit | null;
  /** The best of another family of zone axes. */
  readonly runnerUp: ZoneFit | null;
  /** The runner-up fits nearly as well. */
  readonly isAmbiguous: boolean;
  /** A turn by 180° about the beam is another orientation that makes the same spots. */
  readonly hasTwin: boolean;
}

/** A runner-up whose score is this near to the best makes the answer ambiguous. */
const CLOSE = 0.9;

export function zoneAnswer(crystal: Crystal, fits: readonly ZoneFit[]): ZoneAnswer {
  const [best = null, runnerUp = null] = fits;
  return {
    best,
    runnerUp,
    isAmbiguous: best !== null && runnerUp !== null && runnerUp.score > CLOSE * best.score,
    hasTwin: best !== null && !isTwofold(crystal, best),
  };
}

/** Whether symmetry turns the crystal by 180° about the beam. */
function isTwofold(crystal: Crystal, { rotation }: ZoneFit): boolean {
  const turned = mul(
    mul(transpose(rotation), Float64Array.of(-1, 0, 0, 0, -1, 0, 0, 0, 1)),
    rotation,
  );
  return laueRotations(crystal).some((s) => axisAngleOf(mul(transpose(s), turned)).angleDeg < 0.5);
}
