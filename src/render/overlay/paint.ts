import { project, type ScreenPoint, type View } from '#render/camera/view.ts';
import type { Shown, Stage } from '#render/stage/stage.ts';
import type { SceneTheme } from '#render/types.ts';
import { paintAtomMarks } from './atomMarks.ts';
import { paintAxes } from './axes.ts';
import { paintContactLabels } from './contactLabels.ts';
import { paintSides } from './edgeDimensions.ts';
import type { LEGEND } from './figureMarks.ts';
import { paintGaps } from './gapDimensions.ts';
import { placeLabels } from './labels.ts';
import { paintMeasures } from './measures.ts';
import { paintOverlapRings } from './overlapRings.ts';
import type { OverlayCanvas, OverlayPen } from './overlayCanvas.ts';
import { paintScaleBar } from './scaleBar.ts';
import { chain } from './selection.ts';
import { paintSheet } from './sheet.ts';
import { LABEL, onScreen, paintLabel } from './text.ts';

const point: ScreenPoint = [0, 0, 0, 0];

/**
 * Paints everything on the overlay canvas, such as labels, rings and axes, in one pass.
 * @param legend what writes the legend of a figure; absent on the page, which has its own beside the picture
 */
export function paint(overlay: OverlayCanvas, legend?: typeof LEGEND): void {
  const { ctx, shown } = overlay;
  ctx.lineCap = 'round';
  ctx.lineJoin = 'round';
  ctx.textBaseline = 'middle';
  const sheet = shown.props.marks?.sheet;
  // Below all words.
  if (sheet !== undefined) paintSheet(overlay, sheet);
  const corners = [
    paintAxes(overlay),
    overlay.marks.scaleBar ? paintScaleBar(overlay) : null,
    ...(legend?.rects(overlay, overlay.marks.legend) ?? []),
  ];
  overlay.taken.push(...corners.filter((rect) => rect !== null));
  const column = paintGaps(overlay);
  paintSides(overlay);
  if (shown.props.look.showContacts) paintOverlapRings(overlay);
  if (shown.props.look.showContacts && shown.props.look.showContactLabels)
    paintContactLabels(overlay, column ?? overlay.view.widthPx, column !== null);
  paintMeasures(overlay);
  paintAtomMarks(overlay);
  paintHover(overlay);
  paintSelection(overlay);
  legend?.paint(overlay, overlay.marks.legend);
}

/** Screen discs of all spheres into the stage's own array. */
export function projectDiscs(stage: Pick<Stage, 'discs'>, shown: Shown, view: View): Float32Array {
  const { drawn, props } = shown;
  if (stage.discs.length < 3 * drawn.count) stage.discs = new Float32Array(3 * drawn.count);
  const { discs } = stage;
  const s = drawn.spheres;
  for (let k = 0; k < drawn.count; k++) {
    project(view, s[4 * k]!, s[4 * k + 1]!, s[4 * k + 2]!, point);
    discs[3 * k] = point[0];
    discs[3 * k + 1] = point[1];
    discs[3 * k + 2] = point[2] * s[4 * k + 3]! * props.look.atomScale;
  }
  return discs;
}

/** A ring in ink with a casing of the panel's colour, so that it shows on dark and light atoms. */
function paintRing(
  { ctx, shown }: OverlayCanvas,
  at: readonly [number, number],
  radius: number,
  width: number,
): void {
  const { theme } = shown.props;
  ctx.beginPath();
  ctx.arc(at[0], at[1], radius, 0, 2 * Math.PI);
  strokeCased(ctx, width, theme);
}

function strokeCased(ctx: OverlayPen, width: number, theme: SceneTheme): void {
  ctx.strokeStyle = theme.panel;
  ctx.lineWidth = width + 2.5;
  ctx.stroke();
  ctx.strokeStyle = theme.ink;
  ctx.lineWidth = width;
  ctx.stroke();
}

/** Distance of a ring from the edge of its atom. */
const RING_GAP = 2.5;

function paintHover(overlay: OverlayCanvas): void {
  const { shown, discs } = overlay;
  const { hovered, selection } = shown.props;
  if (hovered === null || selection.includes(hovered)) return;
  for (let k = 0; k < shown.drawn.count; k++) {
    // A hidden atom has no size.
    if (shown.drawn.source[k] !== hovered || !discs[3 * k + 2]) continue;
    const at = [discs[3 * k]!, discs[3 * k + 1]!] as const;
    paintRing(overlay, at, discs[3 * k + 2]! + RING_GAP, 1.25);
  }
}

function paintSelection(overlay: OverlayCanvas): void {
  const { ctx, view, shown, discs, fontFamily } = overlay;
  const { selection, selectionCells, theme, measureLabel, look, radiiAng } = shown.props;
  const places = chain(selection, selectionCells, shown.drawn, shown.xyz);
  if (places.length === 0) return;
  const at = places.map((p) => onScreen(view, p));
  if (at.length > 1) {
    ctx.beginPath();
    for (const [i, [x, y]] of at.entries()) {
      if (i === 0) ctx.moveTo(x, y);
      else ctx.lineTo(x, y);
    }
    strokeCased(ctx, 1.5, theme);
  }
  places.forEach((p, i) => {
    project(view, p[0], p[1], p[2], point);
    const radius = point[2] * radiiAng[selection[i]!]! * look.atomScale + RING_GAP;
    const [x, y] = at[i]!;
    // The nearest image may lie outside the picture: the atom that was picked keeps a thin ring.
    const own = 3 * selection[i]!;
    const [ownX, ownY] = [discs[own]!, discs[own + 1]!];
    if (Math.hypot(ownX - x, ownY - y) > 1) paintRing(overlay, [ownX, ownY], radius, 1.25);
    paintRing(overlay, [x, y], radius, 2);
    const [nx, ny] = [x + 0.72 * (radius + 5), y - 0.72 * (radius + 5)];
    ctx.beginPath();
    ctx.arc(nx, ny, 7.5, 0, 2 * Math.PI);
    ctx.fillStyle = theme.ink;
    ctx.fill();
    ctx.fillStyle = theme.panel;
    ctx.textAlign = 'center';
    ctx.font = `600 10px ${fontFamily}`;
    ctx.fillText(String(i + 1), nx, ny + 0.5);
  });
  const [last, before] = [at.at(-1), at.at(-2)];
  if (measureLabel === null || !last || !before) return;
  ctx.font = `600 ${(LABEL.px + 1) * look.textScale}px ${fontFamily}`;
  const width = ctx.measureText(measureLabel).width + 2 * LABEL.padX + 4;
  const request = { from: before, to: last, width, height: LABEL.height * look.textScale };
  const [place] = placeLabels([request], discs, 0, [], [], {
    ...view,
    leftPx: 0,
    topPx: 0,
    taken: [],
  });
  paintLabel(ctx, place ?? last, request, measureLabel, theme);
}
