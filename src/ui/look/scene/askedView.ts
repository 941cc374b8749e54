import type { StoryView } from '#core/story/story.ts';
import type { SceneStand, SceneView, ViewDirection } from '#render/types.ts';
import { namedStand } from './namedStand.ts';

const rad = (deg: number): number => (deg * Math.PI) / 180;
const deg = (x: number): number => (x * 180) / Math.PI;

/** A view of the page; alone, no cell repeats by itself. */
export type PageView = SceneView & { readonly isAlone?: boolean };

/** Where the camera goes for a view of a story. @param request a new number */
export function askedView(view: StoryView, request: number): PageView {
  if ('along' in view) return { direction: view.along, request };
  const angles = { azimuthRad: rad(view.azimuthDeg), elevationRad: rad(view.elevationDeg) };
  const { frame, near, alone = false } = view;
  const stand: SceneStand =
    frame === undefined
      ? { ...angles, allRound: false }
      : {
          pose: {
            ...angles,
            target: frame.targetAng,
            halfHeightAng: frame.halfHeightAng,
            shift: frame.shift,
          },
        };
  // Cells repeat across the view: as seen from above, or else from a side.
  return {
    direction: near ?? usualNear(angles),
    request,
    stand,
    ...(alone && { isAlone: true }),
  };
}

const usualNear = ({ elevationRad }: { readonly elevationRad: number }): ViewDirection =>
  Math.abs(elevationRad) > Math.PI / 4 ? 'c' : 'oblique';

/** Degrees and Å of a story, to digits that nobody can see. */
const tidy = (x: number): number => Number(x.toFixed(3)) + 0;
const tidyDeg = (x: number): number => tidy(deg(x) % 360);

/**
 * The view of a story that is where the camera stands now.
 * @param structure of the stack, by which directions are named
 * @param asked the view that was asked for last, by which cells repeat
 */
export function viewOfStand(
  stand: SceneStand,
  structure: Parameters<typeof namedStand>[1],
  asked?: PageView,
): StoryView {
  const along = 'pose' in stand ? null : namedStand(stand, structure);
  if (along !== null) return { along };
  const { azimuthRad, elevationRad } = 'pose' in stand ? stand.pose : stand;
  const angles = {
    azimuthDeg: tidyDeg(azimuthRad),
    elevationDeg: tidy(deg(elevationRad)),
    ...(asked && asked.direction !== usualNear({ elevationRad }) && { near: asked.direction }),
    ...(asked?.isAlone === true && { alone: true }),
  };
  if (!('pose' in stand)) return angles;
  const { target, halfHeightAng, shift } = stand.pose;
  return {
    ...angles,
    frame: {
      targetAng: [tidy(target[0]), tidy(target[1]), tidy(target[2])],
      halfHeightAng: tidy(halfHeightAng),
      shift: [tidy(shift[0]), tidy(shift[1])],
    },
  };
}
