import { project, type ScreenPoint } from '#render/camera/view.ts';
import { contactLines } from '#render/stage/contactLines.ts';
import type { OverlayCanvas } from './overlayCanvas.ts';

const RING_GAP_PX = 1.5;
const WIDTH_PX = 2;

const point: ScreenPoint = [0, 0, 0, 0];

/**
 * Contacts that are too close, marked over the atoms: such atoms hide the line between them. A line from
 * centre to centre and a ring around both, cased in the panel's colour.
 */
export function paintOverlapRings({ ctx, view, shown, discs }: OverlayCanvas): void {
  const { drawn, xyz, props } = shown;
  const flagged = props.contacts.filter((c) => c.flagged);
  if (flagged.length === 0) return;
  ctx.beginPath();
  for (const contact of flagged)
    for (const [from, to] of contactLines(contact, drawn, xyz)) {
      project(view, from[0], from[1], from[2], point);
      ctx.moveTo(point[0], point[1]);
      project(view, to[0], to[1], to[2], point);
      ctx.lineTo(point[0], point[1]);
    }
  for (const atom of new Set(flagged.flatMap((c) => [c.a, c.b]))) {
    const [x, y, radius] = [discs[3 * atom]!, discs[3 * atom + 1]!, discs[3 * atom + 2]!];
    ctx.moveTo(x + radius + RING_GAP_PX, y);
    ctx.arc(x, y, radius + RING_GAP_PX, 0, 2 * Math.PI);
  }
  ctx.strokeStyle = props.theme.panel;
  ctx.lineWidth = WIDTH_PX + 2;
  ctx.stroke();
  ctx.strokeStyle = flagged[0]!.color;
  ctx.lineWidth = WIDTH_PX;
  ctx.stroke();
}
