import { RADIANS } from '#core/diffraction/powder.ts';
import { EpistackError } from '#core/errors.ts';
import {
  caughtPart,
  checkScan,
  type EpitaxyScan,
  qOf,
  type ScanSettings,
  STRONG,
  twoThetaOf,
} from './epitaxyScan.ts';
import { rodBands, rodReadings } from './rodLines.ts';
import type { RodModel } from './rodModel.ts';
import { periodLoss, rodReflectivity } from './rodSum.ts';

/** Points of a profile without the finest fringes. */
const POINTS = 3000;
/** Points of one fringe of the whole thickness. */
const PER_FRINGE = 12;
const MOST_POINTS = 400_000;
/** Points on each side of a reflection of the endless crystal, by powers from its own width outward. */
const PER_FLANK = 60;
/** The Gauss curve of the instrument is cut off here, in standard deviations. */
const REACH = 5;
const FWHM = 2 * Math.sqrt(2 * Math.LN2);

/**
 * The symmetric 2θ–ω scan along the surface normal: ω = θ all the way.
 * @param tell is told how much is done, 0 … 1
 * @throws `setting`; `too-large`; `no-form-factor`
 */
export function outOfPlaneScan(
  model: RodModel,
  settings: ScanSettings,
  tell: (done: number) => void = () => undefined,
): EpitaxyScan {
  checkScan(settings);
  const { radiation, range, instrumentDeg } = settings;
  const reachDeg = (REACH * instrumentDeg) / FWHM;
  const wide = [Math.max(0.5, range[0] - reachDeg), Math.min(179.5, range[1] + reachDeg)] as const;
  const grids = radiation.lines.map(({ wavelengthAng }) =>
    nodesOf(model, settings, wide, wavelengthAng),
  );
  const all = instrumentDeg === 0 ? merged(grids) : null;
  const twoTheta = all === null ? evenly(settings) : within(all, range);
  const intensity = new Float64Array(twoTheta.length);
  const strong: (readonly [number, number])[] = [];
  for (const [n, { wavelengthAng, weight }] of radiation.lines.entries()) {
    const angles = all === null ? grids[n]! : twoTheta;
    const values = new Float64Array(angles.length);
    for (let i = 0; i < angles.length; i++) {
      values[i] = rodReflectivity(model, qOf(angles[i]!, wavelengthAng), wavelengthAng, settings);
      if (i % 1000 === 0) tell((n + i / angles.length) / radiation.lines.length);
    }
    if (n === 0) strong.push(...rangesAbove(angles, values, range));
    // Only after what reflects too strongly is known: that is so wherever the beam does fall.
    for (let i = 0; i < values.length; i++)
      values[i]! *= caughtPart(settings.footprint, angles[i]!);
    if (all === null) blurInto(intensity, { twoTheta, angles, values, weight, instrumentDeg });
    else for (let i = 0; i < values.length; i++) intensity[i]! += weight * values[i]!;
  }
  const wavelengthAng = radiation.lines[0].wavelengthAng;
  return {
    geometry: 'out-of-plane',
    twoTheta,
    intensity,
    bands: rodBands(model, settings, wavelengthAng),
    readings: rodReadings(model, { settings, wavelengthAng }),
    strong,
    notes: [...model.notes, ...roughNotes(model, settings)],
  };
}

/** Steps by whole periods would leave less than nothing of a thin crystal. */
function roughNotes(
  { layers, below }: RodModel,
  { roughness: { surfaceAng, interfaceAng } }: ScanSettings,
): readonly string[] {
  return layers.flatMap(({ name, thickAng }, k) => {
    if (k === 0 && below !== null) return [];
    const both = Math.hypot(interfaceAng, k === layers.length - 1 ? surfaceAng : interfaceAng);
    return thickAng < 2 * both
      ? [
          `${name} is ${thickAng.toFixed(1)} Å thick, and the heights of its two ends differ by ${both.toFixed(1)} Å (r.m.s.): so rough a crystal has holes, and its curve means little.`,
        ]
      : [];
  });
}

function evenly({ range, instrumentDeg }: ScanSettings): Float64Array {
  const step = Math.min((range[1] - range[0]) / POINTS, instrumentDeg / 5);
  const count = Math.ceil((range[1] - range[0]) / step - 1e-9);
  checkCount(count);
  return Float64Array.from(
    { length: count + 1 },
    (_, k) => range[0] + (k * (range[1] - range[0])) / count,
  );
}

