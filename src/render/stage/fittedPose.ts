import { mulRow } from '#core/math/mat3.ts';
import { sub } from '#core/math/vec3.ts';
import { fitPose } from '#render/camera/pose.ts';
import { project, type ScreenPoint, viewFrom } from '#render/camera/view.ts';
import { cellsOf, cornerShifts } from '#render/gpu/block.ts';
import type { DrawnAtoms } from '#render/gpu/buffers.ts';
import { CONTACT_ROOM, DIMENSION_ROOM, MOST_PADDING, UPRIGHT_RAD } from '#render/style.ts';
import type { Pose, Rect, ScenePadding, SceneProps } from '#render/types.ts';
import { boxCorners } from './box.ts';
import { axesCorner, sidesRoom, sidesWidth } from './margins.ts';

interface Size {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Where the camera stands at these angles, so that atoms, box and dimensions fit and no atom stands on the axes. */
export function fittedPose(
  angles: Pick<Pose, 'azimuthRad' | 'elevationRad'>,
  scene: SceneProps,
  drawn: DrawnAtoms,
  size: Size,
): Pose {
  const { look, gaps, sides, padding } = scene;
  const isUpright = Math.abs(angles.elevationRad) < UPRIGHT_RAD;
  const written = look.showCell ? sides : null;
  const aside = written ? sidesWidth(written, look.textScale) : 0;
  const room = isUpright
    ? gaps.length > 0 && (saysContacts(scene) ? CONTACT_ROOM : DIMENSION_ROOM) * look.textScale
    : // Where there is less room than they take, they stand below.
      padding.right + aside <= MOST_PADDING.width * size.widthPx && aside;
  const words = written ? sidesRoom(written, look.textScale, size.widthPx) : 0;
  const around: ScenePadding = {
    ...padding,
    right: padding.right + (room || 0),
    bottom: Math.max(padding.bottom * look.textScale, words),
  };
  const perspective = look.projection === 'perspective';
  const fitted = (paddingPx: ScenePadding): Pose =>
    fitPose(
      angles,
      {
        ...drawn,
        scale: look.atomScale,
        shifts: cornerShifts(drawn.block, drawn.lattice),
        points: [
          ...(look.showCell ? boxCorners(drawn, scene.box) : []),
          ...(scene.reach ?? []).map((point) => sub(point, drawn.origin)),
        ],
      },
      { ...size, paddingPx, perspective },
    );
  const pose = fitted(around);
  const corner = axesCorner(size, scene);
  if (corner === null || !standsOn(corner, pose, scene, drawn, size)) return pose;
  // Beside the axes or above them, whichever leaves the atoms larger.
  const [beside, above] = [
    fitted({ ...around, left: Math.max(around.left, corner.width) }),
    fitted({ ...around, bottom: Math.max(around.bottom, corner.height) }),
  ];
  return beside.halfHeightAng < above.halfHeightAng ? beside : above;
}

/** Whether lengths of contacts stand among the dimensions. */
const saysContacts = ({ contacts, look }: SceneProps): boolean =>
  look.showContacts && look.showContactLabels && contacts.some(({ flagged }) => !flagged);

/** Whether a ball covers a part of the picture. */
function standsOn(
  { x, y, width, height }: Rect,
  pose: Pose,
  { look }: SceneProps,
  drawn: DrawnAtoms,
  size: Size,
): boolean {
  const perspective = look.projection === 'perspective';
  const view = viewFrom(pose, drawn.origin, { ...size, perspective });
  const at: ScreenPoint = [0, 0, 0, 0];
  const { spheres, lattice } = drawn;
  for (const cell of cellsOf(drawn.block)) {
    const [u, v, w] = mulRow(cell, lattice);
    for (let k = 0; k < drawn.count; k++) {
      project(view, spheres[4 * k]! + u, spheres[4 * k + 1]! + v, spheres[4 * k + 2]! + w, at);
      const radius = at[2] * spheres[4 * k + 3]! * look.atomScale;
      const dx = at[0] - Math.min(Math.max(at[0], x), x + width);
      const dy = at[1] - Math.min(Math.max(at[1], y), y + height);
      if (radius > 0 && dx * dx + dy * dy < radius * radius) return true;
    }
  }
  return false;
}
