import type { FigureMarks, LegendBar, LegendShape } from '#render/figureRequest.ts';
import { NO_NUMBER } from '#render/style.ts';
import type { Rect } from '#render/types.ts';
import { WIRE_CIRCLE, WIRE_OUTLINES, WIRE_RIM, type WireShape } from '#render/wireShapes.ts';
import type { OverlayCanvas, OverlayPen } from './overlayCanvas.ts';
import { paintSheetMark } from './sheet.ts';
import { haloText } from './text.ts';

const LETTERS_PX = 11;
const LINE_PX = 16;
const EDGE_PX = 12;
const SWATCH_PX = 9;
/** Length of a bar of colours, and its distance from the numbers at its ends. */
const BAR_PX = 72;
const BAR_APART_PX = 5;
/** Between two entries of a legend. */
const APART_PX = 14;

/** An entry of a legend with its swatch: by letters, so that its rows are known before anything is drawn. */
const entryPx = ([name, , shape]: Legend[number]): number =>
  (isBar(shape)
    ? lettersPx(name) + BAR_APART_PX + BAR_PX + BAR_APART_PX + lettersPx(shape.end)
    : SWATCH_PX + 6 + lettersPx(name)) + APART_PX;

const lettersPx = (text: string): number => 6.2 * text.length;

const isBar = (shape: LegendShape | undefined): shape is LegendBar => typeof shape === 'object';

/** The lines of a legend are as much larger than these as the words in the picture. */
type Legend = FigureMarks['legend'];

/** Rows of a legend, by the indices of its entries. @param widthPx for words of their own size */
function rowsOf(legend: Legend, widthPx: number): number[][] {
  const rows: number[][] = [];
  let left = 0;
  for (const [k, entry] of legend.entries()) {
    const width = entryPx(entry);
    if (rows.length === 0 || width > left) {
      rows.push([]);
      left = widthPx - 2 * EDGE_PX;
    }
    rows.at(-1)!.push(k);
    left -= width;
  }
  return rows;
}

/** Height that a legend takes at the top of a figure of this width, CSS px. @param scale of its words */
export const legendHeightPx = (legend: Legend, widthPx: number, scale: number): number => {
  const rows = rowsOf(legend, widthPx / scale).length;
  return rows === 0 ? 0 : (EDGE_PX + rows * LINE_PX) * scale;
};

/** What the rows of a legend take. */
function legendRects({ view, shown }: OverlayCanvas, legend: Legend): readonly Rect[] {
  const scale = shown.props.look.textScale;
  return rowsOf(legend, view.widthPx / scale).map((row, r) => ({
    x: 0,
    y: (EDGE_PX + r * LINE_PX) * scale,
    width: (EDGE_PX + row.reduce((sum, k) => sum + entryPx(legend[k]!), 0)) * scale,
    height: LINE_PX * scale,
  }));
}

function paintLegend(overlay: OverlayCanvas, legend: Legend): void {
  const { ctx, view, shown, fontFamily } = overlay;
  const { theme, look } = shown.props;
  const scale = look.textScale;
  const swatch = SWATCH_PX * scale;
  ctx.font = `500 ${LETTERS_PX * scale}px ${fontFamily}`;
  ctx.textAlign = 'left';
  for (const [r, row] of rowsOf(legend, view.widthPx / scale).entries()) {
    const y = (EDGE_PX + (r + 0.5) * LINE_PX) * scale;
    let x = EDGE_PX * scale;
    for (const k of row) {
      const entry = legend[k]!;
      const [name, , shape] = entry;
      if (isBar(shape)) {
        haloText(ctx, name, x, y + 0.5, theme);
        const from = x + ctx.measureText(name).width + BAR_APART_PX * scale;
        paintBar(overlay, shape, [from, y], scale);
        haloText(ctx, shape.end, from + (BAR_PX + BAR_APART_PX) * scale, y + 0.5, theme);
      } else {
        paintSwatch(overlay, entry, [x + swatch / 2, y], swatch / 2);
        haloText(ctx, name, x + swatch + 6 * scale, y + 0.5, theme);
      }
      x += entryPx(entry) * scale;
    }
  }
}