function checkCount(count: number): void {
  if (!(count <= MOST_POINTS))
    throw new EpistackError({
      code: 'too-large',
      what: 'points of the scan',
      count: Math.round(count),
      limit: MOST_POINTS,
    });
}

/** Height of the whole stack, Å: its fringes are the finest. */
export function stackHeight({ layers, repeatAng, repeats }: RodModel): number {
  const top = layers.at(-1)!;
  return top.baseAng + top.thickAng + (repeats - 1) * repeatAng;
}

/** Angles at which a scan is computed so that no fringe and no reflection falls between two, degrees. */
function nodesOf(
  model: RodModel,
  { attenuationUm, instrumentDeg }: ScanSettings,
  range: readonly [number, number],
  wavelengthAng: number,
): Float64Array {
  const [from, to] = [qOf(range[0], wavelengthAng), qOf(range[1], wavelengthAng)];
  // Of a blurred scan, steps are small beside the width of the instrument as well.
  const blurQ =
    instrumentDeg === 0
      ? Number.POSITIVE_INFINITY
      : ((2 * Math.PI) / wavelengthAng) *
        Math.cos((range[1] / 2) * RADIANS) *
        instrumentDeg *
        RADIANS;
  const fringe = (2 * Math.PI) / Math.max(1, stackHeight(model));
  const step = Math.min((to - from) / POINTS, fringe / PER_FRINGE, blurQ / 5);
  const count = Math.ceil((to - from) / step);
  checkCount(count);
  const qs = Array.from({ length: count + 1 }, (_, k) => from + (k * (to - from)) / count);
  if (model.below !== null) {
    const { periodAng } = model.below;
    const gap = (2 * Math.PI) / periodAng;
    for (let m = Math.ceil(from / gap - 0.1); m <= to / gap + 0.1; m++) {
      const middle = m * gap;
      if (middle <= 0) continue;
      const narrow = periodLoss(middle, wavelengthAng, periodAng, attenuationUm) / periodAng / 4;
      const ratio = (2 * step) / narrow;
      qs.push(middle);
      for (let k = 0; k <= PER_FLANK && ratio > 1; k++) {
        const away = narrow * ratio ** (k / PER_FLANK);
        qs.push(middle - away, middle + away);
      }
    }
  }
  return Float64Array.from(qs.filter((q) => q >= from && q <= to))
    .sort()
    .map((q) => twoThetaOf(q, wavelengthAng))
    .filter((angle) => angle < 180);
}

const merged = (grids: readonly Float64Array[]): Float64Array =>
  Float64Array.from(new Set(grids.flatMap((grid) => [...grid]))).sort();

const within = (angles: Float64Array, [from, to]: readonly [number, number]): Float64Array =>
  angles.filter((angle) => angle >= from && angle <= to);

/** Where values at growing angles lie above {@link STRONG}, as ranges within a range. */
function rangesAbove(
  angles: Float64Array,
  values: Float64Array,
  [from, to]: readonly [number, number],
): (readonly [number, number])[] {
  const out: [number, number][] = [];
  let isOpen = false;
  for (let i = 0; i < angles.length; i++) {
    const angle = angles[i]!;
    if (!(values[i]! > STRONG && angle >= from && angle <= to)) {
      isOpen = false;
      continue;
    }
    if (isOpen) out.at(-1)![1] = angle;
    else out.push([angle, angle]);
    isOpen = true;
  }
  return out;
}

interface Blurred {
  readonly twoTheta: Float64Array;
  /** Where values are known; not at even steps. */
  readonly angles: Float64Array;
  readonly values: Float64Array;
  readonly weight: number;
  readonly instrumentDeg: number;
}

/** Adds a Gauss-blurred profile: trapezium rule over the known angles. */
function blurInto(
  out: Float64Array,
  { twoTheta, angles, values, weight, instrumentDeg }: Blurred,
): void {
  const sigma = instrumentDeg / FWHM;
  const scale = weight / (sigma * Math.sqrt(2 * Math.PI));
  let first = 0;
  for (let k = 0; k < twoTheta.length; k++) {
    const at = twoTheta[k]!;
    while (first < angles.length && angles[first]! < at - REACH * sigma) first++;
    let sum = 0;
    for (let i = first; i < angles.length && angles[i]! <= at + REACH * sigma; i++) {
      const before = angles[Math.max(0, i - 1)]!;
      const after = angles[Math.min(angles.length - 1, i + 1)]!;
      const x = (angles[i]! - at) / sigma;
      sum += values[i]! * ((after - before) / 2) * Math.exp(-0.5 * x * x);
    }
    out[k]! += scale * sum;
  }
}
