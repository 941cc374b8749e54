import { SYMBOLS } from '#core/crystal/elements.ts';
import { EpistackError } from '#core/errors.ts';
import { deformation } from '#core/match/strain.ts';
import { type Cell2, inverse2, reduceCell, rowTimes, shapeOf } from '#core/math/plane2.ts';
import type { Built, BuiltSlab, Interface } from '#core/recipe/build.ts';
import type { FilmPose } from '#core/recipe/edits/pose.ts';
import { cosets } from '#core/recipe/stack.ts';
import { heightsOf } from '#core/surface/slab.ts';
import { type RegistryCell, registryCell } from './shiftCell.ts';

/** Atoms deeper than this below a face are not looked at: farther from the other slab than any contact, Å. */
export const FACE_DEPTH_ANG = 6;

/** Atoms near one face of a slab, unshifted. */
export interface FaceAtoms {
  readonly numbers: Uint8Array;
  /** Formal charges in e, NaN where unknown. */
  readonly charges: Float64Array;
  /** 3n, Å: x and y in the interface frame; z from the slab's outermost atom, negative downward. */
  readonly xyz: Float64Array;
  /** 1 for the outermost atomic plane, whose contacts the report counts. */
  readonly outer: Uint8Array;
}

/** An interface reduced to what a rigid move of the slab above can change. */
export interface Facing {
  readonly at: Interface;
  readonly registry: RegistryCell;
  /** The interface cell, a along x, Å. */
  readonly cell: Cell2;
  readonly areaAng2: number;
  /** All atoms of the lower slab in the interface cell that lie near its top. */
  readonly lower: FaceAtoms;
  /** Atoms of the upper slab in one primitive in-plane cell only: `period` repeats it. */
  readonly upper: FaceAtoms;
  /** In-plane lattice of the upper slab as strained, Gauss-reduced, Å. */
  readonly period: Cell2;
  readonly pairs: readonly FacingPair[];
}

/** Species that face each other in the outermost planes. */
export interface FacingPair {
  /** "Cs-S": the lower slab's species first, as in the report. */
  readonly pair: string;
  readonly lowerNumber: number;
  readonly upperNumber: number;
  readonly attractive: boolean;
}

/** Reads one interface of a built stack; relaxed positions are not used, a shift starts rigid again. */
export function facingOf(built: Pick<Built, 'slabs' | 'cell'>, at: Interface): Facing {
  const [below, above] = [built.slabs[at.lower]!, built.slabs[at.upper]!];
  const lower = faceOf(below, built.cell, 'top');
  const upper = faceOf(above, built.cell, 'bottom');
  const strained = deformation(above.supercell, built.cell);
  const { cell: period } = reduceCell([
    rowTimes(above.slab.surface.cell[0], strained),
    rowTimes(above.slab.surface.cell[1], strained),
  ]);
  return {
    at,
    registry: registryCell(built, at),
    cell: built.cell,
    areaAng2: shapeOf(built.cell).areaAng2,
    lower,
    upper,
    period,
    pairs: pairsOf(lower, upper),
  };
}

function faceOf(built: BuiltSlab, cell: Cell2, face: 'top' | 'bottom'): FaceAtoms {
  const { slab, supercell, matrix, spec } = built;
  const strained = deformation(supercell, cell);
  const rise = 1 + (spec.normalStrain ?? 0);
  const { lowAng, highAng } = heightsOf(slab);
  const outermost = face === 'top' ? slab.plane.at(-1)! : slab.plane[0]!;
  const height = (i: number) => rise * (slab.xyz[3 * i + 2]! - (face === 'top' ? highAng : lowAng));
  const near = Array.from(slab.numbers.keys()).filter(
    (i) => Math.abs(height(i)) <= FACE_DEPTH_ANG || slab.plane[i] === outermost,
  );
  const steps =
    face === 'top' ? cosets(matrix).map((p) => rowTimes(p, slab.surface.cell)) : [[0, 0] as const];
  const atoms = steps.flatMap((step) => near.map((i) => ({ i, step })));
  return {
    numbers: Uint8Array.from(atoms, ({ i }) => slab.numbers[i]!),
    charges: Float64Array.from(atoms, ({ i }) => slab.charges?.[i] ?? Number.NaN),
    outer: Uint8Array.from(atoms, ({ i }) => Number(slab.plane[i] === outermost)),
    xyz: Float64Array.from(
      atoms.flatMap(({ i, step }) => [
        ...rowTimes([slab.xyz[3 * i]! + step[0], slab.xyz[3 * i + 1]! + step[1]], strained),
        height(i),
      ]),
    ),
  };
}

