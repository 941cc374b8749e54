import type { Rect } from '#render/types.ts';
import type { OverlayCanvas } from './overlayCanvas.ts';
import { haloText } from './text.ts';

const LETTERS_PX = 11;
const EDGE_PX = 12;

/** The part of the width that a scale bar takes at most. */
const WIDEST = 0.22;

/** The longest of 1, 2 and 5 times a power of ten that is no longer than this, Å. */
export function roundLength(mostAng: number): number {
  const power = 10 ** Math.floor(Math.log10(mostAng));
  return power * (mostAng >= 5 * power ? 5 : mostAng >= 2 * power ? 2 : 1);
}

/**
 * A bar at the lower right with its length; none where a lens makes near lengths larger than far ones.
 * @returns the room that it takes
 */
export function paintScaleBar({ ctx, view, shown, fontFamily }: OverlayCanvas): Rect | null {
  if (view.perspective) return null;
  const { theme, look } = shown.props;
  const pxPerAng = view.heightPx / (2 * view.halfHeightAng);
  const lengthAng = roundLength((WIDEST * view.widthPx) / pxPerAng);
  const right = view.widthPx - EDGE_PX;
  const left = right - lengthAng * pxPerAng;
  const y = view.heightPx - EDGE_PX - 2;
  for (const [width, style] of [
    [5, theme.panel],
    [2.5, theme.ink],
  ] as const) {
    ctx.strokeStyle = style;
    ctx.lineWidth = width;
    ctx.lineCap = 'butt';
    ctx.beginPath();
    ctx.moveTo(left, y);
    ctx.lineTo(right, y);
    ctx.stroke();
  }
  ctx.font = `500 ${LETTERS_PX * look.textScale}px ${fontFamily}`;
  ctx.textAlign = 'right';
  const text = lengthText(lengthAng);
  haloText(ctx, text, right, y - 10 * look.textScale, theme);
  const width = Math.max(lengthAng * pxPerAng, ctx.measureText(text).width);
  const height = 2 + 17 * look.textScale;
  return { x: right - width, y: y - height, width, height: view.heightPx - y + height };
}

/** In Å, and from 10 Å on in nm too. */
export const lengthText = (lengthAng: number): string => {
  const ang = `${Number(lengthAng.toPrecision(1))} Å`;
  return lengthAng < 10 ? ang : `${ang} = ${lengthAng / 10} nm`;
};
