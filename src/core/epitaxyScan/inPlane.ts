import { axesInStack } from '#core/atoms/crystalAxes.ts';
import { type Structure, subscripts } from '#core/crystal/structure.ts';
import { formFactor } from '#core/diffraction/formFactors.ts';
import { peakShape, pseudoVoigt } from '#core/diffraction/peakShape.ts';
import { type Displacements, RADIANS } from '#core/diffraction/powder.ts';
import { EpistackError } from '#core/errors.ts';
import { det, inverse, type Mat3, mulCol, mulRow, row } from '#core/math/mat3.ts';
import { cross, dot, norm, unit, type Vec3 } from '#core/math/vec3.ts';
import type { Built } from '#core/recipe/build.ts';
import { hklText } from '#core/surface/miller.ts';
import {
  checkScan,
  type EpitaxyScan,
  qOf,
  type ScanBand,
  type ScanLine,
  type ScanSettings,
  twoThetaOf,
} from './epitaxyScan.ts';
import type { RodModel } from './rodModel.ts';

type Indices = readonly [number, number, number];

/** A crystal that lies in a stack, with what of it is seen at grazing incidence. Plain data. */
export interface InPlaneCrystal {
  readonly name: string;
  readonly slab: number;
  /** Rows of its conventional cell as it lies in the stack, Å. */
  readonly axes: Mat3;
  /** The same, not strained. */
  readonly own: Mat3;
  readonly numbers: Uint8Array;
  readonly frac: Float64Array;
  /** Thickness, weakened with depth, Å. */
  readonly seenAng: number;
  /** A substrate without end is taken to be perfect in the plane; domains are those of films. */
  readonly isPerfect: boolean;
}

export interface InPlaneModel {
  readonly crystals: readonly InPlaneCrystal[];
  /** Surface normal in the frame of the axes. */
  readonly normal: Vec3;
  readonly notes: readonly string[];
}

/**
 * The crystals of a document as a beam sees them that grazes its surface.
 * @param depthNm in which its intensity falls to 1/e
 * @throws `setting`
 */
export function inPlaneModel(built: Built, rod: RodModel, depthNm: number): InPlaneModel {
  if (!(depthNm >= 0.5 && depthNm <= 1e5))
    throw new EpistackError({
      code: 'setting',
      field: 'depth',
      expected: 'a depth from 0.5 to 100,000 nm',
    });
  const seen = seenOf(rod, 10 * depthNm);
  return {
    normal: [0, 0, 1],
    notes: rod.notes,
    crystals: built.slabs.map(({ crystal }, slab) => ({
      name: rod.layers[slab]!.name,
      slab,
      axes: axesInStack(built, slab),
      own: crystal.lattice,
      numbers: crystal.numbers,
      frac: crystal.frac,
      seenAng: seen[slab]!,
      isPerfect: slab === 0 && rod.below !== null,
    })),
  };
}

/** ∫ e^{−depth/Λ} over each slab, Å. */
function seenOf({ layers, below, repeats, repeatFrom, repeatAng }: RodModel, reachAng: number) {
  const last = layers.at(-1)!;
  const topAng = last.baseAng + last.thickAng + (repeats - 1) * repeatAng;
  const out = layers.map(() => 0);
  const rest = (heightAng: number) => reachAng * Math.exp(-(topAng - heightAng) / reachAng);
  for (const [k, { baseAng, thickAng }] of layers.entries())
    for (let n = 0; n < (k >= repeatFrom ? repeats : 1); n++) {
      const low = baseAng + n * repeatAng;
      out[k]! += rest(low + thickAng) - rest(low);
    }
  if (below !== null) out[0]! += rest(0);
  return out;
}

/** The cell of a file as a crystal whose surface is a × b. */
export function inPlaneOfStructure(name: string, structure: Structure): InPlaneModel {
  const { lattice, numbers, xyz } = structure;
  const inv = inverse(lattice);
  const frac = new Float64Array(xyz.length);
  for (let i = 0; i < xyz.length; i += 3)
    frac.set(mulRow([xyz[i]!, xyz[i + 1]!, xyz[i + 2]!], inv), i);
  return {
    normal: unit(cross(row(lattice, 0), row(lattice, 1))),
    notes: [],
    crystals: [
      {
        name,
        slab: 0,
        axes: lattice,
        own: lattice,
        numbers,
        frac,
        seenAng: 1,
        isPerfect: false,
      },
    ],
  };
}