function pairsOf(lower: FaceAtoms, upper: FaceAtoms): readonly FacingPair[] {
  const species = ({ numbers, outer }: FaceAtoms) => [
    ...new Set(numbers.filter((_, i) => outer[i])),
  ];
  const chargeOf = ({ numbers, outer, charges }: FaceAtoms, z: number) =>
    charges[numbers.findIndex((n, i) => n === z && outer[i] === 1)]!;
  return species(lower).flatMap((lowerNumber) =>
    species(upper).map((upperNumber) => ({
      pair: `${SYMBOLS[lowerNumber]}-${SYMBOLS[upperNumber]}`,
      lowerNumber,
      upperNumber,
      attractive: chargeOf(lower, lowerNumber) * chargeOf(upper, upperNumber) < 0,
    })),
  );
}

/** @throws `no-contact` naming the pairs there are */
export function facingPair({ pairs }: Pick<Facing, 'pairs'>, pair: string): FacingPair {
  const found = pairs.find((p) => p.pair === pair);
  if (found === undefined)
    throw new EpistackError({ code: 'no-contact', pair, known: pairs.map((p) => p.pair) });
  return found;
}

/** Smallest in-plane distance squared of a difference vector among the images of a lattice. */
export type NearestImage = (dx: number, dy: number) => number;

/**
 * For a Gauss-reduced cell: the nearest image ends at one of the four corners of the cell that holds the
 * vector, for the two triangles of such a cell are not obtuse.
 */
export function nearestImage(reduced: Cell2): NearestImage {
  const [[ax, ay], [bx, by]] = reduced;
  const [[i00, i01], [i10, i11]] = inverse2(reduced);
  return (dx, dy) => {
    const n = Math.floor(dx * i00 + dy * i10);
    const m = Math.floor(dx * i01 + dy * i11);
    const [x, y] = [dx - n * ax - m * bx, dy - n * ay - m * by];
    const [xa, ya, xb, yb] = [x - ax, y - ay, x - bx, y - by];
    const [xc, yc] = [xa - bx, ya - by];
    return Math.min(x * x + y * y, xa * xa + ya * ya, xb * xb + yb * yb, xc * xc + yc * yc);
  };
}

/** Distances of one species pair at one pose, as the report defines them. */
export interface PairMeasure {
  readonly pair: string;
  readonly attractive: boolean;
  /** Mean over the lower atoms of the distance to their nearest upper atom, outermost planes, Å. */
  readonly nearestMeanAng: number;
  readonly minAng: number;
}

/** Contacts of all facing pairs at a pose, without building the stack. */
export function measurePairs(facing: Facing, pose: FilmPose): readonly PairMeasure[] {
  return facing.pairs.map((p) => ({
    pair: p.pair,
    attractive: p.attractive,
    ...measurePair(facing, p, pose),
  }));
}

export function measurePair(
  facing: Facing,
  { lowerNumber, upperNumber }: Pick<FacingPair, 'lowerNumber' | 'upperNumber'>,
  pose: FilmPose,
): Pick<PairMeasure, 'nearestMeanAng' | 'minAng'> {
  const { lower, upper, period, cell } = facing;
  const [sx, sy] = rowTimes(pose.shift, cell);
  const image = nearestImage(period);
  let [sum, count, least] = [0, 0, Number.POSITIVE_INFINITY];
  for (let i = 0; i < lower.numbers.length; i++) {
    if (lower.numbers[i] !== lowerNumber || lower.outer[i] === 0) continue;
    let nearest = Number.POSITIVE_INFINITY;
    for (let j = 0; j < upper.numbers.length; j++) {
      if (upper.numbers[j] !== upperNumber || upper.outer[j] === 0) continue;
      const dz = pose.separationAng + upper.xyz[3 * j + 2]! - lower.xyz[3 * i + 2]!;
      const flat = image(
        upper.xyz[3 * j]! + sx - lower.xyz[3 * i]!,
        upper.xyz[3 * j + 1]! + sy - lower.xyz[3 * i + 1]!,
      );
      nearest = Math.min(nearest, flat + dz * dz);
    }
    const distance = Math.sqrt(nearest);
    sum += distance;
    count++;
    least = Math.min(least, distance);
  }
  return { nearestMeanAng: sum / count, minAng: least };
}
