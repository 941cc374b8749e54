import type { SceneTheme } from '#render/types.ts';
import { type LabelRequest, placeLabels } from './labels.ts';
import type { OverlayCanvas, OverlayPen } from './overlayCanvas.ts';
import { chain } from './selection.ts';
import { haloText, labelRoom, onScreen } from './text.ts';

const LETTERS_PX = 11;
const PAD_PX = 3;
const DASH_PX = [5, 3];

/** Kept measurements: a dashed line from atom to atom, and the value beside its last part. */
export function paintMeasures(overlay: OverlayCanvas): void {
  const { ctx, view, shown, discs, fontFamily, taken } = overlay;
  const { marks, theme, look } = shown.props;
  if (marks === undefined || marks.measures.length === 0) return;
  const height = (LETTERS_PX + 4) * look.textScale;
  ctx.font = `600 ${LETTERS_PX * look.textScale}px ${fontFamily}`;
  ctx.textAlign = 'center';
  const requests: LabelRequest[] = [];
  const texts: string[] = [];
  for (const { atoms, cells, text } of marks.measures) {
    const at = chain(atoms, cells, shown.drawn, shown.xyz).map((p) => onScreen(view, p));
    const [before, last] = [at.at(-2), at.at(-1)];
    if (before === undefined || last === undefined) continue;
    strokeChain(ctx, at, theme);
    requests.push({
      from: before,
      to: last,
      width: ctx.measureText(text).width + 2 * PAD_PX,
      height,
    });
    texts.push(text);
  }
  const room = labelRoom(overlay);
  placeLabels(requests, discs, 0, requests, [], room).forEach((place, k) => {
    if (place === null) return;
    const { width } = requests[k]!;
    taken.push({ x: place[0], y: place[1], width, height });
    haloText(ctx, texts[k]!, place[0] + width / 2, place[1] + height / 2 + 0.5, theme);
  });
}

function strokeChain(
  ctx: OverlayPen,
  at: readonly (readonly [number, number])[],
  theme: SceneTheme,
): void {
  ctx.beginPath();
  for (const [k, [x, y]] of at.entries()) {
    if (k === 0) ctx.moveTo(x, y);
    else ctx.lineTo(x, y);
  }
  ctx.strokeStyle = theme.panel;
  ctx.lineWidth = 4;
  ctx.stroke();
  ctx.setLineDash(DASH_PX);
  ctx.strokeStyle = theme.ink;
  ctx.lineWidth = 1.75;
  ctx.stroke();
  ctx.setLineDash([]);
}