interface Reflection {
  readonly hkl: Indices;
  readonly g: Vec3;
  readonly q: number;
  readonly ownDAng: number;
  /** |F|² per volume squared. */
  readonly square: number;
}

const MOST_TERMS = 50_000_000;
/** A reflection this near to the plane lies in it, of its length. */
const IN_PLANE = 1e-6;

function reflectionsOf(
  { axes, own, numbers, frac }: InPlaneCrystal,
  normal: Vec3,
  [from, to]: readonly [number, number],
  displacements: Displacements,
): readonly Reflection[] {
  const reach = [0, 1, 2].map((k) => Math.floor((to * norm(row(axes, k))) / (2 * Math.PI) + 1e-9));
  const count = reach.reduce((product, n) => product * (2 * n + 1), 1);
  if (!(count <= MOST_TERMS))
    throw new EpistackError({
      code: 'too-large',
      what: 'reflections',
      count,
      limit: MOST_TERMS,
    });
  const [toG, toOwn] = [inverse(axes), inverse(own)];
  const volume = Math.abs(det(axes));
  const out: Reflection[] = [];
  const [nh, nk, nl] = reach as [number, number, number];
  for (let h = -nh; h <= nh; h++)
    for (let k = -nk; k <= nk; k++)
      for (let l = -nl; l <= nl; l++) {
        const g = mulCol(toG, [h, k, l]);
        const q = 2 * Math.PI * norm(g);
        if (!(q >= from && q <= to && q > 0) || Math.abs(dot(g, normal)) > IN_PLANE * norm(g))
          continue;
        const s = q / (4 * Math.PI);
        let [re, im] = [0, 0];
        numbers.forEach((z, i) => {
          const f = formFactor(z, s) * Math.exp(-(displacements[z] ?? 0) * s * s);
          const phase =
            2 * Math.PI * (h * frac[3 * i]! + k * frac[3 * i + 1]! + l * frac[3 * i + 2]!);
          re += f * Math.cos(phase);
          im += f * Math.sin(phase);
        });
        out.push({
          hkl: [h, k, l],
          g,
          q,
          ownDAng: 1 / norm(mulCol(toOwn, [h, k, l])),
          square: (re * re + im * im) / volume ** 2,
        });
      }
  return out.toSorted((a, b) => a.q - b.q);
}

/** Reflections that lie within this of the direction of a scan, degrees. */
const ALONG_DEG = 0.5;
/** Reflections of one line differ by less, of q. */
const SAME_Q = 1e-6;
const WEAKEST = 1e-6;
const POINTS = 3000;
/** A line is no narrower than so many steps. */
const LEAST_STEPS = 2;

/**
 * A 2θχ–φ scan at grazing incidence: reflections (h k l) whose scattering vector lies in the surface, of each crystal.
 * Each crystal scatters by |F|²/V² times the thickness that the beam sees; crystals are added without interference.
 * @param along indices of a reflection of the lowest crystal in the plane; only what lies in its direction is met. null: every
 *   azimuth, as of a film that is turned all the way
 * @throws `setting`; `too-large`; `no-form-factor`
 */
