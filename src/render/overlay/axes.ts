import { row } from '#core/math/mat3.ts';
import { dot, unit } from '#core/math/vec3.ts';
import { AXES_AT, AXIS_PX, axesCorner, shrunkAxes } from '#render/stage/margins.ts';
import type { Rect } from '#render/types.ts';
import { namesAtEnds } from './labels.ts';
import type { OverlayCanvas } from './overlayCanvas.ts';
import { haloText } from './text.ts';

const LABEL_PX = 11;

/** A shorter axis is seen from its end. */
const END_ON_PX = 6;

/** The direction, of eight, that is farthest from all axes that run across the picture. */
export function freeSide(
  axes: readonly { readonly x: number; readonly y: number }[],
): readonly [number, number] {
  const seen = axes.filter(({ x, y }) => Math.hypot(x, y) > END_ON_PX);
  let best: readonly [number, number] = [Math.SQRT1_2, Math.SQRT1_2];
  let least = Infinity;
  // Down to the right first.
  for (let k = 0; k < 8; k++) {
    const angle = Math.PI * (0.25 + 0.25 * k);
    const way = [Math.cos(angle), Math.sin(angle)] as const;
    const nearest = Math.max(
      -1,
      ...seen.map(({ x, y }) => (x * way[0] + y * way[1]) / Math.hypot(x, y)),
    );
    if (nearest >= least - 1e-9) continue;
    least = nearest;
    best = way;
  }
  return best;
}

/** Directions of a, b and c, the nearest to the eye on top. @returns their corner; null where there are none */
export function paintAxes({ ctx, view, shown, fontFamily }: OverlayCanvas): Rect | null {
  const corner = axesCorner(view, shown.props);
  if (corner === null) return null;
  const { lattice } = shown.props.structure;
  const { theme } = shown.props;
  const { ink, muted } = theme;
  const { textScale } = shown.props.look;
  const scale = shrunkAxes(view.heightPx);
  const [x0, y0] = [AXES_AT * scale, view.heightPx - AXES_AT * scale];
  const axes = (['a', 'b', 'c'] as const).map((name, i) => {
    const axis = unit(row(lattice, i));
    return {
      name,
      x: AXIS_PX * scale * dot(axis, view.right),
      y: -AXIS_PX * scale * dot(axis, view.up),
      nearness: dot(axis, view.back),
    };
  });
  ctx.font = `500 ${LABEL_PX * textScale}px ${fontFamily}`;
  ctx.textAlign = 'center';
  const names = namesAtEnds(axes);
  const written = new Set<string>();
  const drawn = axes.map((axis, k) => ({ ...axis, name: names[k]! }));
  for (const { name, x, y, nearness } of drawn.sort((p, q) => p.nearness - q.nearness)) {
    ctx.strokeStyle = nearness < -0.35 ? muted : ink;
    ctx.lineWidth = nearness < -0.35 ? 1.5 : 2;
    ctx.beginPath();
    ctx.moveTo(x0, y0);
    ctx.lineTo(x0 + x, y0 + y);
    ctx.stroke();
    const length = Math.hypot(x, y);
    // An axis that points at the eye has its name where no other axis runs.
    const [ux, uy] = length > END_ON_PX ? [x / length, y / length] : freeSide(axes);
    // The name of several stands at the end of the longest.
    const isLongest = drawn.every((d) => d.name !== name || Math.hypot(d.x, d.y) <= length + 1e-6);
    if (isLongest && !written.has(name)) {
      const aside =
        (Math.sign(ux) * (ctx.measureText(name).width - ctx.measureText('a').width)) / 2;
      const away = 3 + 6 * textScale;
      const color = nearness < -0.35 ? muted : ink;
      written.add(name);
      haloText(ctx, name, x0 + x + away * ux + aside, y0 + y + away * uy, theme, color);
    }
  }
  return corner;
}