/** Colours side by side, from the middle of the left end. Each reaches to the right end: no page shows between two. */
function paintBar(
  { ctx, shown }: OverlayCanvas,
  { colors }: LegendBar,
  [x, y]: readonly [number, number],
  scale: number,
): void {
  const half = (SWATCH_PX / 2) * scale;
  const end = x + BAR_PX * scale;
  const outline = (left: number) => {
    ctx.beginPath();
    for (const [k, corner] of [
      [left, y - half],
      [end, y - half],
      [end, y + half],
      [left, y + half],
      [left, y - half],
    ].entries())
      if (k === 0) ctx.moveTo(corner[0]!, corner[1]!);
      else ctx.lineTo(corner[0]!, corner[1]!);
  };
  for (const [k, color] of colors.entries()) {
    outline(x + ((end - x) * k) / colors.length);
    ctx.fillStyle = color;
    ctx.fill();
  }
  outline(x);
  ctx.strokeStyle = shown.props.theme.ink;
  ctx.lineWidth = 0.75;
  ctx.stroke();
}

const isWireShape = (shape: string): shape is WireShape => Object.hasOwn(WIRE_OUTLINES, shape);

/** The mark of an element as it stands among wires. */
function paintWireMark(
  { ctx, shown }: OverlayCanvas,
  shape: WireShape,
  [x, y]: readonly [number, number],
  radius: number,
  color: string,
): void {
  const { corners, isHollow } = WIRE_OUTLINES[shape];
  const outline = (part: number) => {
    ctx.beginPath();
    if (corners === null) ctx.arc(x, y, WIRE_CIRCLE * radius * part, 0, 2 * Math.PI);
    else
      for (const [k, [u, v]] of [...corners, corners[0]!].entries()) {
        const at = [x + u * radius * part, y - v * radius * part] as const;
        if (k === 0) ctx.moveTo(...at);
        else ctx.lineTo(...at);
      }
    ctx.fill();
  };
  ctx.fillStyle = color;
  outline(1);
  if (!isHollow) return;
  ctx.fillStyle = shown.props.theme.panel;
  outline(1 - WIRE_RIM / WIRE_CIRCLE);
}

function paintSwatch(
  overlay: OverlayCanvas,
  [, color, shape]: Legend[number],
  [x, y]: readonly [number, number],
  radius: number,
): void {
  if (isBar(shape)) return;
  if (shape !== undefined && isWireShape(shape)) {
    paintWireMark(overlay, shape, [x, y], radius * 1.15, color);
    return;
  }
  if (shape !== undefined && shape !== 'striped' && shape !== 'pale') {
    paintSheetMark(overlay, [x, y], shape, color);
    return;
  }
  const { ctx, shown } = overlay;
  const { theme } = shown.props;
  if (shape === 'pale') {
    // An atom and its pale copy behind it: a pale disc alone could be a colour of the legend.
    for (const [at, fill, line] of [
      [x + 0.45 * radius, color, color],
      [x - 0.45 * radius, theme.muted, theme.ink],
    ] as const) {
      ctx.beginPath();
      ctx.arc(at, y, 0.75 * radius, 0, 2 * Math.PI);
      ctx.fillStyle = fill;
      ctx.fill();
      ctx.strokeStyle = line;
      ctx.lineWidth = 0.75;
      ctx.stroke();
    }
    return;
  }
  const disc = () => {
    ctx.beginPath();
    ctx.arc(x, y, radius, 0, 2 * Math.PI);
  };
  disc();
  ctx.fillStyle = shape === 'striped' ? NO_NUMBER.light : color;
  ctx.fill();
  if (shape === 'striped') paintStripes(ctx, [x, y], radius);
  disc();
  ctx.strokeStyle = shown.props.theme.ink;
  ctx.lineWidth = 0.75;
  ctx.stroke();
}

/** Two diagonal bars across a swatch: chords that end at its rim. */
function paintStripes(ctx: OverlayPen, [x, y]: readonly [number, number], radius: number): void {
  ctx.strokeStyle = NO_NUMBER.dark;
  ctx.lineWidth = radius / 2.2;
  ctx.beginPath();
  for (const away of [-0.45, 0.45]) {
    const [aside, half] = [away * radius * Math.SQRT1_2, 0.8 * radius * Math.SQRT1_2];
    ctx.moveTo(x + aside - half, y + aside + half);
    ctx.lineTo(x + aside + half, y + aside - half);
  }
  ctx.stroke();
}

/** Written at the top of a figure. */
export const LEGEND = { rects: legendRects, paint: paintLegend };
