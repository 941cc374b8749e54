import type { Model } from '#app/document/model.ts';
import type { Clip } from '#app/look/hidden.ts';
import type { DrawnIndices } from '#app/look/viewOnly.ts';
import { axesInStack, pointing, reciprocal } from '#core/atoms/crystalAxes.ts';
import type { Structure } from '#core/crystal/structure.ts';
import type { IntVec3 } from '#core/math/integer.ts';
import { mulRow, row } from '#core/math/mat3.ts';
import { dot, type Vec3 } from '#core/math/vec3.ts';

/** Axes of the cell, and of its reciprocal lattice, that a picture is cut across by name. */
export const CLIP_AXES = ['a', 'b', 'c', 'a*', 'b*', 'c*'] as const;

export const clipAxis = (name: (typeof CLIP_AXES)[number]): DrawnIndices => ({
  slab: null,
  kind: name.endsWith('*') ? 'hkl' : 'uvw',
  indices: reciprocal((CLIP_AXES.indexOf(name) % 3) as 0 | 1 | 2)
    .indices as DrawnIndices['indices'],
});

/** Planes of a clip where they lie now. Heights are along the normal, from the lowest corner of the cell, Å. */
export interface ClipPlanes {
  readonly normal: Vec3;
  /** Of the lowest corner, from the origin. */
  readonly zeroAng: number;
  /** From the lowest corner of the cell to the highest. */
  readonly extentAng: number;
  readonly fromAng: number;
  readonly toAng: number;
  readonly isInverse: boolean;
}

type Cut = Pick<Structure, 'lattice' | 'xyz'>;

/** Unit normal; null where the slab is gone whose indices it has. */
function normalOf(across: Clip['across'], { lattice }: Cut, model: Model | null): Vec3 | null {
  if (across.kind === 'view') return across.towards;
  if (across.slab === null) return pointing(lattice, across);
  if (model === null || across.slab >= model.built.slabs.length) return null;
  return pointing(axesInStack(model.built, across.slab), across);
}

/** @returns null where nothing is cut */
export function clipPlanes(
  clip: Clip | undefined,
  structure: Cut,
  model: Model | null,
): ClipPlanes | null {
  const normal = clip === undefined ? null : normalOf(clip.across, structure, model);
  if (clip === undefined || normal === null) return null;
  const along = [0, 1, 2].map((k) => dot(row(structure.lattice, k), normal));
  const sumOf = (pick: (x: number) => number) => along.reduce((sum, x) => sum + pick(x), 0);
  const zeroAng = sumOf((x) => Math.min(0, x));
  const extentAng = sumOf(Math.abs);
  return {
    normal,
    zeroAng,
    extentAng,
    fromAng: clip.from * extentAng,
    toAng: clip.to * extentAng,
    isInverse: clip.isInverse,
  };
}

/** Planes that cut something; null also where all of the cell lies between them. */
export function cuttingPlanes(
  clip: Clip | undefined,
  structure: Cut,
  model: Model | null,
): ClipPlanes | null {
  const isWhole = clip !== undefined && !clip.isInverse && clip.from <= 0 && clip.to >= 1;
  return isWhole ? null : clipPlanes(clip, structure, model);
}

/** Of a plane that an atom lies in, Å. */
const ON_PLANE_ANG = 1e-3;

/** Whether an atom, or its image so many cells away, is cut away. */
export function isCutAway(
  { normal, zeroAng, fromAng, toAng, isInverse }: ClipPlanes,
  { lattice, xyz }: Cut,
  atom: number,
  cells: IntVec3 = [0, 0, 0],
): boolean {
  const shift = mulRow(cells, lattice);
  const [x, y, z] = [0, 1, 2].map((k) => xyz[3 * atom + k]! + shift[k]!) as [
    number,
    number,
    number,
  ];
  const height = dot([x, y, z], normal) - zeroAng;
  return isInverse
    ? height > fromAng + ON_PLANE_ANG && height < toAng - ON_PLANE_ANG
    : height < fromAng - ON_PLANE_ANG || height > toAng + ON_PLANE_ANG;
}

/** Whether repeated cells in the plane of a and b would stand at another height than the cell that is cut. */
export const cutsAcross = (planes: ClipPlanes | null, { lattice }: Cut): boolean =>
  planes !== null &&
  [0, 1].some((k) => Math.abs(dot(row(lattice, k), planes.normal)) > ON_PLANE_ANG);
