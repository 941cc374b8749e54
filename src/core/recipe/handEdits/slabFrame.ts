import { wrap01 } from '#core/crystal/crystal.ts';
import { hypot } from '#core/math/hypot.ts';
import { inverse, type Mat3, mul, mulRow, transpose } from '#core/math/mat3.ts';
import {
  type Cell2,
  det2,
  inverse2,
  type Mat2,
  mul2,
  rowTimes,
  type Vec2,
} from '#core/math/plane2.ts';
import { mapTuple, type Vec3 } from '#core/math/vec3.ts';
import type { CutSlab } from '#core/recipe/stack.ts';
import { planeOf } from '#core/surface/miller.ts';
import { heightsOf } from '#core/surface/slab.ts';
import { surfaceFrame } from '#core/surface/surfaceFrame.ts';
import type { SlabAtoms } from './handEdit.ts';

/** A point of a slab in its own crystal: two fractions of the unstrained supercell, in [0, 1), and a height there, Å. */
export type SlabPoint = readonly [a: number, b: number, heightAng: number];

/** How a slab lies in a stack: strained, shifted and raised. */
export interface SlabFrame {
  readonly cut: CutSlab;
  /** The interface cell, a along x, Å. */
  readonly cell: Cell2;
  readonly shift: Vec2;
  /** Height of the slab's lowest atom as it is cut, Å. */
  readonly baseAng: number;
  readonly lowAng: number;
  /** Heights grow by this factor. */
  readonly rise: number;
  readonly toFrac: Mat2;
  /** The conventional cell in the frame of the surface, rows, Å, and its inverse. */
  readonly axes: Mat3;
  readonly toAxes: Mat3;
}

export function slabFrame(cut: CutSlab, cell: Cell2, shift: Vec2, baseAng: number): SlabFrame {
  const axes = mul(cut.crystal.lattice, transpose(surfaceFrame(cut.crystal, cut.slab.surface)));
  return {
    cut,
    cell,
    shift,
    baseAng,
    lowAng: heightsOf(cut.slab).lowAng,
    rise: 1 + (cut.spec.normalStrain ?? 0),
    toFrac: inverse2(cell),
    axes,
    toAxes: inverse(axes),
  };
}

/** Fractions within rounding of each other are written alike. */
const DIGITS = 6;

/** Where a point of the stack, Å, is in a slab's own crystal. */
export function pointAt({ toFrac, shift, rise, lowAng, baseAng }: SlabFrame, xyz: Vec3): SlabPoint {
  const [a, b] = rowTimes([xyz[0], xyz[1]], toFrac);
  return [wrap01(a - shift[0]), wrap01(b - shift[1]), (xyz[2] - baseAng) / rise + lowAng];
}

/** Where a point of a slab's crystal is in the stack, in the cell, Å. */
export function inStack(
  { cell, shift, rise, lowAng, baseAng }: SlabFrame,
  [a, b, heightAng]: SlabPoint,
): Vec3 {
  const [x, y] = rowTimes([wrap01(a + shift[0]), wrap01(b + shift[1])], cell);
  return [x, y, rise * (heightAng - lowAng) + baseAng];
}

/** A vector of a slab's crystal as it is in the stack: strained, Å. */
export function vectorInStack({ cut, cell, rise }: SlabFrame, [x, y, z]: Vec3): Vec3 {
  const [u, v] = rowTimes(rowTimes([x, y], inverse2(cut.supercell)), cell);
  return [u, v, rise * z];
}

/** The point of a place that is given in fractions of the conventional cell. */
export function pointOfFractions({ cut, axes }: SlabFrame, fractions: Vec3): SlabPoint {
  const [x, y, z] = mulRow(fractions, axes);
  const [a, b] = rowTimes([x, y], inverse2(cut.supercell));
  return [wrap01(a), wrap01(b), z];
}

/** The fractions of the conventional cell of a point, as a document holds them. */
export function fractionsOf({ cut, toAxes }: SlabFrame, [a, b, heightAng]: SlabPoint): Vec3 {
  const [x, y] = rowTimes([a, b], cut.supercell);
  // Plus zero: no −0 in a document.
  return mapTuple(mulRow([x, y, heightAng], toAxes), (f) => +f.toFixed(DIGITS) + 0);
}

/** How far apart two points of a slab are, Å, by the nearest image of its unstrained supercell. */
export function apartAng({ cut }: Pick<SlabFrame, 'cut'>, p: SlabPoint, q: SlabPoint): number {
  const nearest = (d: number) => d - Math.round(d);
  const [x, y] = rowTimes([nearest(p[0] - q[0]), nearest(p[1] - q[1])], cut.supercell);
  return hypot(x, y, p[2] - q[2]);
}

/** What a slab would have to be for places in it to mean what they did; null where it still is that. */
export type OtherCut = 'other-crystal' | 'other-plane' | 'other-supercell';

export function otherCut(cut: CutSlab, named: SlabAtoms): OtherCut | null {
  if (cut.spec.material !== named.material) return 'other-crystal';
  if (planeOf(cut.spec.hkl).coprime.join() !== planeOf(named.hkl).coprime.join())
    return 'other-plane';
  return isSameLattice(cut.matrix, named.supercell) ? null : 'other-supercell';
}

/** Whether the rows of two matrices span the same lattice: then one is the other times whole numbers, and det agrees. */
function isSameLattice(p: Mat2, q: Mat2): boolean {
  if (det2(p) !== det2(q)) return false;
  return mul2(p, inverse2(q))
    .flat()
    .every((x) => Math.abs(x - Math.round(x)) < 1e-6);
}
