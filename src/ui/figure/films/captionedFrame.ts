import type { SceneTheme } from '#render/types.ts';
import { type CaptionBlock, type CaptionLine, captionPages } from './caption.ts';
import type { Mark } from './formulaBox.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Of the frame: the width of a caption beside the picture, or its height below an upright one. */
const BESIDE = 0.37;
const BELOW = 0.44;
/** Room around a caption, of the shorter side of the frame. */
const MARGIN = 0.05;

/** Caption and picture in a frame: side by side, or one above the other where it is upright. */
export function captionedFrame(
  width: number,
  height: number,
): { readonly caption: Box; readonly picture: Box } {
  if (width > 1.1 * height) {
    const left = Math.round(BESIDE * width);
    return {
      caption: { x: 0, y: 0, width: left, height },
      picture: { x: left, y: 0, width: width - left, height },
    };
  }
  const low = Math.round(BELOW * height);
  return {
    caption: { x: 0, y: height - low, width, height: low },
    picture: { x: 0, y: 0, width, height: height - low },
  };
}

const marginOf = ({ width, height }: Box): number => Math.round(MARGIN * Math.max(width, height));

/** Captions in the letters of the page, on as many pages as they need. */
export function writtenPages(
  captions: readonly (readonly CaptionBlock[])[],
  box: Box,
  frameHeightPx: number,
): readonly (readonly CaptionLine[])[] {
  const ctx = document.createElement('canvas').getContext('2d')!;
  const margin = marginOf(box);
  const room = { widthPx: box.width - 2 * margin, heightPx: box.height - 2 * margin };
  const measure = (text: string, px: number, isBold: boolean) => {
    ctx.font = fontOf(px, isBold);
    return ctx.measureText(text).width;
  };
  return captions.flatMap((blocks) => captionPages(blocks, room, frameHeightPx, measure));
}

/** Writes one page of a caption into its box. */
export function paintCaption(
  ctx: CanvasRenderingContext2D,
  { background, ink }: SceneTheme,
  box: Box,
  lines: readonly CaptionLine[],
): void {
  const margin = marginOf(box);
  ctx.save();
  ctx.fillStyle = background;
  ctx.fillRect(box.x, box.y, box.width, box.height);
  ctx.fillStyle = ink;
  ctx.strokeStyle = ink;
  ctx.lineJoin = 'round';
  for (const { text, px, isBold, y, marks } of lines) {
    const [left, base] = [box.x + margin, box.y + margin + y];
    ctx.font = fontOf(px, isBold);
    if (marks === undefined) ctx.fillText(text, left, base);
    else for (const mark of marks) paintMark(ctx, mark, left, base, isBold);
  }
  ctx.restore();
}

function paintMark(
  ctx: CanvasRenderingContext2D,
  mark: Mark,
  left: number,
  base: number,
  isBold: boolean,
): void {
  if (mark.is === 'text') {
    ctx.font = fontOf(mark.px, isBold, mark.isItalic);
    ctx.fillText(mark.text, left + mark.x, base + mark.y);
    return;
  }
  ctx.lineWidth = Math.max(1, mark.thickPx);
  ctx.beginPath();
  for (const [k, [x, y]] of mark.points.entries())
    if (k === 0) ctx.moveTo(left + x, base + y);
    else ctx.lineTo(left + x, base + y);
  ctx.stroke();
}

const fontOf = (px: number, isBold: boolean, isItalic = false): string =>
  `${isItalic ? 'italic ' : ''}${isBold ? 650 : 450} ${px.toFixed(1)}px ${getComputedStyle(document.body).fontFamily}`;
