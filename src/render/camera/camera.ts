import { Frustum, Matrix4, OrthographicCamera, PerspectiveCamera, Sphere, Vector3 } from 'three';
import { cornerShifts } from '#render/gpu/block.ts';
import type { DrawnAtoms } from '#render/gpu/buffers.ts';
import type { FrameUniforms } from '#render/gpu/materials.ts';
import { TAN_HALF_FOV } from '#render/style.ts';
import { depthOf, type View } from './view.ts';

export interface Cameras {
  readonly orthographic: OrthographicCamera & { manual?: boolean };
  readonly perspective: PerspectiveCamera & { manual?: boolean };
}

/** Both cameras of a scene. They are set from a `View` alone, never by fiber's resize. */
export function createCameras(): Cameras {
  const perspective = new PerspectiveCamera((2 * Math.atan(TAN_HALF_FOV) * 180) / Math.PI);
  const cameras: Cameras = { orthographic: new OrthographicCamera(), perspective };
  for (const camera of [cameras.orthographic, cameras.perspective]) {
    camera.manual = true;
    camera.matrixAutoUpdate = false;
  }
  return cameras;
}

/** A box about something, relative to the scene's origin, Å: low x y z, high x y z. */
export type Box = Float64Array;

/** Sets `box` to the bounding box of all spheres, those of repeated cells too. */
export function boundSpheres(drawn: DrawnAtoms, box: Box): Box {
  box.fill(Infinity, 0, 3).fill(-Infinity, 3, 6);
  for (let k = 0; k < drawn.count; k++) {
    const r = drawn.spheres[4 * k + 3]!;
    for (let x = 0; x < 3; x++) {
      const at = drawn.spheres[4 * k + x]!;
      if (at - r < box[x]!) box[x] = at - r;
      if (at + r > box[3 + x]!) box[3 + x] = at + r;
    }
  }
  if (drawn.count === 0) return box.fill(0);
  const shifts = cornerShifts(drawn.block, drawn.lattice);
  for (let x = 0; x < 3; x++) {
    box[x]! += Math.min(...shifts.map((s) => s[x]!));
    box[3 + x]! += Math.max(...shifts.map((s) => s[x]!));
  }
  return box;
}

/** Nearest and farthest depth of a box, Å from the eye. */
function depthRange(view: View, box: Box): readonly [number, number] {
  let [near, far] = [Infinity, -Infinity];
  for (let corner = 0; corner < 8; corner++) {
    const depth = depthOf(view, [
      box[corner & 1 ? 3 : 0]!,
      box[corner & 2 ? 4 : 1]!,
      box[corner & 4 ? 5 : 2]!,
    ]);
    near = Math.min(near, depth);
    far = Math.max(far, depth);
  }
  return [near, far];
}

/** Least distance of a lens' near plane, as a fraction of the farthest depth: keeps depth precise. */
const NEAREST = 0.01;
/** Room before and behind the content for line widths and atoms that vibrate, Å. */
const SLACK_ANG = 3;

const axes = [new Vector3(), new Vector3(), new Vector3()] as const;

/** Points the camera of the view's projection at the scene, near and far fitted to the content. */
export function aim(
  cameras: Cameras,
  view: View,
  boxes: { readonly atoms: Box; readonly all: Box },
  frame: FrameUniforms,
): OrthographicCamera | PerspectiveCamera {
  const camera = view.perspective ? cameras.perspective : cameras.orthographic;
  const [near, far] = depthRange(view, boxes.all);
  camera.far = Math.max(far + SLACK_ANG, 1);
  camera.near = view.perspective
    ? Math.max(near - SLACK_ANG, NEAREST * camera.far)
    : near - SLACK_ANG;
  const aspect = view.widthPx / view.heightPx;
  if (camera instanceof PerspectiveCamera) camera.aspect = aspect;
  else {
    camera.top = view.halfHeightAng;
    camera.bottom = -camera.top;
    camera.right = camera.top * aspect;
    camera.left = -camera.right;
  }
  camera.updateProjectionMatrix();
  camera.matrix.makeBasis(
    axes[0].set(...view.right),
    axes[1].set(...view.up),
    axes[2].set(...view.back),
  );
  camera.matrix.setPosition(...view.eye);
  camera.updateMatrixWorld(true);
  const [fogFrom, fogTo] = depthRange(view, boxes.atoms);
  frame.uFog.value.x = fogFrom;
  frame.uFog.value.y = Math.max(fogTo, fogFrom + 1);
  return camera;
}

const frustum = new Frustum();
const ball = new Sphere();
const clip = new Matrix4();

/** Whether a camera that has been aimed sees anything of a ball, Å. One camera at a time. */
export function seenBy(
  camera: OrthographicCamera | PerspectiveCamera,
): (x: number, y: number, z: number, radius: number) => boolean {
  frustum.setFromProjectionMatrix(
    clip.multiplyMatrices(camera.projectionMatrix, camera.matrixWorldInverse),
  );
  return (x, y, z, radius) => {
    ball.center.set(x, y, z);
    ball.radius = radius;
    return frustum.intersectsSphere(ball);
  };
}
