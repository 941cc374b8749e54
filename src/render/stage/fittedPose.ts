import { fitPose } from '#render/camera/pose.ts';
import { cornerShifts } from '#render/gpu/block.ts';
import type { DrawnAtoms } from '#render/gpu/buffers.ts';
import { DIMENSION_ROOM, UPRIGHT_RAD } from '#render/style.ts';
import type { Pose, SceneProps } from '#render/types.ts';
import { boxCorners } from './box.ts';

/** Where the camera stands at these angles, so that atoms, box and dimensions fit. */
export function fittedPose(
  angles: Pick<Pose, 'azimuthRad' | 'elevationRad'>,
  scene: SceneProps,
  drawn: DrawnAtoms,
  size: { readonly widthPx: number; readonly heightPx: number },
): Pose {
  const { look, gaps, padding } = scene;
  const isUpright = Math.abs(angles.elevationRad) < UPRIGHT_RAD;
  const room = gaps.length > 0 && isUpright ? DIMENSION_ROOM * look.textScale : 0;
  return fitPose(
    angles,
    {
      ...drawn,
      scale: look.atomScale,
      shifts: cornerShifts(drawn.block, drawn.lattice),
      points: look.showCell ? boxCorners(drawn, scene.box) : [],
    },
    {
      ...size,
      paddingPx: {
        ...padding,
        right: padding.right + room,
        bottom: padding.bottom * look.textScale,
      },
      perspective: look.projection === 'perspective',
    },
  );
}
