import { sub } from '#core/math/vec3.ts';
import { atomOnRay } from '#render/camera/picking.ts';
import { depthOf, rayAt } from '#render/camera/view.ts';
import type { SceneMarks } from '#render/types.ts';
import type { OverlayCanvas } from './overlayCanvas.ts';
import { touch } from './room.ts';
import { haloText, onScreen } from './text.ts';

/** Looking for what hides each atom takes longer than a frame beyond so many tests. */
const MAX_TESTS = 1_500_000;
const LETTERS_PX = 11;
const RING_GAP_PX = 2;
/** Between words and their place. */
const BESIDE_PX = 6;

/** Rings around selected atoms, and words on atoms. What stands behind other atoms has none. */
export function paintAtomMarks(overlay: OverlayCanvas): void {
  const { marks } = overlay.shown.props;
  if (marks === undefined) return;
  const isSeen = sightOf(overlay, marks.selected.length + marks.labels.length);
  paintRings(
    overlay,
    marks.selected.filter((atom) => isSeen(atom)),
  );
  paintWords(overlay, marks.words);
  paintLabels(
    overlay,
    marks.labels.filter(({ atom }) => isSeen(atom)),
  );
}

function paintWords(
  { ctx, view, shown, fontFamily, taken }: OverlayCanvas,
  words: SceneMarks['words'],
): void {
  const { theme, look } = shown.props;
  const height = LETTERS_PX * look.textScale;
  ctx.font = `600 ${height}px ${fontFamily}`;
  for (const { at, text, color } of words) {
    let [x, y] = onScreen(view, sub(at, shown.drawn.origin));
    // Away from what is written beside the cell.
    const isRight = x > view.widthPx / 2;
    ctx.textAlign = isRight ? 'right' : 'left';
    x += isRight ? -BESIDE_PX : BESIDE_PX;
    const width = ctx.measureText(text).width;
    const left = isRight ? x - width : x;
    // Below what stands there already.
    const high = 1.3 * height;
    for (const other of taken.toSorted((p, q) => p.y - q.y))
      if (
        touch({ x: left, y: y - high / 2, width, height: high }, other, 0) &&
        other.y + other.height + high < view.heightPx
      )
        y = other.y + other.height + high / 2;
    taken.push({ x: left, y: y - high / 2, width, height: high });
    haloText(ctx, text, x, y, theme, color);
  }
}

function paintLabels(
  { ctx, view, discs, shown, fontFamily }: OverlayCanvas,
  labels: SceneMarks['labels'],
): void {
  const { theme, look } = shown.props;
  const { spheres } = shown.drawn;
  const height = LETTERS_PX * look.textScale;
  ctx.font = `600 ${height}px ${fontFamily}`;
  ctx.textAlign = 'center';
  const requests = labels.map(({ atom, text }) => ({
    text,
    x: discs[3 * atom]!,
    y: discs[3 * atom + 1]!,
    width: ctx.measureText(text).width,
    height,
    depthAng: depthOf(view, [spheres[4 * atom]!, spheres[4 * atom + 1]!, spheres[4 * atom + 2]!]),
  }));
  for (const { text, x, y } of apart(requests)) haloText(ctx, text, x, y + 0.5, theme);
}

interface Placed {
  /** Of its middle, px. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly depthAng: number;
}

/** Words that do not touch each other: of two that would, the one nearer to the eye. */
export function apart<T extends Placed>(words: readonly T[]): readonly T[] {
  const out: T[] = [];
  for (const word of words.toSorted((p, q) => p.depthAng - q.depthAng)) {
    const touches = (other: T) =>
      Math.abs(word.x - other.x) < (word.width + other.width) / 2 &&
      Math.abs(word.y - other.y) < (word.height + other.height) / 2;
    if (!out.some(touches)) out.push(word);
  }
  return out;
}

/** Whether the middle of an atom is seen. @param count of the atoms that are asked for */
function sightOf({ view, shown, discs }: OverlayCanvas, count: number): (atom: number) => boolean {
  const { drawn, props } = shown;
  const isDrawn = (atom: number) => discs[3 * atom + 2]! > 0;
  if (count * drawn.count > MAX_TESTS) return isDrawn;
  return (atom) =>
    isDrawn(atom) &&
    atomOnRay(drawn, props.look.atomScale, rayAt(view, discs[3 * atom]!, discs[3 * atom + 1]!))
      ?.atom === atom;
}

/** More rings than this are a carpet in which no atom is seen: then each has a faint tint and a fine line. */
const MOST_RINGS = 40;
const TINT = 0.2;
const FINE_LINE = 0.8;

export function paintRings(
  { ctx, discs, shown }: Pick<OverlayCanvas, 'ctx' | 'discs' | 'shown'>,
  atoms: readonly number[],
): void {
  if (atoms.length === 0) return;
  const isDense = atoms.length > MOST_RINGS;
  const gapPx = isDense ? 0 : RING_GAP_PX;
  ctx.beginPath();
  for (const atom of atoms) {
    const [x, y, radius] = [discs[3 * atom]!, discs[3 * atom + 1]!, discs[3 * atom + 2]!];
    ctx.moveTo(x + radius + gapPx, y);
    ctx.arc(x, y, radius + gapPx, 0, 2 * Math.PI);
  }
  const { theme } = shown.props;
  if (isDense) {
    // One path: where discs overlap, the tint is no stronger.
    const { globalAlpha } = ctx;
    ctx.globalAlpha = TINT;
    ctx.fillStyle = theme.selected;
    ctx.fill();
    ctx.globalAlpha = FINE_LINE;
    ctx.strokeStyle = theme.selected;
    ctx.lineWidth = 1;
    ctx.stroke();
    ctx.globalAlpha = globalAlpha;
    return;
  }
  ctx.strokeStyle = theme.panel;
  ctx.lineWidth = 4;
  ctx.stroke();
  ctx.strokeStyle = theme.selected;
  ctx.lineWidth = 2;
  ctx.stroke();
}
