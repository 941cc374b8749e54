import { type Box, type Cameras, createCameras } from '#render/camera/camera.ts';
import type { DrawnBodies } from '#render/camera/picking.ts';
import { areSameAngles } from '#render/camera/pose.ts';
import type { View } from '#render/camera/view.ts';
import type { DrawnAtoms } from '#render/gpu/buffers.ts';
import type { Extent } from '#render/gpu/extent.ts';
import { createFrameUniforms, type FrameUniforms } from '#render/gpu/materials.ts';
import type { Pose, SceneFrame, SceneProps } from '#render/types.ts';
import type { Detail, Share } from './detail.ts';

/** The page behind the atoms is found by this name, so that a transparent picture can leave it out. */
export const BACKDROP = 'backdrop';

/** What one mounted scene holds that changes without React: the camera moves at 60 Hz. */
export interface Stage {
  readonly cameras: Cameras;
  readonly frame: FrameUniforms;
  /** Around the spheres, and around all that is drawn. */
  readonly boxes: { readonly atoms: Box; readonly all: Box };
  pose: Pose | null;
  glide: { readonly from: Pose; readonly to: Pose; readonly startMs: number } | null;
  /** Whether the camera stands where it was put: a resize then fits again. */
  isFitted: boolean;
  /** Where a view that has a name put the camera last; null where it was put by angles. */
  named: Pick<Pose, 'azimuthRad' | 'elevationRad'> | null;
  /** Size and middle of the structure last fitted, Å. */
  extent: Extent | null;
  /** The camera of the last frame; null before the first. */
  view: View | null;
  /** What is on the screen; null before the first frame. */
  shown: Shown | null;
  /** Callbacks that run after the positions of a new frame are in place. */
  readonly followers: Set<() => void>;
  /** Told before each drawing how fine it is. */
  readonly detailFollowers: Set<(detail: Detail) => Share>;
  /** What the last picture in rest leaves out, as this machine draws slowly; null for nothing. */
  lacks: Lack | null;
  /** Told when that changes. */
  readonly lackWatchers: Set<() => void>;
  /** Screen discs of the spheres, 3 each; grown when needed, so that painting allocates nothing. */
  discs: Float32Array;
  /** Polyhedra that are drawn, each once whatever its copies. */
  bodies: number;
  /** What picks them; null where there are none. */
  drawnBodies: DrawnBodies | null;
  /** Parts of the picture that are still being fetched. */
  awaited: number;
  /** CSS font family of the labels. */
  fontFamily: string;
}

/** Part of the picture that is not drawn. */
export interface Lack {
  /** Atoms that are drawn, and those in view. */
  readonly atoms: readonly [drawn: number, seen: number];
  readonly bonds: boolean;
}

/** The data of the last commit, for handlers that run between commits. */
export interface Shown {
  readonly props: SceneProps;
  readonly drawn: DrawnAtoms;
  /** The structure's positions or the frame's. */
  readonly xyz: ArrayLike<number>;
  /** The frame that is drawn; null for the structure itself. */
  readonly moving: SceneFrame | null;
}

export const createStage = (): Stage => ({
  cameras: createCameras(),
  frame: createFrameUniforms(),
  boxes: { atoms: new Float64Array(6), all: new Float64Array(6) },
  pose: null,
  glide: null,
  isFitted: false,
  named: null,
  extent: null,
  view: null,
  shown: null,
  followers: new Set(),
  detailFollowers: new Set(),
  lacks: null,
  lackWatchers: new Set(),
  discs: new Float32Array(0),
  bodies: 0,
  drawnBodies: null,
  awaited: 0,
  fontFamily: 'sans-serif',
});

/** Whether the camera is where a named view put it, untouched: another document then takes its own. */
export function isAtNamedView({ isFitted, named, glide, pose }: Stage): boolean {
  const now = glide?.to ?? pose;
  return isFitted && named !== null && now !== null && areSameAngles(now, named);
}

/** What is left out of a picture by the shares that are drawn; null for nothing. */
export function lackOf(shares: readonly Share[]): Lack | null {
  const isLess = ({ drawn, seen }: Share): boolean => drawn < seen;
  if (!shares.some(isLess)) return null;
  const balls = shares.find(({ what }) => what === 'balls');
  return {
    atoms: [balls?.drawn ?? 0, balls?.seen ?? 0],
    bonds: shares.some((share) => share.what === 'sticks' && isLess(share)),
  };
}

export function tellLack(stage: Stage, lack: Lack | null): void {
  const [was, is] = [stage.lacks, lack];
  if (was === is || (was && is && String([was.atoms, was.bonds]) === String([is.atoms, is.bonds])))
    return;
  stage.lacks = lack;
  for (const tell of stage.lackWatchers) tell();
}