export function inPlaneScan(
  model: InPlaneModel,
  settings: ScanSettings,
  along: Indices | null,
): EpitaxyScan {
  checkScan(settings);
  const { radiation, range, instrumentDeg, domainNm } = settings;
  const wavelengthAng = radiation.lines[0].wavelengthAng;
  const span = range.map((angle) => qOf(angle, wavelengthAng)) as [number, number];
  const direction = along === null ? null : directionOf(model, along);
  const step = Math.min((range[1] - range[0]) / POINTS, (instrumentDeg || 1) / 4);
  const count = Math.min(100_000, Math.ceil((range[1] - range[0]) / step));
  const twoTheta = Float64Array.from(
    { length: count + 1 },
    (_, k) => range[0] + (k * (range[1] - range[0])) / count,
  );
  const intensity = new Float64Array(twoTheta.length);
  const bands = model.crystals.map((crystal): ScanBand => {
    const met = reflectionsOf(crystal, model.normal, span, settings.displacements).filter(
      ({ g }) => direction === null || angleDeg(g, direction) < ALONG_DEG,
    );
    const lines = linesOf(crystal, met, wavelengthAng);
    const sizeNm = crystal.isPerfect ? Number.POSITIVE_INFINITY : domainNm;
    for (const { q, area } of lines)
      for (const line of radiation.lines) {
        const at = twoThetaOf(q, line.wavelengthAng);
        if (!(at < 180)) continue;
        const shape = peakShape({ sizeNm, strain: 0, instrumentDeg }, at, line.wavelengthAng);
        const fwhmDeg = Math.max(shape.fwhmDeg, (LEAST_STEPS * (range[1] - range[0])) / count);
        for (let k = 0; k < intensity.length; k++)
          intensity[k]! +=
            line.weight * area * pseudoVoigt({ ...shape, fwhmDeg }, twoTheta[k]! - at);
      }
    const strongest = Math.max(0, ...lines.map(({ area }) => area));
    return {
      name: crystal.name,
      slab: crystal.slab,
      lines: lines.map(({ area, ...line }) => ({ ...line, strength: area / strongest })),
    };
  });
  const highest = intensity.reduce((most, y) => Math.max(most, y), 0);
  return {
    geometry: 'in-plane',
    twoTheta,
    intensity: highest > 0 ? intensity.map((y) => (100 * y) / highest) : intensity,
    bands,
    readings: [],
    strong: [],
    notes: model.notes,
  };
}

function directionOf({ crystals, normal }: InPlaneModel, along: Indices): Vec3 {
  const g = mulCol(inverse(crystals[0]!.axes), along);
  if (!(norm(g) > 0) || Math.abs(dot(g, normal)) > IN_PLANE * norm(g))
    throw new EpistackError({
      code: 'setting',
      field: 'along',
      expected: `a reflection of ${crystals[0]!.name} whose scattering vector lies in the surface, which that of ${hklText(along)} does not`,
    });
  return unit(g);
}

const angleDeg = (g: Vec3, direction: Vec3): number =>
  Math.acos(Math.min(1, dot(unit(g), direction))) / RADIANS;

/** One line for all reflections of one spacing, with one of them as its name. */
function linesOf(
  { name, seenAng }: InPlaneCrystal,
  met: readonly Reflection[],
  wavelengthAng: number,
): readonly (Omit<ScanLine, 'strength'> & { readonly area: number })[] {
  const groups: Reflection[][] = [];
  for (const reflection of met) {
    const last = groups.at(-1);
    if (last !== undefined && reflection.q - last[0]!.q < SAME_Q * reflection.q)
      last.push(reflection);
    else groups.push([reflection]);
  }
  const found = groups.map((group) => {
    const { q } = group[0]!;
    const twoTheta = twoThetaOf(q, wavelengthAng);
    const square = group.reduce((sum, r) => sum + r.square, 0);
    const named = group
      .filter((r) => r.square > 1e-3 * square)
      .toSorted((a, b) => minuses(a.hkl) - minuses(b.hkl) || compare(b.hkl, a.hkl))[0];
    return {
      label: `${subscripts(name)} ${hklText((named ?? group[0]!).hkl)}`,
      twoTheta,
      q,
      dAng: (2 * Math.PI) / q,
      ownDAng: (named ?? group[0]!).ownDAng,
      area: seenAng * square * lorentzPolarisation(twoTheta),
    };
  });
  const strongest = Math.max(0, ...found.map(({ area }) => area));
  return found.filter(({ area }) => area > WEAKEST * strongest);
}

/** (1 + cos² 2θ)/(2 sin 2θ): a single crystal turned through its reflections, an unpolarised beam. */
function lorentzPolarisation(twoTheta: number): number {
  const angle = twoTheta * RADIANS;
  return (1 + Math.cos(angle) ** 2) / (2 * Math.sin(angle));
}

const minuses = (hkl: Indices): number => hkl.filter((h) => h < 0).length;
const compare = (a: Indices, b: Indices): number => a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
