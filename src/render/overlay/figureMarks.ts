import type { FigureMarks } from '#render/figureRequest.ts';
import { NO_NUMBER } from '#render/style.ts';
import type { OverlayCanvas, OverlayPen } from './overlayCanvas.ts';
import { paintScaleBar } from './scaleBar.ts';
import { paintSheetMark } from './sheet.ts';
import { haloText } from './text.ts';

const LETTERS_PX = 11;
const LINE_PX = 16;
const EDGE_PX = 12;
const SWATCH_PX = 9;
/** Between two entries of a legend. */
const APART_PX = 14;

/** Writes legend and scale bar into a figure; on the page they are not part of the picture. */
export function paintFigureMarks(overlay: OverlayCanvas, marks: FigureMarks): void {
  paintLegend(overlay, marks.legend);
  if (marks.scaleBar) paintScaleBar(overlay);
}

/** An entry of a legend with its swatch: by letters, so that its rows are known before anything is drawn. */
const entryPx = (name: string): number => SWATCH_PX + 6 + 6.2 * name.length + APART_PX;

/** Rows of a legend, by the indices of its entries. */
function rowsOf(legend: FigureMarks['legend'], widthPx: number): number[][] {
  const rows: number[][] = [];
  let left = 0;
  for (const [k, [name]] of legend.entries()) {
    const width = entryPx(name);
    if (rows.length === 0 || width > left) {
      rows.push([]);
      left = widthPx - 2 * EDGE_PX;
    }
    rows.at(-1)!.push(k);
    left -= width;
  }
  return rows;
}

/** Height that a legend takes at the top of a figure of this width, CSS px. */
export const legendHeightPx = (legend: FigureMarks['legend'], widthPx: number): number => {
  const rows = rowsOf(legend, widthPx).length;
  return rows === 0 ? 0 : EDGE_PX + rows * LINE_PX;
};

function paintLegend(overlay: OverlayCanvas, legend: FigureMarks['legend']): void {
  const { ctx, view, shown, fontFamily } = overlay;
  const { theme } = shown.props;
  ctx.font = `500 ${LETTERS_PX}px ${fontFamily}`;
  ctx.textAlign = 'left';
  for (const [r, row] of rowsOf(legend, view.widthPx).entries()) {
    const y = EDGE_PX + (r + 0.5) * LINE_PX;
    let x = EDGE_PX;
    for (const k of row) {
      const [name, color, shape] = legend[k]!;
      if (shape !== undefined && shape !== 'striped') {
        paintSheetMark(overlay, [x + SWATCH_PX / 2, y], shape, color);
        haloText(ctx, name, x + SWATCH_PX + 6, y + 0.5, theme);
        x += entryPx(name);
        continue;
      }
      ctx.beginPath();
      ctx.arc(x + SWATCH_PX / 2, y, SWATCH_PX / 2, 0, 2 * Math.PI);
      ctx.fillStyle = shape === 'striped' ? NO_NUMBER.light : color;
      ctx.fill();
      if (shape === 'striped') paintStripes(ctx, x + SWATCH_PX / 2, y);
      ctx.beginPath();
      ctx.arc(x + SWATCH_PX / 2, y, SWATCH_PX / 2, 0, 2 * Math.PI);
      ctx.strokeStyle = theme.ink;
      ctx.lineWidth = 0.75;
      ctx.stroke();
      haloText(ctx, name, x + SWATCH_PX + 6, y + 0.5, theme);
      x += entryPx(name);
    }
  }
}

/** Two diagonal bars across a swatch: chords that end at its rim. */
function paintStripes(ctx: OverlayPen, x: number, y: number): void {
  const radius = SWATCH_PX / 2;
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
