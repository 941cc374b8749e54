import type { Vec3 } from '#core/math/vec3.ts';
import { project, type ScreenPoint, type View } from '#render/camera/view.ts';
import type { SceneTheme } from '#render/types.ts';
import type { LabelRequest, LabelRoom } from './labels.ts';
import type { OverlayCanvas, OverlayPen } from './overlayCanvas.ts';

const point: ScreenPoint = [0, 0, 0, 0];

/** A point of the scene on the screen, CSS px. */
export const onScreen = (view: View, p: Vec3): readonly [number, number] => {
  project(view, p[0], p[1], p[2], point);
  return [point[0], point[1]];
};

/** Words come so much nearer to the upper edge and to the left one than atoms, px: a legend has few long lines. */
const NEARER_PX = { top: 11, left: 10 } as const;

/** Where words may stand: what the page writes into the picture lies beside it, above or, of a narrow one, at its left. */
export const labelRoom = ({
  view,
  shown,
  taken,
}: Pick<OverlayCanvas, 'view' | 'shown' | 'taken'>): LabelRoom => ({
  taken,
  leftPx: shown.props.padding.left - NEARER_PX.left,
  topPx: shown.props.padding.top - NEARER_PX.top,
  widthPx: view.widthPx,
  heightPx: view.heightPx,
});

/** Width of the halo around letters, px. */
const HALO_PX = 4.5;

/** Text that is legible over anything, with a halo of the panel's colour instead of a plate. */
export function haloText(
  ctx: OverlayPen,
  text: string,
  x: number,
  y: number,
  theme: SceneTheme,
  ink: string = theme.ink,
): void {
  ctx.strokeStyle = theme.panel;
  if (theme.haloPx !== undefined && ctx.globalCompositeOperation !== undefined) {
    // Over what is drawn a halo has its whole width: on white the figure is the one that is not transparent.
    ctx.globalCompositeOperation = 'source-atop';
    ctx.lineWidth = HALO_PX;
    ctx.strokeText(text, x, y);
    ctx.globalCompositeOperation = 'source-over';
  }
  ctx.lineWidth = theme.haloPx ?? HALO_PX;
  ctx.strokeText(text, x, y);
  ctx.fillStyle = ink;
  ctx.fillText(text, x, y);
}

/** Letters of a label and the room that it takes beside others, px. */
export const LABEL = { px: 11, height: 15, padX: 3 } as const;

/** Text in the middle of the room that was found for it. */
export function paintLabel(
  ctx: OverlayPen,
  [x, y]: readonly [number, number],
  { width, height }: Pick<LabelRequest, 'width' | 'height'>,
  text: string,
  theme: SceneTheme,
  ink?: string,
): void {
  ctx.textAlign = 'center';
  haloText(ctx, text, x + width / 2, y + height / 2 + 0.5, theme, ink);
}
