import { sub, type Vec3 } from '#core/math/vec3.ts';
import { project, type ScreenPoint, type View } from '#render/camera/view.ts';
import { boxCorners } from '#render/stage/box.ts';
import { contactLength, contactLines } from '#render/stage/contactLines.ts';
import type { Shown, Stage } from '#render/stage/stage.ts';
import type { SceneTheme } from '#render/types.ts';
import { paintAtomMarks } from './atomMarks.ts';
import { paintAxes } from './axes.ts';
import { paintGaps, paintSides } from './dimension.ts';
import { legendRects, paintLegend } from './figureMarks.ts';
import {
  type LabelPlace,
  type LabelRequest,
  type LineSegment,
  placeLabels,
  placeOnAny,
} from './labels.ts';
import { paintMeasures } from './measures.ts';
import { paintOverlapRings } from './overlapRings.ts';
import type { OverlayCanvas, OverlayPen } from './overlayCanvas.ts';
import { paintScaleBar } from './scaleBar.ts';
import { chain } from './selection.ts';
import { paintSheet } from './sheet.ts';
import { haloText, labelRoom, onScreen } from './text.ts';

const LABEL_PX = 11;
/** Equal lengths that would stand nearer to each other are written once. */
const TWICE_PX = 80;
/** Room that a label takes beside others. */
const LABEL = { height: 15, padX: 3 } as const;

const point: ScreenPoint = [0, 0, 0, 0];

/** Paints everything on the overlay canvas, such as labels, rings and axes, in one pass. */
export function paint(overlay: OverlayCanvas): void {
  const { ctx, shown } = overlay;
  ctx.lineCap = 'round';
  ctx.lineJoin = 'round';
  ctx.textBaseline = 'middle';
  const sheet = shown.props.marks?.sheet;
  // Below all words.
  if (sheet !== undefined) paintSheet(overlay, sheet);
  overlay.taken.length = 0;
  const corners = [
    paintAxes(overlay),
    overlay.marks.scaleBar ? paintScaleBar(overlay) : null,
    ...legendRects(overlay, overlay.marks.legend),
  ];
  overlay.taken.push(...corners.filter((rect) => rect !== null));
  const column = paintGaps(overlay);
  paintSides(overlay);
  if (shown.props.look.showContacts) paintOverlapRings(overlay);
  if (shown.props.look.showContacts && shown.props.look.showContactLabels)
    paintContacts(overlay, column ?? overlay.view.widthPx);
  paintMeasures(overlay);
  paintAtomMarks(overlay);
  paintHover(overlay);
  paintSelection(overlay);
  paintLegend(overlay, overlay.marks.legend);
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

/** @param rightPx where the dimensions beside the cell begin, px from the left */
function paintContacts(overlay: OverlayCanvas, rightPx: number): void {
  const { ctx, view, shown, discs, fontFamily } = overlay;
  const { drawn, xyz, props } = shown;
  const { textScale } = props.look;
  ctx.font = `500 ${LABEL_PX * textScale}px ${fontFamily}`;
  const texts: string[] = [];
  /** The elements that meet. */
  const kinds: string[] = [];
  const inks: string[] = [];
  const requests: LabelRequest[] = [];
  const lines: LineSegment[] = [];
  for (const contact of props.contacts) {
    const ends = contactLines(contact, drawn, xyz).map(([from, to]) => ({
      from: onScreen(view, from),
      to: onScreen(view, to),
    }));
    lines.push(...ends);
    const [line] = ends;
    if (!contact.labelled || !line) continue;
    if (isEndOn(line, contact.distanceAng, view)) continue;
    const length = shown.moving === null ? contact.distanceAng : contactLength(contact, drawn, xyz);
    const text = `${contact.flagged ? '▲ ' : ''}${length.toFixed(2)} Å`;
    texts.push(text);
    kinds.push(`${props.structure.numbers[contact.a]}-${props.structure.numbers[contact.b]}`);
    inks.push(contact.flagged ? contact.color : props.theme.ink);
    requests.push({
      ...line,
      width: ctx.measureText(text).width + 2 * LABEL.padX,
      height: LABEL.height * textScale,
    });
  }
  const screen = { ...labelRoom(overlay), widthPx: rightPx };
  const edges = cellLines(overlay);
  const written: (readonly [number, number, string])[] = [];
  const write = (i: number, [x, y]: LabelPlace): void => {
    // One of two equal contacts side by side says it for both.
    if (written.some(([p, q, text]) => text === texts[i] && Math.hypot(x - p, y - q) < TWICE_PX))
      return;
    written.push([x, y, texts[i]!]);
    overlay.taken.push({ x, y, width: requests[i]!.width, height: requests[i]!.height });
    paintLabel(ctx, [x, y], requests[i]!, texts[i]!, props.theme, inks[i]);
  };
  const places = placeLabels(requests, discs, drawn.count, lines, edges, screen);
  const said = new Set<string>();
  for (const [i, place] of places.entries()) {
    if (!place) continue;
    write(i, place);
    said.add(kinds[i]!);
  }
  // Of elements that have no length beside any of their lines one covers some atoms rather than that all are missing.
  for (const kind of new Set(kinds)) {
    if (said.has(kind)) continue;
    const around = { discs, discCount: drawn.count, lines, edges, screen };
    const found = placeOnAny(
      requests.filter((_, i) => kinds[i] === kind),
      around,
    );
    if (found) write(requests.indexOf(found.request), found.place);
  }
}

/** Edges of the box and of the cells drawn in it, which would cross words. */
function cellLines({ view, shown: { drawn, props } }: OverlayCanvas): LineSegment[] {
  const corners = boxCorners(drawn, props.box);
  const [floor, lid] = [corners.slice(0, 4), corners.slice(4)];
  const rings: (readonly Vec3[])[] = props.outlines.map((outline) =>
    outline.corners.map((corner) => sub(corner, drawn.origin)),
  );
  if (props.look.showCell) rings.push(floor, lid);
  const posts = props.look.showCell ? floor.map((foot, k) => [foot, lid[k]!] as const) : [];
  const edges = rings.flatMap((ring) =>
    ring.map((from, k) => [from, ring[(k + 1) % ring.length]!] as const),
  );
  return [...edges, ...posts].map(([from, to]) => ({
    from: onScreen(view, from),
    to: onScreen(view, to),
  }));
}

/** Lines that are shortened more than this are seen from their end: a length beside them would stand on atoms. */
const SEEN_PART = 0.6;

/** Whether a line is seen from near its end, where its two atoms lie over each other. */
const isEndOn = ({ from, to }: LineSegment, lengthAng: number, view: View): boolean => {
  const px = Math.hypot(to[0] - from[0], to[1] - from[1]);
  return px < (SEEN_PART * lengthAng * view.heightPx) / (2 * view.halfHeightAng);
};

/** Text in the middle of the room that was found for it. */
function paintLabel(
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
    if (shown.drawn.source[k] !== hovered) continue;
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
  ctx.font = `600 ${(LABEL_PX + 1) * look.textScale}px ${fontFamily}`;
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
